"""Coordinators are told that a match waits: once for all that wait, and only who may know of it."""

from types import SimpleNamespace
from typing import Any

from coordination.alerts.models import SYSTEM, Alert
from coordination.deconfliction.alerting import tell_coordinators
from operation.access.context import as_system
from operation.people.models import User
from tests.factories.matches import EMAIL, PHONE, WALLET, holds, match_between


def told() -> list[str]:
    with as_system(SYSTEM):
        return sorted(Alert.objects.filter(kind="match").values_list("user__username", flat=True))


def mark(user: User) -> dict[str, Any]:
    return {"tlp": "red", "named_readers": [user.pk]}


def test_both_coordinators_are_told_once(cast: SimpleNamespace) -> None:
    tell_coordinators()
    assert told() == []
    match_between(cast.coordinator_kh, cast.coordinator_vn)
    tell_coordinators()
    tell_coordinators()
    assert told() == ["coordinator.kh", "coordinator.vn"]


def test_what_came_together_is_one_alert_and_what_comes_later_another(cast: SimpleNamespace) -> None:
    match_between(cast.coordinator_kh, cast.coordinator_vn, WALLET)
    match_between(cast.coordinator_kh, cast.coordinator_vn, PHONE)
    tell_coordinators()
    assert told() == ["coordinator.kh", "coordinator.vn"]
    match_between(cast.coordinator_th, cast.coordinator_vn, EMAIL)
    tell_coordinators()
    assert told() == ["coordinator.kh", "coordinator.th", "coordinator.vn", "coordinator.vn"]


def test_a_guarded_record_tells_its_own_coordinator_alone(cast: SimpleNamespace) -> None:
    holds(cast.coordinator_kh, **mark(cast.coordinator_kh))
    holds(cast.officer_vn)
    tell_coordinators()
    assert told() == ["coordinator.kh"]
