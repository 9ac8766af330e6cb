"""Every clause of the policies of knowledge, offers and meetings, without a database."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from coordination.knowledge import policies as knowledge
from coordination.knowledge.models import State
from coordination.meetings import policies as meetings
from coordination.meetings.models import MinutesState
from coordination.offers import policies as offers
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.kernel.errors import Denied

OWN, OTHER = uuid4(), uuid4()


def who(*roles: Role, organisation: UUID = OWN, kind: str = "agency") -> Principal:
    return Principal(uuid4(), organisation_id=organisation, kind=kind, country="TH", roles=frozenset(roles))


OFFICER, SUPERVISOR, COORDINATOR = who(Role.OFFICER), who(Role.SUPERVISOR), who(Role.COORDINATOR)
DIRECTOR = who(Role.DIRECTOR, organisation=OTHER, kind="secretariat")
INFORMATION = who(Role.DESK_INFORMATION, organisation=OTHER, kind="secretariat")
COMMUNICATION = who(Role.DESK_COMMUNICATION, organisation=OTHER, kind="secretariat")
OBSERVER = who(Role.OBSERVER, kind="partner")


def reason(verdict: Any) -> str:
    assert isinstance(verdict, Denied), verdict
    return str(verdict.reason)


def item(state: str = State.DRAFT, originator: UUID = OWN) -> Any:
    return SimpleNamespace(state=state, originator_id=originator)


def test_an_item_is_changed_by_the_agency_that_wrote_it() -> None:
    assert knowledge.may_draft(OFFICER) is True
    assert knowledge.may_amend(OFFICER, item()) is True
    assert knowledge.may_amend(OFFICER, item(originator=OTHER)) is knowledge.OTHER_AGENCY
    assert "National officer" in reason(knowledge.may_amend(who(Role.FOCAL_POINT), item()))
    assert reason(knowledge.may_draft(OBSERVER))


def test_its_form_is_open_while_it_may_change() -> None:
    for state in State:
        assert knowledge.may_enter(OFFICER, item(state)) is (state in (State.DRAFT, State.QUERIED))
        assert not knowledge.may_enter(OFFICER, item(state, OTHER))


def test_it_is_marked_for_partners_by_its_own_supervisor() -> None:
    assert knowledge.may_mark(SUPERVISOR, item()) is True
    assert knowledge.may_mark(SUPERVISOR, item(originator=OTHER)) is knowledge.OTHER_AGENCY
    assert "National supervisor" in reason(knowledge.may_mark(OFFICER, item()))


def test_a_coordinator_answers_while_the_countries_are_asked() -> None:
    for state in State:
        asked = knowledge.may_answer(COORDINATOR, item(state, OTHER))
        assert asked is (True if state == State.VALIDATED else knowledge.NOT_ASKED)
    assert "Operation coordinator" in reason(knowledge.may_answer(SUPERVISOR, item(State.VALIDATED)))


@pytest.mark.parametrize(
    ("name", "right"),
    [("validate", INFORMATION), ("query", INFORMATION), ("adopt", DIRECTOR), ("set-aside", DIRECTOR)],
)
def test_each_step_of_lmlecc_has_its_role(name: str, right: Principal) -> None:
    assert knowledge.may_step(right, item(), name) is True
    assert reason(knowledge.may_step(COORDINATOR, item(), name))


@pytest.mark.parametrize("name", ["propose", "withdraw"])
def test_each_step_of_the_agency_is_for_its_own(name: str) -> None:
    assert knowledge.may_step(SUPERVISOR, item(), name) is True
    assert knowledge.may_step(SUPERVISOR, item(originator=OTHER), name) is knowledge.OTHER_AGENCY
    assert "National supervisor" in reason(knowledge.may_step(OFFICER, item(), name))


def test_a_step_that_there_is_not() -> None:
    with pytest.raises(LookupError):
        knowledge.may_step(DIRECTOR, item(), "publish")
    with pytest.raises(LookupError):
        offers.may_step(DIRECTOR, SimpleNamespace(countries=["TH"]), "publish")  # type: ignore[arg-type]


def test_a_partner_offers_for_itself_and_lmlecc_for_each() -> None:
    assert offers.may_offer(OBSERVER) is True
    assert offers.may_offer_for(OBSERVER, OWN) is True
    assert offers.may_offer_for(OBSERVER, OTHER) is offers.OTHER_PARTNER
    assert offers.may_offer_for(COMMUNICATION, OWN) is True
    for no in (COORDINATOR, DIRECTOR):
        assert "Observer" in reason(offers.may_offer(no))
        assert "Observer" in reason(offers.may_offer_for(no, OWN))


def test_an_offer_is_decided_by_lmlecc_and_confirmed_by_whom_it_is_for() -> None:
    here, elsewhere = SimpleNamespace(countries=["TH", "KH"]), SimpleNamespace(countries=["KH"])
    for name in ("accept", "decline", "begin"):
        assert offers.may_step(COMMUNICATION, elsewhere, name) is True  # type: ignore[arg-type]
        assert reason(offers.may_step(COORDINATOR, here, name))  # type: ignore[arg-type]
    assert offers.may_step(COORDINATOR, here, "confirm") is True  # type: ignore[arg-type]
    assert offers.may_step(COORDINATOR, elsewhere, "confirm") is offers.NOT_FOR_YOU  # type: ignore[arg-type]
    assert "Operation coordinator" in reason(offers.may_step(SUPERVISOR, here, "confirm"))  # type: ignore[arg-type]


def minutes(state: str) -> Any:
    return SimpleNamespace(state=state)


def test_lmlecc_calls_meetings_and_changes_those_that_it_called() -> None:
    called, filed = SimpleNamespace(source=""), SimpleNamespace(source="a report")
    for right in (COMMUNICATION, DIRECTOR):
        assert meetings.may_call(right) is True
        assert meetings.may_amend(right, called) is True  # type: ignore[arg-type]
        assert meetings.may_amend(right, filed) is meetings.FROM_THE_FILE  # type: ignore[arg-type]
    for wrong in (INFORMATION, COORDINATOR, OBSERVER):
        assert "communication desk" in reason(meetings.may_call(wrong))
        assert "communication desk" in reason(meetings.may_amend(wrong, called))  # type: ignore[arg-type]


def test_a_meeting_is_written_on_while_nobody_is_asked() -> None:
    assert meetings.may_write(DIRECTOR, None) is True
    for state in MinutesState:
        may = meetings.may_write(DIRECTOR, minutes(state))
        assert may is (True if state == MinutesState.DRAFT else meetings.NOT_DRAFT)
    assert "communication desk" in reason(meetings.may_write(COORDINATOR, None))


def test_a_coordinator_answers_while_minutes_are_circulated() -> None:
    for state in MinutesState:
        may = meetings.may_answer(COORDINATOR, minutes(state))
        assert may is (True if state == MinutesState.CIRCULATED else meetings.NOT_ASKED)
    assert "Operation coordinator" in reason(meetings.may_answer(DIRECTOR, minutes(MinutesState.CIRCULATED)))


def test_a_decision_becomes_an_action_once_it_is_approved_and_only_once() -> None:
    def decision(state: str, action: Any = None) -> Any:
        return SimpleNamespace(minutes=minutes(state), action_id=action)

    assert meetings.may_make_action(DIRECTOR, decision(MinutesState.APPROVED)) is True
    assert meetings.may_make_action(DIRECTOR, decision(MinutesState.APPROVED, OWN)) is meetings.IS_ACTION
    for state in (MinutesState.DRAFT, MinutesState.CIRCULATED):
        assert meetings.may_make_action(DIRECTOR, decision(state)) is meetings.NOT_APPROVED
    assert "communication desk" in reason(meetings.may_make_action(COORDINATOR, decision(MinutesState.APPROVED)))
