"""Inspections, the roster and the action plan: changed by whoever and however, it is told."""

from datetime import date
from types import SimpleNamespace

import pytest

from operation.audit.capture import ADDED, CHANGED, REMOVED
from operation.audit.models import AuditEntry
from operation.plan.models import Operation
from tests import database
from tests.factories.people import make_cast
from tests.factories.supervision import action_of, reported_visit, seconded, told

DAY = date(2024, 10, 7)


@pytest.fixture
def people(committed: str) -> SimpleNamespace:
    return make_cast(Operation.objects.get(code="seagull"))


def entries(verb: str, kind: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb=verb, target_type=kind).order_by("at"))


def test_what_people_add_and_change_is_told(people: SimpleNamespace) -> None:
    visit, advice = reported_visit(people, DAY)
    card = seconded(people, people.coordinator_th, DAY)
    action = action_of(people, DAY)
    told(people.coordinator_th, action, DAY)
    assert [one.target_id for one in entries(ADDED, "coordination.Inspection")] == [visit.pk]
    assert [one.target_id for one in entries(ADDED, "coordination.Finding")] == [visit.pk]
    assert [one.target_id for one in entries(ADDED, "coordination.Recommendation")] == [advice.pk]
    assert [one.target_id for one in entries(ADDED, "coordination.Secondment")] == [card.pk]
    assert {"state", "summary"} <= set(entries(CHANGED, "coordination.Inspection")[-1].details["columns"])
    changed = entries(CHANGED, "operation.OperationalAction")[-1]
    assert (changed.target_id, changed.actor_id) == (action.pk, people.coordinator_th.pk)
    assert "Returns are made well" not in str([one.details for one in AuditEntry.objects.all()])


def test_what_an_owner_changes_is_told(people: SimpleNamespace, committed: str) -> None:
    _visit, _advice = reported_visit(people, DAY)
    told(people.coordinator_th, action_of(people, DAY), DAY)
    with database.owner(committed) as owner:
        owner.execute("UPDATE coordination_finding SET text = 'nothing'")
        owner.execute("DELETE FROM coordination_inspectionstep")
        owner.execute("UPDATE operation_actionreport SET words = 'forged'")
    assert entries(CHANGED, "coordination.Finding")[-1].details["columns"] == ["text"]
    assert entries(REMOVED, "coordination.InspectionStep")[-1].channel == "database role"
    forged = entries(CHANGED, "operation.ActionReport")[-1]
    assert (forged.details["columns"], forged.details["role"]) == (["words"], "seagull_owner")
