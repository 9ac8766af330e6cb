"""Whoever changes a removal or a part of it, in whatever way, is in the trail."""

from types import SimpleNamespace

import pytest

from operation.audit.capture import ADDED, CHANGED, REMOVED
from operation.audit.models import AuditEntry
from operation.plan.models import Operation
from tests import database
from tests.factories import removals
from tests.factories.people import make_cast

PARTS = ("RemovalTerms", "RemovalPerson", "RemovalCheck", "RemovalItem", "RemovalStep", "RemovalIncident")


@pytest.fixture
def people(committed: str) -> SimpleNamespace:
    return make_cast(Operation.objects.get(code="seagull"))


def told(verb: str, name: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb=verb, target_type=f"coordination.{name}").order_by("at"))


def test_every_part_is_told_under_its_removal(people: SimpleNamespace, committed: str) -> None:
    removal = removals.received(people, persons=2, missing=1)
    for name in ("Removal", *(part for part in PARTS if part != "RemovalStep")):
        assert {entry.target_id for entry in told(ADDED, name)} == {removal.pk}, name
    with database.owner(committed) as owner:
        for name in PARTS:
            owner.execute(f"DELETE FROM coordination_{name.lower()}" if name != "RemovalPerson" else "SELECT 1")
        owner.execute("UPDATE coordination_removalperson SET name = 'canary-4711'")
    for name in PARTS:
        verb = CHANGED if name == "RemovalPerson" else REMOVED
        assert told(verb, name)[-1].channel == "database role", name
    assert "canary-4711" not in str([entry.details for entry in told(CHANGED, "RemovalPerson")])
