"""Every «no» of the application says why, or who may: none is empty, and none sends people in a circle."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from uuid import uuid4

import pytest
from django.utils.translation import override

import coordination
import operation
import reporting
from operation.access.policies import may, may_as_originator
from operation.access.principal import Principal
from operation.access.roles import PERMISSIONS, holders
from operation.kernel.errors import Denied, NotAllowed

SHORTEST_WORDS = 5
GENERIC = ("not allowed", "permission denied", "forbidden", "access denied", "your role does not include it")
NOT_IMPORTED = (".migrations", ".settings", ".management", "operation.config")
NOBODY = Principal.nobody()


def modules() -> Iterator[ModuleType]:
    for package in (operation, coordination, reporting):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not any(part in found.name for part in NOT_IMPORTED):
                yield import_module(found.name)


def named_reasons() -> dict[str, str]:
    """Reasons that stand in the policies by name: «Denied» and the tables WHO_MAY."""
    reasons: dict[str, str] = {}
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, Denied):
                reasons[f"{module.__name__}.{name}"] = str(value.reason)
            elif name == "WHO_MAY":
                reasons |= {f"{module.__name__}.{name}[{key}]": str(words) for key, words in value.items()}
    return reasons


def test_they_are_found() -> None:
    found = named_reasons()
    for name in (
        "operation.access.policies.NOT_ORIGINATOR",
        "operation.administration.appointments.policies.ONESELF",
        "reporting.returns.policies.WHO_MAY[verify]",
        "reporting.evaluation.policies.SECOND_PERSON",
    ):
        assert name in found


@pytest.mark.parametrize(("name", "reason"), sorted(named_reasons().items()))
def test_no_reason_is_empty_or_generic(name: str, reason: str) -> None:
    assert len(reason.split()) >= SHORTEST_WORDS, reason
    assert reason.endswith("."), reason
    assert not any(words in reason.lower() for words in GENERIC), reason


@pytest.mark.parametrize("permission", list(PERMISSIONS))
def test_a_missing_role_is_answered_with_the_roles_that_may(permission: str) -> None:
    for refused in (may(NOBODY, permission), may_as_originator(NOBODY, permission, uuid4())):
        assert isinstance(refused, Denied)
        for role in holders(permission):
            assert str(role) in str(refused.reason)


def test_a_permission_that_is_nobody_s_is_said_to_be_so() -> None:
    refused = may(NOBODY, "record.burn")
    assert isinstance(refused, Denied)
    assert str(refused.reason).endswith("It is for: nobody.")


def test_a_reason_is_told_in_the_language_of_who_reads_it() -> None:
    refused = may(NOBODY, "record.share")
    assert isinstance(refused, Denied)
    with override("th"):
        told = str(refused.reason)
    assert told != str(refused.reason)


def test_the_principal_itself_explains() -> None:
    for asked in ("person", "own_organisation"):
        with pytest.raises(NotAllowed) as refused:
            getattr(NOBODY, asked)
        assert str(refused.value.denied.reason)
