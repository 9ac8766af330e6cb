"""Step by step each side decides what it tells; what is told reaches the other side, and nobody else."""

from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import Http404

from coordination.deconfliction import actions
from coordination.deconfliction.concluding import agree_outcome, propose_outcome
from coordination.deconfliction.models import Match, MatchDisclosure, MatchState, Outcome
from operation.access.context import acting_as
from operation.access.handling import TLP
from operation.audit.models import AuditEntry
from operation.cases.actions import amend_records
from operation.cases.deletion.actions import delete_records, restore_records
from operation.cases.drafts import IdentifierDraft, NameDraft, RecordDraft
from operation.cases.marking import Marking
from operation.cases.sharing import regrade_records
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.matches import PHONE, WALLET, holds, matches_of, seen_by, sides_of

WHY = "both hold it"


def as_user(user: User) -> AbstractContextManager[None]:
    return acting_as(principal_of(user), channel="test")


@pytest.fixture
def record_vn(cast: SimpleNamespace) -> Any:
    return holds(cast.officer_vn, WALLET, place_name="Móng Cái", narrative="seen at the border")


@pytest.fixture
def match(cast: SimpleNamespace, record_vn: Any) -> Match:
    holds(cast.officer_kh, WALLET, names=(NameDraft("Somebody else"),))
    return matches_of(cast.coordinator_vn)[0]


def told_to(user: User, match: Match) -> dict[str, str]:
    """What a user reads that the other side told."""
    own = user.organisation_id
    return {told.field: told.value for told in seen_by(user, match.pk).told if told.organisation_id != own}


def tell(user: User, match: Match) -> Match:
    with as_user(user):
        return actions.tell_type(principal=principal_of(user), match=match, reason=WHY)


def test_nothing_is_told_at_first(cast: SimpleNamespace, match: Match, record_vn: Any) -> None:
    seen = seen_by(cast.coordinator_kh, match.pk)
    assert (seen.told, seen.side is not None, seen.record.pk != record_vn.pk) == ([], True, True)


def test_first_type_and_status_then_fields_then_the_record(cast: SimpleNamespace, match: Match, record_vn: Any) -> None:
    coordinator = principal_of(cast.coordinator_vn)
    tell(cast.coordinator_vn, match)
    assert told_to(cast.coordinator_kh, match) == {"type": "SUS", "status": record_vn.status}
    with as_user(cast.coordinator_vn):
        actions.tell_fields(principal=coordinator, match=match, fields=["place_name", "names"], reason=WHY)
    told = told_to(cast.supervisor_kh, match)
    assert (told["place_name"], told["names"]) == ("Móng Cái", "Trần Văn Mẫu")
    assert "narrative" not in told
    with as_user(cast.coordinator_vn):
        actions.release_record(principal=coordinator, match=match, reason=WHY)
    with as_user(cast.coordinator_kh):
        released = type(record_vn).objects.visible_to(principal_of(cast.coordinator_kh)).get(pk=record_vn.pk)
        assert [grant.purpose for grant in released.grants.all()] == [match.reference]


def test_what_is_told_is_a_snapshot_under_the_records_marking(cast: SimpleNamespace, match: Match) -> None:
    tell(cast.coordinator_vn, match)
    [first, *_rest] = seen_by(cast.coordinator_kh, match.pk).told
    assert (first.tlp, first.handling_code, first.reason) == ("amber", "H1", WHY)
    assert first.record_id is None


def test_every_disclosure_says_to_whom_and_why(cast: SimpleNamespace, match: Match, record_vn: Any) -> None:
    tell(cast.coordinator_vn, match)
    entries = AuditEntry.objects.filter(verb="disclosed")
    assert {entry.target_id for entry in entries} == {match.pk, record_vn.pk}
    for entry in entries:
        assert (entry.details["to"], entry.details["reason"]) == (cast.coordinator_kh.organisation.code, WHY)
        assert record_vn.status not in str(entry.details.values())


@pytest.mark.parametrize("who", ["coordinator_th", "desk_information", "director", "observer_unodc", "stranger"])
def test_what_was_told_is_for_the_two_sides_alone(cast: SimpleNamespace, match: Match, who: str) -> None:
    tell(cast.coordinator_vn, match)
    user = getattr(cast, who)
    with as_user(user):
        assert list(MatchDisclosure.objects.all()) == []
        assert list(MatchDisclosure.objects.visible_to(principal_of(user))) == []


def test_fields_wait_for_the_type(cast: SimpleNamespace, match: Match) -> None:
    coordinator = principal_of(cast.coordinator_vn)
    with as_user(cast.coordinator_vn):
        with pytest.raises(Refused, match="first"):
            actions.tell_fields(principal=coordinator, match=match, fields=["place_name"], reason=WHY)
        with pytest.raises(Refused, match="first"):
            actions.release_record(principal=coordinator, match=match, reason=WHY)


