"""The first wall alone, before what two organisations have between them: facts, texts and calls for help.

As in test_first_wall.py no row-level security stands behind it.
"""

from dataclasses import replace

import pytest

from coordination.requests.models import DangerCall, Request, RequestPart, RequestSubject
from operation.access.principal import Principal
from operation.access.roles import PERMISSIONS, Role
from tests.access import table
from tests.access.test_first_wall import CAST, expected, principal
from tests.access.things import World


def without_rights(who: Principal) -> tuple[Principal, Principal]:
    """The same in the same agency: one without an appointment, one whose role reads records and no requests."""
    return replace(who, roles=frozenset()), replace(who, kind="partner")


@pytest.mark.parametrize("person", CAST)
def test_facts(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    seen = set(Request.objects.visible_to(who).values_list("pk", flat=True))
    assert seen == expected(owner_world, person, "request")
    for nobody in without_rights(who):
        assert not Request.objects.visible_to(nobody).exists()


@pytest.mark.parametrize("person", CAST)
def test_texts(owner_world: World, person: str) -> None:
    """And the rows of the records that a request is about, which have the same door."""
    who = principal(owner_world, person)
    seen = set(RequestPart.objects.visible_to(who).values_list("request_id", flat=True))
    read = {kind for kind in table.kinds("request") if person in table.sees("request", kind, "text")}
    readable = {owner_world.one(f"request.{kind}").row.pk for kind in read}
    assert seen == readable
    about = owner_world.one("request.sent").row.pk
    assert set(RequestSubject.objects.visible_to(who).values_list("request_id", flat=True)) == readable & {about}
    for nobody in without_rights(who):
        assert not RequestPart.objects.visible_to(nobody).exists()


@pytest.mark.parametrize("person", CAST)
def test_a_request_says_who_reads_its_texts(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    kinds = {one.row.pk: one.kind for one in owner_world.of("request")}
    rows = {kinds[one.pk]: one for one in Request.objects.visible_to(who)}
    seen = {kind for kind in table.kinds("request") if person in table.sees("request", kind, "content")}
    owned = {kind for kind in seen if person in table.sees("request", kind, "owner")}
    assert rows.keys() == seen
    assert {kind for kind, one in rows.items() if one.content_is_read_by(who)} == {
        kind for kind in seen if person in table.sees("request", kind, "text")
    }
    assert {kind for kind, one in rows.items() if one.of_sender(who)} == owned
    assert {kind for kind, one in rows.items() if one.of_recipient(who)} == (seen - owned if who.is_member else set())


@pytest.mark.parametrize("person", CAST)
def test_calls_for_help(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    seen = set(DangerCall.objects.visible_to(who).values_list("pk", flat=True))
    assert seen == expected(owner_world, person, "danger_call")
    for nobody in without_rights(who):
        assert not DangerCall.objects.visible_to(nobody).exists()


def test_reading_requests_is_a_right_of_its_own(owner_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    who = principal(owner_world, "director")
    monkeypatch.setitem(PERMISSIONS, "request.read", frozenset({Role.OFFICER}))
    for model in (Request, RequestPart, DangerCall):
        assert not model.objects.visible_to(who).exists()
