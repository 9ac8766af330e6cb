"""Who inspects, who answers, whose page one opens: asked of the policies themselves."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from coordination.supervision.models import InspectionState, Recommendation, RecommendationState
from coordination.supervision.policies import (
    OTHER_AGENCY,
    OVERVIEW,
    REPORTED,
    may_amend_visit,
    may_see_all,
    may_see_country,
    may_step_advice,
    may_step_visit,
    may_write_findings,
)
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.kernel.errors import Denied

OWN, OTHER = uuid4(), uuid4()
INSPECTORS = {Role.DESK_SUPERVISION, Role.DIRECTOR}
ANSWERING = {Role.SUPERVISOR, Role.COORDINATOR}


def who(role: Role, kind: str = "agency", country: str | None = "TH") -> Principal:
    return Principal(uuid4(), organisation_id=OWN, kind=kind, country=country, roles=frozenset({role}))


def about(agency: UUID = OWN, state: str = InspectionState.PLANNED) -> Any:
    return SimpleNamespace(agency_id=agency, state=state)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", ["carry_out", "report", "close"])
def test_who_inspects_takes_lmleccs_steps(role: Role, name: str) -> None:
    verdict = may_step_visit(who(role), about(OTHER), name)
    assert bool(verdict) is (role in INSPECTORS)
    if not verdict:
        assert "supervision desk" in str(verdict.reason)


@pytest.mark.parametrize("role", list(Role))
def test_the_agency_visited_answers(role: Role) -> None:
    assert bool(may_step_visit(who(role), about(), "answer")) is (role in ANSWERING)
    verdict = may_step_visit(who(role), about(OTHER), "answer")
    assert not verdict
    assert (verdict is OTHER_AGENCY) is (role in ANSWERING)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", ["accept", "reject", "implement", "verify", "return"])
def test_each_step_of_a_recommendation_has_its_roles(role: Role, name: str) -> None:
    right = ANSWERING if name in ("accept", "reject", "implement") else INSPECTORS
    assert bool(may_step_advice(who(role), about(), name)) is (role in right)
    if right is ANSWERING:
        assert not may_step_advice(who(role), about(OTHER), name)


@pytest.mark.parametrize("state", list(InspectionState))
def test_findings_are_written_until_the_report(state: InspectionState) -> None:
    open_ = state in (InspectionState.PLANNED, InspectionState.CARRIED_OUT)
    verdict = may_write_findings(who(Role.DESK_SUPERVISION), about(state=state))
    assert bool(verdict) is open_
    assert (verdict is REPORTED) is not open_
    assert bool(may_amend_visit(who(Role.DIRECTOR), about(state=state))) is (state == InspectionState.PLANNED)
    for policy in (may_write_findings, may_amend_visit):
        refused = policy(who(Role.COORDINATOR), about(state=state))
        assert isinstance(refused, Denied) and refused is not REPORTED


def test_a_country_sees_its_own_page_and_no_other() -> None:
    assert may_see_country(who(Role.OFFICER), "TH")
    assert not may_see_country(who(Role.OFFICER), "KH")
    assert may_see_country(who(Role.DIRECTOR, "secretariat", None), "KH")
    assert not may_see_country(who(Role.OBSERVER, "partner", "TH"), "TH")
    assert not may_see_country(who(Role.OFFICER, "partner", "TH"), "TH")
    assert not may_see_country(who(Role.DPO, "secretariat", None), "TH")


def test_all_six_are_for_lmlecc() -> None:
    assert may_see_all(who(Role.DESK_INFORMATION, "secretariat", None)) is True
    assert may_see_all(who(Role.COORDINATOR)) is OVERVIEW
    refused = may_see_all(who(Role.DPO, "secretariat", None))
    assert isinstance(refused, Denied) and refused is not OVERVIEW


def test_a_recommendation_is_over_once_it_is_rejected_or_verified() -> None:
    over = {state for state in RecommendationState if Recommendation(state=state).is_closed}
    assert over == {RecommendationState.REJECTED, RecommendationState.VERIFIED}
