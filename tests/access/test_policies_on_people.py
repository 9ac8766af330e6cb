"""Every clause of the policies on accounts, appointments, codes and the trail, without a database."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from operation.access.principal import SIGN_IN_FIRST, Principal
from operation.access.roles import NATIONAL, Role
from operation.administration.accounts import policies as accounts
from operation.administration.appointments import policies as appointments
from operation.oversight import policies as oversight
from operation.people import policies as people
from operation.people.models import EntryKind
from tests.access.test_policies import OTHER, OWN, reason, who

COORDINATOR, DIRECTOR = who(Role.COORDINATOR), who(Role.DIRECTOR, organisation=OTHER, kind="secretariat")
ADMINISTRATOR, DPO = who(Role.ADMINISTRATOR, kind="secretariat"), who(Role.DPO, kind="secretariat")
FOR_THE_DIRECTOR = sorted(set(Role) - NATIONAL)


def user(organisation: UUID | None = OWN, pk: UUID | None = None, *, used: bool = True, **more: Any) -> Any:
    given = {"is_active": True, "expires_on": None} | more
    seen = datetime(2025, 1, 8, tzinfo=UTC) if used else None
    return SimpleNamespace(pk=pk or uuid4(), organisation_id=organisation, last_login=seen, **given)


def held(role: Role, by: Any, covers: Any = None) -> Any:
    return SimpleNamespace(role=role, user=by, user_id=by.pk, covers=covers)


def oneself(principal: Principal) -> Any:
    return user(principal.organisation_id, principal.user_id)


@pytest.mark.parametrize("role", sorted(NATIONAL))
def test_national_roles_are_given_by_the_own_coordinator(role: Role) -> None:
    assert appointments.may_appoint(COORDINATOR, role, user()) is True
    assert appointments.may_appoint(COORDINATOR, role, user(OTHER)) is appointments.OTHER_AGENCY
    assert appointments.may_appoint(COORDINATOR, role, oneself(COORDINATOR)) is appointments.ONESELF
    for other in (DIRECTOR, who(Role.SUPERVISOR), ADMINISTRATOR):
        assert appointments.may_appoint(other, role, user()) is appointments.NATIONAL_ROLE


@pytest.mark.parametrize("role", FOR_THE_DIRECTOR)
def test_other_roles_are_given_by_the_director_to_whomever(role: Role) -> None:
    for organisation in (OWN, OTHER):
        assert appointments.may_appoint(DIRECTOR, role, user(organisation)) is True
    assert appointments.may_appoint(DIRECTOR, role, oneself(DIRECTOR)) is appointments.ONESELF
    assert appointments.may_appoint(COORDINATOR, role, user()) is appointments.OTHER_ROLE


def test_roles_to_give_are_those_of_every_role_held() -> None:
    assert appointments.roles_to_give(who(Role.COORDINATOR, Role.OFFICER)) == NATIONAL
    assert appointments.roles_to_give(who(Role.OFFICER)) == frozenset()
    assert appointments.roles_to_give(who(Role.COORDINATOR, Role.DIRECTOR)) == frozenset(Role)


@pytest.mark.parametrize("role", list(Role))
def test_heads_alone_name_who_acts_for_them(role: Role) -> None:
    """Whose appointment it is decides, and that he still holds the role."""
    holder = who(role)
    is_head = role in (Role.COORDINATOR, Role.DIRECTOR)
    assert (appointments.may_cover(holder, held(role, oneself(holder))) is True) is is_head
    assert not appointments.may_cover(who(Role.OFFICER), held(role, user()))
    formerly = who(Role.OFFICER)
    assert not appointments.may_cover(formerly, held(role, oneself(formerly)))


def test_cover_is_named_by_whoever_appoints() -> None:
    assert appointments.may_cover(COORDINATOR, held(Role.OFFICER, user())) is True
    assert appointments.may_cover(COORDINATOR, held(Role.OFFICER, user(OTHER))) is appointments.OTHER_AGENCY
    assert appointments.may_cover(COORDINATOR, held(Role.COORDINATOR, user())) is appointments.OTHER_ROLE


def test_an_appointment_is_ended_by_whoever_appoints_and_cover_by_whoever_is_back() -> None:
    assert appointments.may_end(COORDINATOR, held(Role.OFFICER, user())) is True
    assert appointments.may_end(COORDINATOR, held(Role.COORDINATOR, oneself(COORDINATOR))) is appointments.OTHER_ROLE
    officer = who(Role.OFFICER)
    mine, another_s = held(Role.OFFICER, oneself(officer)), held(Role.OFFICER, user())
    assert appointments.may_end(officer, held(Role.OFFICER, user(), covers=mine)) is True
    assert appointments.may_end(officer, held(Role.OFFICER, user(), covers=another_s)) is appointments.NATIONAL_ROLE
    assert appointments.may_end(officer, mine) is appointments.NATIONAL_ROLE


def test_accounts_are_the_administrator_s_and_the_own_another_one_s() -> None:
    assert accounts.may_manage(ADMINISTRATOR) is True
    assert accounts.may_change(ADMINISTRATOR, user()) is True
    assert accounts.may_change(ADMINISTRATOR, oneself(ADMINISTRATOR)) is accounts.OWN_ACCOUNT
    for other in (COORDINATOR, DIRECTOR, DPO):
        assert "Administrator" in reason(accounts.may_manage(other))
        for whose in (user(), oneself(other)):
            assert "Administrator" in reason(accounts.may_change(other, whose))


def test_the_trail_is_the_dpo_s() -> None:
    assert oversight.may_read_trail(DPO) is True
    for other in (COORDINATOR, DIRECTOR, ADMINISTRATOR, Principal.nobody()):
        assert oversight.may_read_trail(other) is oversight.DPO_ALONE
    for keeper in (COORDINATOR, DIRECTOR, DPO):
        assert oversight.may_take_anchors(keeper) is True
    assert reason(oversight.may_take_anchors(who(Role.OFFICER)))


def test_a_password_is_changed_by_whoever_is_signed_in_and_not_in_the_demonstration(settings: Any) -> None:
    assert people.may_change_password(who()) is True
    assert people.may_change_password(Principal.nobody()) is SIGN_IN_FIRST
    settings.DEMO_TODAY = "2025-01-08"
    assert people.may_change_password(who()) is people.SHARED_PASSWORD


def test_the_first_code_is_the_administrator_s_to_give_for_an_unused_account() -> None:
    assert people.may_issue_entry_code(ADMINISTRATOR, user(OTHER, used=False), EntryKind.FIRST) is True
    assert people.may_issue_entry_code(ADMINISTRATOR, user(), EntryKind.FIRST) is people.ALREADY_IN
    for other in (COORDINATOR, DIRECTOR):
        assert reason(people.may_issue_entry_code(other, user(used=False), EntryKind.FIRST))


def test_recovery_is_vouched_for_by_another_person_of_the_same_authority() -> None:
    def asked(principal: Principal, of: Any) -> Any:
        return people.may_issue_entry_code(principal, of, EntryKind.RECOVERY)

    assert asked(COORDINATOR, user()) is True
    assert asked(COORDINATOR, user(used=False)) is people.NEVER_IN
    assert asked(COORDINATOR, oneself(COORDINATOR)) is people.NOT_ONESELF
    assert asked(COORDINATOR, user(OTHER)) is people.OTHER_AUTHORITY
    assert asked(who(Role.COORDINATOR, organisation=None), user(None)) is people.OTHER_AUTHORITY
    for other in (who(Role.OFFICER), ADMINISTRATOR):
        assert "coordinator" in reason(asked(other, user()))


@pytest.mark.parametrize("kind", EntryKind)
def test_a_closed_account_gets_no_code(kind: EntryKind) -> None:
    today, used = timezone.now().date(), kind == EntryKind.RECOVERY
    by = COORDINATOR if used else ADMINISTRATOR
    for open_until in (None, today, today + timedelta(days=1)):
        assert people.may_issue_entry_code(by, user(used=used, expires_on=open_until), kind) is True
    for closed in ({"is_active": False}, {"expires_on": today - timedelta(days=1)}):
        assert people.may_issue_entry_code(by, user(used=used, **closed), kind) is people.NO_LONGER_HERE
