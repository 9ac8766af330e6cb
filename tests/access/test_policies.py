"""Every clause of the policies, without a database: each «yes» needs all of its reasons, each «no» says which fails."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from operation.access import policies
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.cases.masking import is_masked
from operation.kernel.errors import Denied
from operation.plan.policies import FOR_MEMBERS, may_read_members_part
from reporting.evaluation import policies as editions
from reporting.returns import policies as returns
from reporting.returns.models import ReturnState

OWN, OTHER = uuid4(), uuid4()


def who(*roles: Role, organisation: UUID | None = OWN, kind: str = "agency") -> Principal:
    return Principal(uuid4(), organisation_id=organisation, kind=kind, country="TH", roles=frozenset(roles))


def reason(verdict: Any) -> str:
    assert isinstance(verdict, Denied), verdict
    return str(verdict.reason)


COORDINATOR, OFFICER = who(Role.COORDINATOR), who(Role.OFFICER)


def test_may_asks_for_the_permission() -> None:
    assert policies.may(COORDINATOR, "record.share") is True
    assert "Operation coordinator" in reason(policies.may(OFFICER, "record.share"))
    assert reason(policies.may(Principal.nobody(), "desk.read"))
    assert "nobody" in reason(policies.may(COORDINATOR, "no.such"))


def test_as_originator_asks_for_the_permission_and_the_agency() -> None:
    assert policies.may_as_originator(COORDINATOR, "record.share", OWN) is True
    assert policies.may_as_originator(COORDINATOR, "record.share", OTHER) is policies.NOT_ORIGINATOR
    for agency in (OWN, OTHER):
        assert "Operation coordinator" in reason(policies.may_as_originator(OFFICER, "record.share", agency))


def test_partners_do_not_read_the_part_for_members() -> None:
    assert may_read_members_part(who(Role.OBSERVER, kind="partner")) is FOR_MEMBERS
    assert may_read_members_part(who(Role.OFFICER)) is True
    assert may_read_members_part(who(Role.DIRECTOR, kind="secretariat")) is True


def given(agency: UUID = OWN, submitted_by: UUID | None = None, state: str = ReturnState.DRAFT) -> Any:
    return SimpleNamespace(agency_id=agency, submitted_by_id=submitted_by, state=state)


def test_a_return_is_filled_in_by_its_own_agency() -> None:
    assert returns.may_draft(OFFICER, given()) is True
    assert returns.may_draft(OFFICER, given(OTHER)) is returns.OTHER_AGENCY
    assert reason(returns.may_draft(who(Role.FOCAL_POINT), given())) == str(returns.WHO_MAY["draft"])
    assert reason(returns.may_draft(who(Role.FOCAL_POINT), given(OTHER))) == str(returns.WHO_MAY["draft"])


def test_a_return_is_submitted_by_its_own_agency() -> None:
    supervisor = who(Role.SUPERVISOR)
    assert returns.may_step(supervisor, given(), "submit") is True
    assert returns.may_step(supervisor, given(OTHER), "submit") is returns.OTHER_AGENCY
    assert reason(returns.may_step(OFFICER, given(), "submit")) == str(returns.WHO_MAY["submit"])


def test_a_return_is_a_form_for_who_fills_it_in_while_the_agency_may() -> None:
    for state in ReturnState:
        there = given(state=state)
        assert returns.may_enter(OFFICER, there) is (state in (ReturnState.DRAFT, ReturnState.QUERIED))
        assert not returns.may_enter(who(Role.FOCAL_POINT), there)
        assert not returns.may_enter(OFFICER, given(OTHER, state=state))


STEPS = {
    "query": Role.DESK_SUPERVISION,
    "verify": Role.DESK_SUPERVISION,
    "lock": Role.DIRECTOR,
    "reopen": Role.DIRECTOR,
}


@pytest.mark.parametrize(("name", "role"), STEPS.items())
def test_each_step_of_a_return_has_its_role(name: str, role: Role) -> None:
    right = who(role, organisation=OTHER, kind="secretariat")
    assert returns.may_step(right, given(), name) is True
    for wrong in set(Role) - {role}:
        assert reason(returns.may_step(who(wrong), given(), name)) == str(returns.WHO_MAY[name])


def test_who_submitted_a_return_does_not_verify_it_and_may_do_the_rest() -> None:
    both = who(Role.DESK_SUPERVISION, Role.DIRECTOR)
    mine = given(submitted_by=both.user_id)
    assert returns.may_step(both, mine, "verify") is returns.OWN_SUBMISSION
    for name in ("query", "lock", "reopen"):
        assert returns.may_step(both, mine, name) is True
    assert returns.may_step(both, given(submitted_by=uuid4()), "verify") is True


def edition(proposed_by: UUID | None = None) -> Any:
    return SimpleNamespace(proposed_by_id=proposed_by)


EDITION_STEPS = {
    "rebuild": {Role.DIRECTOR, Role.DESK_COMMUNICATION, Role.DESK_INFORMATION, Role.DESK_INVESTIGATION}
    | {Role.DESK_SUPERVISION},
    "propose": {Role.DIRECTOR},
    "confirm": {Role.DESK_SUPERVISION, Role.DESK_COMMUNICATION},
    "decline": {Role.DESK_SUPERVISION, Role.DESK_COMMUNICATION},
    "withdraw": {Role.DIRECTOR},
}


@pytest.mark.parametrize(("name", "roles"), EDITION_STEPS.items())
def test_each_step_of_an_edition_has_its_roles(name: str, roles: set[Role]) -> None:
    for role in Role:
        verdict = editions.may_step(who(role), edition(uuid4()), name)
        assert verdict is True if role in roles else reason(verdict) == str(editions.WHO_MAY[name])


def test_who_proposed_a_release_does_not_decide_on_it() -> None:
    both = who(Role.DIRECTOR, Role.DESK_SUPERVISION)
    for name in ("confirm", "decline"):
        assert editions.may_step(both, edition(both.user_id), name) is editions.SECOND_PERSON
        assert editions.may_step(both, edition(uuid4()), name) is True
    for name in ("propose", "withdraw", "rebuild"):
        assert editions.may_step(both, edition(both.user_id), name) is True


def test_lmlecc_builds() -> None:
    assert editions.may_build(who(Role.DESK_INFORMATION)) is True
    assert reason(editions.may_build(COORDINATOR)) == str(editions.WHO_MAY["build"])


def test_lmlecc_and_the_data_protection_officer_read_who_downloaded() -> None:
    lmlecc = EDITION_STEPS["rebuild"] | {Role.DPO}
    for role in Role:
        verdict = editions.may_read_downloads(who(role))
        assert verdict is (True if role in lmlecc else editions.WHO_READS_DOWNLOADS)


@pytest.mark.parametrize(
    ("originator", "child_field", "is_child", "masked"),
    [
        (OWN, "treated_as_child", True, False),
        (OWN, "treated_as_child", False, False),
        (OTHER, "treated_as_child", True, True),
        (OTHER, "treated_as_child", False, False),
        (OTHER, "", True, False),
    ],
)
def test_a_child_is_masked_outside_its_own_agency(
    originator: UUID, child_field: str, is_child: bool, masked: bool
) -> None:
    record: Any = SimpleNamespace(originator_id=originator, treated_as_child=is_child, handling_code="H1")
    record_type: Any = SimpleNamespace(child_field=child_field, personal=())
    assert is_masked(record_type, record, OFFICER) is masked