def test_a_reason_is_asked_for(cast: SimpleNamespace, match: Match) -> None:
    with as_user(cast.coordinator_vn), pytest.raises(Refused, match="why"):
        actions.tell_type(principal=principal_of(cast.coordinator_vn), match=match, reason=" ")


@pytest.mark.parametrize("fields", [[], ["no_such_field"], ["place_name", "originator"]])
def test_only_fields_that_can_be_told_are(cast: SimpleNamespace, match: Match, fields: list[str]) -> None:
    tell(cast.coordinator_vn, match)
    with as_user(cast.coordinator_vn), pytest.raises(Refused):
        actions.tell_fields(principal=principal_of(cast.coordinator_vn), match=match, fields=fields, reason=WHY)
    assert set(told_to(cast.coordinator_kh, match)) == {"type", "status"}


def test_a_childs_name_is_not_told(cast: SimpleNamespace) -> None:
    holds(cast.officer_vn, PHONE, treated_as_child=True, tier="main")
    holds(cast.officer_kh, PHONE)
    [match] = matches_of(cast.coordinator_vn)
    tell(cast.coordinator_vn, match)
    coordinator = principal_of(cast.coordinator_vn)
    with as_user(cast.coordinator_vn):
        for name in ("names", "identifiers"):
            with pytest.raises(Refused):
                actions.tell_fields(principal=coordinator, match=match, fields=[name], reason=WHY)
        actions.tell_fields(principal=coordinator, match=match, fields=["tier"], reason=WHY)


def test_a_marked_number_is_not_among_what_is_told(cast: SimpleNamespace) -> None:
    holds(cast.officer_vn, WALLET, IdentifierDraft(PHONE.kind, PHONE.text, tlp="red"))
    holds(cast.officer_kh, WALLET)
    [match] = matches_of(cast.coordinator_kh)
    tell(cast.coordinator_vn, match)
    with as_user(cast.coordinator_vn):
        actions.tell_fields(
            principal=principal_of(cast.coordinator_vn), match=match, fields=["identifiers"], reason=WHY
        )
    assert WALLET.text in told_to(cast.coordinator_kh, match)["identifiers"]
    assert "912" not in told_to(cast.coordinator_kh, match)["identifiers"]


def test_at_h3_no_field_is_told(cast: SimpleNamespace) -> None:
    """Its reader confirms the handling text on the record itself: that is released, or nothing."""
    holds(cast.officer_vn, PHONE, handling_code="H3", handling_text="ask us first", tier="main")
    holds(cast.officer_kh, PHONE)
    coordinator, [side] = principal_of(cast.coordinator_vn), sides_of(cast.coordinator_vn)
    with as_user(cast.coordinator_vn):
        actions.reveal_match(principal=coordinator, side=side, reason=WHY)
    [match] = matches_of(cast.coordinator_vn)
    tell(cast.coordinator_vn, match)
    with as_user(cast.coordinator_vn):
        with pytest.raises(Refused):
            actions.tell_fields(principal=coordinator, match=match, fields=["tier"], reason=WHY)
        actions.release_record(principal=coordinator, match=match, reason=WHY)


@pytest.mark.parametrize("who", ["officer_vn", "supervisor_vn", "coordinator_th", "desk_information", "director"])
def test_only_the_coordinator_of_a_side_tells(cast: SimpleNamespace, match: Match, who: str) -> None:
    user = getattr(cast, who)
    principal = principal_of(user)
    with as_user(user):
        with pytest.raises(NotAllowed):
            actions.tell_type(principal=principal, match=match, reason=WHY)
        with pytest.raises(NotAllowed):
            actions.take_back(principal=principal, match=match, reason=WHY)
        with pytest.raises(NotAllowed):
            propose_outcome(principal=principal, match=match, outcome="joint", words="", version=1)


def test_what_was_told_is_taken_back(cast: SimpleNamespace, match: Match, record_vn: Any) -> None:
    coordinator = principal_of(cast.coordinator_vn)
    tell(cast.coordinator_vn, match)
    with as_user(cast.coordinator_vn):
        actions.release_record(principal=coordinator, match=match, reason=WHY)
        actions.take_back(principal=coordinator, match=match, reason="wrong person")
    assert told_to(cast.coordinator_kh, match) == {}
    with as_user(cast.coordinator_kh):
        assert not type(record_vn).objects.visible_to(principal_of(cast.coordinator_kh)).filter(pk=record_vn.pk)
    with as_user(cast.coordinator_vn), pytest.raises(Refused, match="nothing"):
        actions.take_back(principal=coordinator, match=match, reason="again")


