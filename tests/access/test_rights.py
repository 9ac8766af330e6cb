"""The table of rights against the design, role by role; what neither knows is «no»."""

import tomllib
from typing import Any
from uuid import uuid4

import pytest

from operation.access.principal import Principal
from operation.access.roles import APPOINTS, HELD_IN, PERMISSIONS, Role, apart_from, holders
from tests.access.table import HERE

EXPECTED: dict[str, Any] = tomllib.loads((HERE / "rights.toml").read_text())
RIGHTS = EXPECTED["rights"]


def roles_of(names: list[str]) -> frozenset[str]:
    classes = EXPECTED["classes"]
    parts = [roles_of(classes[name]) if name in classes else frozenset([name]) for name in names]
    return frozenset().union(*parts)


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_every_permission_is_in_the_design(permission: str) -> None:
    assert permission in RIGHTS, f"add «{permission}» to tests/access/expected/rights.toml, whose head says how"


@pytest.mark.parametrize("permission", sorted(RIGHTS))
def test_exactly_these_roles_carry_it(permission: str) -> None:
    assert {str(role) for role in PERMISSIONS.get(permission, ())} == roles_of(RIGHTS[permission])


@pytest.mark.parametrize("role", list(Role))
def test_a_principal_holds_what_its_role_carries(role: Role) -> None:
    who = Principal(uuid4(), roles=frozenset([role]))
    held = {permission for permission in RIGHTS if who.holds(permission)}
    assert held == {permission for permission, names in RIGHTS.items() if role in roles_of(names)}


def test_exactly_these_roles_are_held_in_a_kind_of_organisation() -> None:
    assert {kind: roles_of(names) for kind, names in EXPECTED["held_in"].items()} == HELD_IN


def test_exactly_these_roles_are_appointed_to_by_a_role() -> None:
    assert {role: roles_of(names) for role, names in EXPECTED["appoints"].items()} == APPOINTS


@pytest.mark.parametrize("role", list(Role))
def test_exactly_these_roles_are_not_held_beside_it(role: Role) -> None:
    alone = roles_of(["dpo", "administrator"])
    others = roles_of(["all"]) if role in alone else alone | roles_of(EXPECTED["apart"].get(role, []))
    assert {str(other) for other in apart_from(role)} == others - {role}


def test_who_may_is_said_by_the_name_of_a_group_where_the_whole_group_may() -> None:
    assert [str(words) for words in holders("desk.read")] == ["every role"]
    assert [str(words) for words in holders("account.manage")] == ["Administrator"]
    assert [str(words) for words in holders("figures.read")] == [
        "every role of a member country",
        "the desks and the director of LMLECC",
    ]


def test_without_a_role_nothing_is_held() -> None:
    assert not [permission for permission in PERMISSIONS if Principal(uuid4()).holds(permission)]
    assert not [permission for permission in PERMISSIONS if Principal.nobody().holds(permission)]


@pytest.mark.parametrize("permission", ["", "record", "record.READ", "record.read ", "record.destroy", "*"])
def test_a_permission_that_there_is_not_is_never_held(permission: str) -> None:
    assert not Principal(uuid4(), roles=frozenset(Role)).holds(permission)


def test_a_role_that_there_is_not_carries_nothing() -> None:
    who = Principal(uuid4(), roles=frozenset(["emperor"]))  # type: ignore[list-item]
    assert not [permission for permission in PERMISSIONS if who.holds(permission)]
