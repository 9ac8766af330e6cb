"""A guarded side: its coordinator alone is told, and decides whether the other side learns that there is a match."""

from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.http import Http404

from coordination.deconfliction import actions
from operation.access.context import acting_as
from operation.access.handling import TLP
from operation.audit.models import AuditEntry
from operation.cases.marking import Marking
from operation.cases.sharing import regrade_records
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.desk import desk_of
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.matches import WALLET, holds, matches_of, seen_by, sides_of

WHY = "the inquiry may be told of"


def as_user(user: User) -> AbstractContextManager[None]:
    return acting_as(principal_of(user), channel="test")


@pytest.fixture
def guarded(cast: SimpleNamespace) -> Any:
    """Cambodia's record is H2, Viet Nam's is open: Cambodia's coordinator alone is told."""
    record = holds(cast.officer_kh, WALLET, handling_code="H2")
    holds(cast.officer_vn)
    return record


@pytest.fixture
def both(cast: SimpleNamespace) -> UUID:
    """Both are guarded."""
    holds(cast.officer_kh, WALLET, handling_code="H2")
    holds(cast.officer_vn, WALLET, tlp="red")
    [side] = sides_of(cast.coordinator_kh)
    return side.match_id


def reveal(user: User) -> None:
    [side] = sides_of(user)
    with as_user(user):
        actions.reveal_match(principal=principal_of(user), side=side, reason=WHY)


def lines(user: User) -> str:
    principal = principal_of(user)
    with as_user(user):
        desk = desk_of(principal)
        return str([[str(item["title"]), *map(str, item["meta"])] for group in desk.groups for item in group["items"]])


def test_the_holder_is_told_and_nobody_else(cast: SimpleNamespace, guarded: Any) -> None:
    [match] = matches_of(cast.coordinator_kh)
    assert seen_by(cast.coordinator_kh, match.pk).own.record_id == guarded.pk
    for who in ("supervisor_kh", "coordinator_vn", "supervisor_vn", "desk_information", "director", "coordinator_th"):
        user = getattr(cast, who)
        assert (matches_of(user), sides_of(user)) == ([], []), who
        with pytest.raises(Http404):
            seen_by(user, match.pk)
        assert "match" not in lines(user).lower(), who
    assert "A match with Viet Nam: crypto wallet" in lines(cast.coordinator_kh)


def test_the_trail_of_who_saved_does_not_give_it_away(cast: SimpleNamespace, guarded: Any) -> None:
    principal = principal_of(cast.officer_vn)
    with as_user(cast.officer_vn):
        kinds = set(AuditEntry.objects.filter(actor_id=principal.person).values_list("target_type", flat=True))
    assert not {kind for kind in kinds if kind.startswith("coordination.")}
    system = AuditEntry.objects.filter(target_type="coordination.Match", verb="row added")
    assert {(entry.actor_id, entry.channel) for entry in system} == {(None, "deconfliction")}


def test_the_context_of_the_save_goes_on_after_it(cast: SimpleNamespace, guarded: Any) -> None:
    """What comes after the meeting in the same transaction is told of the person again."""
    entries = AuditEntry.objects.filter(verb="opened", actor_id=cast.officer_vn.pk)
    assert {entry.channel for entry in entries} == {"test"}
    with as_user(cast.officer_vn):
        holds(cast.officer_vn)
        with connection.cursor() as cursor:
            cursor.execute("SELECT coordination_meet('SUS', '{}', now())")
            cursor.execute("SELECT current_setting('app.user'), current_setting('app.channel')")
            assert cursor.fetchone() == (str(cast.officer_vn.pk), "test")


def test_nothing_is_told_before_it_is_revealed(cast: SimpleNamespace, guarded: Any) -> None:
    [match] = matches_of(cast.coordinator_kh)
    with as_user(cast.coordinator_kh), pytest.raises(Refused, match="Reveal"):
        actions.tell_type(principal=principal_of(cast.coordinator_kh), match=match, reason=WHY)