def test_a_record_that_becomes_red_is_told_of_no_longer(cast: SimpleNamespace, match: Match, record_vn: Any) -> None:
    tell(cast.coordinator_vn, match)
    coordinator = principal_of(cast.coordinator_vn)
    with as_user(cast.coordinator_vn):
        record_vn.refresh_from_db()
        marking = Marking(TLP.RED, "H1", "", (cast.coordinator_vn.pk,))
        regrade_records(
            principal=coordinator, records=[record_vn], versions=[record_vn.version], marking=marking, reason="source"
        )
        with pytest.raises(Refused, match="RED"):
            actions.tell_type(principal=coordinator, match=match, reason=WHY)
    assert told_to(cast.coordinator_kh, match) == {}


def test_a_deleted_record_closes_its_match_and_a_restored_one_opens_it(
    cast: SimpleNamespace, match: Match, record_vn: Any
) -> None:
    tell(cast.coordinator_vn, match)
    supervisor = principal_of(cast.supervisor_vn)
    with as_user(cast.supervisor_vn):
        deleted = delete_records(principal=supervisor, records=[record_vn], reason="a mistake")
    [closed] = matches_of(cast.coordinator_kh)
    assert closed.state == MatchState.CLOSED
    assert told_to(cast.coordinator_kh, match) == {}
    with as_user(cast.coordinator_vn), pytest.raises((Refused, Http404)):
        actions.tell_type(principal=principal_of(cast.coordinator_vn), match=closed, reason=WHY)
    with as_user(cast.supervisor_vn):
        restore_records(principal=supervisor, records=deleted)
    assert [one.state for one in matches_of(cast.coordinator_kh)] == [MatchState.FOUND]


def propose(user: User, match: Match, outcome: str = Outcome.JOINT) -> Match:
    current = seen_by(user, match.pk).named
    with as_user(user):
        return propose_outcome(
            principal=principal_of(user), match=current, outcome=outcome, words="let us talk", version=current.version
        )


def agree(user: User, match: Match) -> Match:
    current = seen_by(user, match.pk).named
    with as_user(user):
        return agree_outcome(principal=principal_of(user), match=current, version=current.version)


def test_one_proposes_and_the_other_agrees(cast: SimpleNamespace, match: Match) -> None:
    propose(cast.coordinator_vn, match)
    assert matches_of(cast.coordinator_kh)[0].state == MatchState.IN_DIALOGUE
    with pytest.raises(Refused, match="nothing"):
        agree(cast.coordinator_vn, match)
    assert matches_of(cast.coordinator_kh)[0].state == MatchState.IN_DIALOGUE
    agreed = agree(cast.coordinator_kh, match)
    assert (agreed.state, agreed.outcome, agreed.proposed) == (MatchState.CONFIRMED, Outcome.JOINT, "")


def test_not_the_same_is_remembered(cast: SimpleNamespace, match: Match, record_vn: Any) -> None:
    propose(cast.coordinator_vn, match, Outcome.NOT_SAME)
    assert agree(cast.coordinator_kh, match).state == MatchState.REJECTED
    amend(cast.officer_vn, record_vn, {"place_name": "elsewhere"})
    assert [one.state for one in matches_of(cast.coordinator_kh)] == [MatchState.REJECTED]
    with pytest.raises(Refused, match="not the same"):
        propose(cast.coordinator_vn, match)


def test_another_number_opens_what_was_not_the_same(cast: SimpleNamespace, record_vn: Any) -> None:
    holds(cast.officer_kh, WALLET, PHONE)
    [match] = matches_of(cast.coordinator_vn)
    propose(cast.coordinator_vn, match, Outcome.NOT_SAME)
    agree(cast.coordinator_kh, match)
    amend(cast.officer_vn, record_vn, {}, WALLET, PHONE)
    [again] = matches_of(cast.coordinator_kh)
    assert (again.pk, again.state, again.outcome, again.kinds) == (match.pk, MatchState.FOUND, "", ["phone", "wallet"])
    assert seen_by(cast.coordinator_kh, match.pk).steps[-1].name == "reopened"


def test_who_saw_an_older_state_is_told(cast: SimpleNamespace, match: Match) -> None:
    propose(cast.coordinator_vn, match)
    with as_user(cast.coordinator_kh), pytest.raises(Conflict):
        propose_outcome(
            principal=principal_of(cast.coordinator_kh), match=match, outcome="delay", words="", version=match.version
        )


def test_an_outcome_that_there_is_not_is_refused(cast: SimpleNamespace, match: Match) -> None:
    with pytest.raises(Refused):
        propose(cast.coordinator_vn, match, "war")


def amend(user: User, record: Any, values: dict[str, Any], *identifiers: IdentifierDraft) -> None:
    with as_user(user):
        record.refresh_from_db()
        draft = RecordDraft(values, (), identifiers or None)
        amend_records(principal=principal_of(user), records=[record], drafts=[draft], versions=[record.version])


def test_sides_stay_ones_own(cast: SimpleNamespace, match: Match, record_vn: Any) -> None:
    tell(cast.coordinator_vn, match)
    [side] = sides_of(cast.coordinator_kh)
    assert side.record_id != record_vn.pk
