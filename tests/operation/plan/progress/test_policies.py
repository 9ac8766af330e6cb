"""Who reports on an action and who changes the plan: asked of the policies themselves."""

from typing import Any
from uuid import uuid4

import pytest

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.kernel.errors import Denied
from operation.plan.models import OperationalAction
from operation.plan.progress.policies import ENDED, NOT_LEADING, may_amend, may_report

REPORTING = (Role.SUPERVISOR, Role.COORDINATOR)


class Action:
    """An action as the policies see it."""

    def __init__(self, leader: str = "TH", co_leaders: tuple[str, ...] = (), *, is_open: bool = True) -> None:
        self.leader_id, self.is_open = leader, is_open
        self.co_leaders = self
        self._codes = co_leaders

    def all(self) -> list[Any]:
        return [type("Country", (), {"pk": code}) for code in self._codes]


def who(role: Role, country: str | None = "TH", kind: str = "agency") -> Principal:
    return Principal(uuid4(), organisation_id=uuid4(), kind=kind, country=country, roles=frozenset({role}))


def ask(policy: Any, principal: Principal, action: Action) -> Any:
    return policy(principal, action)


@pytest.mark.parametrize("role", REPORTING)
def test_who_leads_or_co_leads_reports(role: Role) -> None:
    assert ask(may_report, who(role), Action()) is True
    assert ask(may_report, who(role), Action("KH", ("TH",))) is True
    assert ask(may_report, who(role), Action("KH", ("VN",))) is NOT_LEADING
    assert ask(may_report, who(role), Action(is_open=False)) is ENDED
    assert ask(may_report, who(role, kind="secretariat"), Action()) is NOT_LEADING


@pytest.mark.parametrize("role", sorted(set(Role) - set(REPORTING)))
def test_no_other_role_reports(role: Role) -> None:
    verdict = ask(may_report, who(role), Action())
    assert isinstance(verdict, Denied)
    assert "coordinator" in str(verdict.reason)


@pytest.mark.parametrize("status", OperationalAction.Status)
def test_an_action_is_open_until_it_is_done_or_dropped(status: str) -> None:
    assert OperationalAction(status=status).is_open is (status in ("planned", "under_way"))


def test_lmlecc_changes_open_actions() -> None:
    for role in (Role.DESK_SUPERVISION, Role.DIRECTOR):
        assert ask(may_amend, who(role, None, "secretariat"), Action()) is True
        assert ask(may_amend, who(role, None, "secretariat"), Action(is_open=False)) is ENDED
    verdict = ask(may_amend, who(Role.COORDINATOR), Action())
    assert isinstance(verdict, Denied) and verdict is not ENDED