def test_revealed_it_is_a_match_like_any_other(cast: SimpleNamespace, guarded: Any) -> None:
    reveal(cast.coordinator_kh)
    for who in ("supervisor_kh", "coordinator_vn", "supervisor_vn", "desk_information", "director"):
        assert len(matches_of(getattr(cast, who))) == 1, who
    assert matches_of(cast.coordinator_th) == []
    with pytest.raises(Conflict):
        reveal(cast.coordinator_kh)
    assert AuditEntry.objects.filter(verb="revealed match", details__reason=WHY).count() == 1


@pytest.mark.parametrize("who", ["officer_kh", "supervisor_kh"])
def test_only_the_coordinator_reveals(cast: SimpleNamespace, guarded: Any, who: str) -> None:
    [side] = sides_of(cast.coordinator_kh)
    user = getattr(cast, who)
    with as_user(user), pytest.raises(NotAllowed):
        actions.reveal_match(principal=principal_of(user), side=side, reason=WHY)


def test_the_other_side_reveals_nothing_that_is_not_its_own(cast: SimpleNamespace, guarded: Any) -> None:
    [side] = sides_of(cast.coordinator_kh)
    with as_user(cast.coordinator_vn), pytest.raises(Conflict):
        actions.reveal_match(principal=principal_of(cast.coordinator_vn), side=side, reason=WHY)
    assert matches_of(cast.coordinator_vn) == []


def test_where_both_guard_it_neither_is_told_with_whom(cast: SimpleNamespace, both: UUID) -> None:
    for who in ("coordinator_kh", "coordinator_vn"):
        user = getattr(cast, who)
        assert matches_of(user) == []
        seen = seen_by(user, both)
        assert (seen.match, seen.told, seen.steps) == (None, [], [])
        assert "both records are guarded" in lines(user)
    assert "Cambodia" not in lines(cast.coordinator_vn)


def test_it_is_named_once_both_reveal_it(cast: SimpleNamespace, both: UUID) -> None:
    reveal(cast.coordinator_kh)
    for who in ("coordinator_kh", "coordinator_vn", "supervisor_kh", "desk_information"):
        assert matches_of(getattr(cast, who)) == [], who
    reveal(cast.coordinator_vn)
    for who in ("coordinator_kh", "coordinator_vn", "supervisor_kh", "desk_information"):
        assert [match.pk for match in matches_of(getattr(cast, who))] == [both], who


def test_a_looser_marking_tells_by_the_rule(cast: SimpleNamespace, guarded: Any) -> None:
    """Its originator regraded the record: then nothing guards the match any more."""
    regrade(cast.coordinator_kh, guarded, Marking(TLP.AMBER, "H1"))
    assert len(matches_of(cast.coordinator_vn)) == 1


def test_a_stricter_marking_takes_nothing_back_that_both_know(cast: SimpleNamespace) -> None:
    record = holds(cast.officer_kh)
    holds(cast.officer_vn)
    regrade(cast.coordinator_kh, record, Marking(TLP.AMBER, "H2"))
    assert len(matches_of(cast.coordinator_vn)) == 1


def test_set_aside_it_leaves_the_desk_and_stays_in_the_list(cast: SimpleNamespace, guarded: Any) -> None:
    [side] = sides_of(cast.coordinator_kh)
    with as_user(cast.coordinator_kh):
        actions.set_aside(principal=principal_of(cast.coordinator_kh), side=side)
    assert "A match" not in lines(cast.coordinator_kh)
    assert len(matches_of(cast.coordinator_kh)) == 1


def test_both_desks_and_the_information_desk_are_told_at_once(cast: SimpleNamespace) -> None:
    holds(cast.officer_kh)
    holds(cast.officer_vn)
    assert "A match with Viet Nam: crypto wallet" in lines(cast.coordinator_kh)
    assert "A match with Cambodia: crypto wallet" in lines(cast.coordinator_vn)
    assert "Cambodia and Viet Nam: crypto wallet" in lines(cast.desk_information)
    for who in ("officer_kh", "supervisor_vn", "coordinator_th", "desk_supervision"):
        assert "crypto wallet" not in lines(getattr(cast, who)), who


def regrade(user: User, record: Any, marking: Marking) -> None:
    with as_user(user):
        record.refresh_from_db()
        regrade_records(
            principal=principal_of(user),
            records=[record],
            versions=[record.version],
            marking=marking,
            reason="the source agrees",
        )
