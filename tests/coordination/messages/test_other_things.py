"""Things that are no records: actions of the plan, and what two organisations have between them."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from coordination.messages.models import Message, Thread
from coordination.messages.on_actions import KIND
from coordination.messages.selectors import talks_of
from coordination.messages.talkable import Audience, all_talkables, by_kind, register, two_sides
from coordination.messages.walls import seen_function
from operation.cases.registry import all_types
from operation.people.selectors import principal_of
from operation.plan.models import Operation, OperationalAction
from tests.coordination.conftest import As, ClientOf


@pytest.fixture
def action(seagull: Operation) -> OperationalAction:
    return OperationalAction.objects.create(line=seagull.lines.all()[0], title="patrol together")


def test_an_action_is_talked_about_by_all_members_and_lmlecc(
    cast: SimpleNamespace, client_of: ClientOf, action: OperationalAction
) -> None:
    address = f"/messages/actions/{action.pk}/"
    client = client_of(cast.coordinator_kh)
    assert address in client.get(f"/operation/action-plan/{action.pk}/").content.decode()
    sent = client.post(address, {"to": "all", "text": "who brings the boats?", "language": "en"})
    assert sent.status_code == 302
    for who in (cast.officer_vn, cast.director, cast.desk_supervision):
        assert "who brings the boats?" in client_of(who).get(sent.headers["Location"]).content.decode()
        assert f"1 unread message: {action.title}" not in client_of(who).get("/desk/").content.decode()
    assert f"1 unread message: {action.title}" in client_of(cast.officer_th).get("/desk/").content.decode()
    for outside in (cast.observer_unodc, cast.dpo, cast.stranger):
        outsider = client_of(outside)
        assert outsider.get(sent.headers["Location"]).status_code == 404
        assert outsider.get(address).status_code == 404
    assert address not in client_of(cast.observer_unodc).get("/operation/action-plan/").content.decode()


def test_an_organisation_talks_about_an_action_inside_too(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, action: OperationalAction
) -> None:
    own = str(cast.officer_kh.organisation_id)
    address = f"/messages/actions/{action.pk}/"
    sent = client_of(cast.officer_kh).post(address, {"to": own, "text": "inside", "language": "en"})
    assert client_of(cast.officer_vn).get(sent.headers["Location"]).status_code == 404
    with as_(cast.officer_vn):
        assert not Message.objects.exists()
        talkable = by_kind(KIND)
        assert talkable is not None
        talks = talks_of(principal_of(cast.officer_vn), talkable, action)
        assert [one.audience for one in talks] == [Audience(), Audience(cast.officer_vn.organisation_id)]


def between(**given: Any) -> SimpleNamespace:
    return SimpleNamespace(
        sender_id=SENDER, recipient_id=RECIPIENT, **{"state": "sent", "through_lmlecc": True} | given
    )


SENDER, RECIPIENT = uuid4(), uuid4()


@pytest.mark.parametrize("through", [True, False])
def test_two_sides_have_one_thread_and_one_inside_each(cast: SimpleNamespace, through: bool) -> None:
    principal = principal_of(cast.officer_th)
    inside, both = two_sides(principal, between(through_lmlecc=through))
    assert inside == Audience(principal.organisation_id)
    assert both == Audience(SENDER, RECIPIENT, through)


def test_a_draft_is_talked_about_inside_alone(cast: SimpleNamespace) -> None:
    assert two_sides(principal_of(cast.officer_th), between(state="draft")) == [
        Audience(cast.officer_th.organisation_id)
    ]


def test_lmlecc_has_no_thread_of_its_own_between_two(cast: SimpleNamespace) -> None:
    assert two_sides(principal_of(cast.director), between()) == [Audience(SENDER, RECIPIENT, True)]


def test_every_record_type_is_talked_about_and_known_to_the_wall() -> None:
    kinds = {one.kind for one in all_talkables()}
    assert {known.code for known in all_types()} | {KIND} <= kinds
    assert len(kinds) == len(all_talkables()) == len({one.slug for one in all_talkables()})
    sql = seen_function(all_talkables())
    assert all(f"kind = '{kind}'" in sql for kind in kinds)


def test_a_kind_is_registered_once() -> None:
    known = by_kind(KIND)
    assert known is not None
    with pytest.raises(ValueError, match="already"):
        register(known)


def test_what_is_left_of_a_kind_that_is_gone_is_nobodys(
    cast: SimpleNamespace, as_: As, action: OperationalAction
) -> None:
    with as_(cast.officer_th):
        thread = Thread.objects.create(kind=KIND, thing_id=action.pk, first_id=cast.officer_th.organisation_id)
        assert Thread.objects.visible_to(principal_of(cast.officer_th)).get() == thread
        action.delete()
        assert not Thread.objects.visible_to(principal_of(cast.officer_th)).exists()
