"""The table of permissions, and how a «no» explains itself."""

from uuid import uuid4

import pytest

from operation.access.policies import may, may_as_originator
from operation.access.principal import Principal
from operation.access.roles import PERMISSIONS, Role
from operation.kernel.errors import Denied, NotAllowed, require


def holder(*roles: Role) -> Principal:
    return Principal(
        uuid4(), "x", organisation_id=uuid4(), kind="agency", country="TH", group_id=1, roles=frozenset(roles)
    )


def test_an_unknown_permission_is_held_by_nobody() -> None:
    everybody = holder(*Role)
    assert not may(everybody, "record.burn")


def test_nobody_may_nothing() -> None:
    assert not any(may(Principal.nobody(), permission) for permission in PERMISSIONS)


def test_only_the_originator_acts_on_a_record() -> None:
    coordinator = holder(Role.COORDINATOR)
    assert may_as_originator(coordinator, "record.share", coordinator.own_organisation) is True
    assert not may_as_originator(coordinator, "record.share", uuid4())


def test_a_refusal_says_why() -> None:
    refusal = may(holder(Role.OBSERVER), "record.open")
    assert isinstance(refusal, Denied)
    assert "role" in str(refusal.reason)
    with pytest.raises(NotAllowed, match="role") as refused:
        require(refusal, verb="open")
    assert refused.value.verb == "open"


@pytest.mark.parametrize(
    ("role", "permission", "allowed"),
    [
        (Role.OFFICER, "record.open", True),
        (Role.OFFICER, "record.share", False),
        (Role.OFFICER, "return.draft", True),
        (Role.OFFICER, "return.submit", False),
        (Role.SUPERVISOR, "return.submit", True),
        (Role.COORDINATOR, "record.share", True),
        (Role.COORDINATOR, "return.verify", False),
        (Role.DESK_SUPERVISION, "return.verify", True),
        (Role.DESK_SUPERVISION, "report.propose_release", False),
        (Role.DIRECTOR, "report.propose_release", True),
        (Role.DIRECTOR, "report.confirm_release", False),
        (Role.DIRECTOR, "record.open", False),
        (Role.OBSERVER, "record.read", False),
        (Role.OBSERVER, "figures.read", False),
        (Role.OBSERVER, "report.read_released", True),
        (Role.DPO, "record.read", False),
        (Role.ADMINISTRATOR, "record.read", False),
        (Role.ADMINISTRATOR, "figures.read", False),
    ],
)
def test_who_may_what(role: Role, permission: str, allowed: bool) -> None:
    """An independent copy of the decisive cells of domain.md §10."""
    assert bool(may(holder(role), permission)) is allowed
