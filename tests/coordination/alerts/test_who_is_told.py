"""Who is told when a life is in danger or a record is released: who may read it, nobody else, and once."""

from types import SimpleNamespace
from typing import Any

import pytest

from coordination.alerts.models import SYSTEM, Alert
from operation.access.context import as_system
from operation.cases.actions import amend_records
from operation.cases.drafts import RecordDraft
from operation.cases.sharing import release_records
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.coordination.conftest import As
from tests.factories.records import log


def told_by_kind(kind: str) -> set[str]:
    with as_system(SYSTEM):
        return set(Alert.objects.filter(kind=kind).values_list("user__username", flat=True))


def test_the_whole_agency_is_told_of_a_danger_to_life(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        log("rescue-appeals", cast.officer_th, danger_to_life=False)
        assert told_by_kind("danger_to_life") == set()
        log("rescue-appeals", cast.officer_th, danger_to_life=True)
    assert told_by_kind("danger_to_life") == {"officer.th", "supervisor.th", "protection.th", "coordinator.th"}


@pytest.mark.parametrize(
    ("marking", "told"),
    [
        ({"tlp": "amber_strict"}, {"supervisor.th", "protection.th", "coordinator.th"}),
        ({"tlp": "red"}, {"officer.th"}),
    ],
)
def test_up_to_its_mark(cast: SimpleNamespace, as_: As, marking: dict[str, Any], told: set[str]) -> None:
    with as_(cast.officer_th):
        log("rescue-appeals", cast.officer_th, danger_to_life=True, **marking)
    assert told_by_kind("danger_to_life") == told


def test_an_appeal_that_becomes_one_of_danger_is_told_once(cast: SimpleNamespace, as_: As) -> None:
    principal = principal_of(cast.officer_th)
    with as_(cast.officer_th):
        record = log("rescue-appeals", cast.officer_th, danger_to_life=False)
        for values in ({"danger_to_life": True}, {"narrative": "again"}, {"narrative": "and again"}):
            (record,) = amend_records(
                principal=principal, records=[record], drafts=[RecordDraft(values)], versions=[record.version]
            )
    with as_system(SYSTEM):
        assert Alert.objects.filter(kind="danger_to_life", user=cast.officer_th).count() == 1


def test_a_release_tells_those_of_the_recipient_who_decide(cast: SimpleNamespace, as_: As) -> None:
    to = [cast.coordinator_kh.organisation, cast.director.organisation]
    with as_(cast.coordinator_th):
        records = [log("suspects", cast.coordinator_th) for _time in range(2)]
        release_records(principal=principal_of(cast.coordinator_th), records=records, to=to, purpose="joint inquiry")
    agency = {"supervisor.kh", "protection.kh", "coordinator.kh"}
    desks = {f"desk.{name}" for name in ("communication", "information", "investigation", "supervision")}
    assert told_by_kind("release") == agency | desks | {"director"}
    with as_system(SYSTEM):
        assert Alert.objects.filter(kind="release", user=cast.coordinator_kh).count() == 1


def test_a_released_danger_to_life_is_told_to_all_who_read_it(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        record = log("rescue-appeals", cast.coordinator_th, danger_to_life=True)
        release_records(
            principal=principal_of(cast.coordinator_th),
            records=[record],
            to=[cast.coordinator_kh.organisation],
            purpose="rescue",
        )
    assert {"officer.kh", "coordinator.kh"} <= told_by_kind("danger_to_life")


def test_a_person_without_an_appointment_is_told_nothing(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        User.objects.filter(pk=cast.supervisor_th.pk).update(is_active=False)
        log("rescue-appeals", cast.officer_th, danger_to_life=True)
    assert "supervisor.th" not in told_by_kind("danger_to_life")
