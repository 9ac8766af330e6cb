"""Returns, editions and the ledger: changed by whoever and however, it is told."""

from types import SimpleNamespace

import pytest
from psycopg import Connection

from operation.access.context import acting_as
from operation.audit.capture import ADDED, CHANGED, REMOVED
from operation.audit.models import AuditEntry
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.models import LedgerEntry
from tests import database
from tests.factories.people import make_cast
from tests.factories.returns import submitted

DAY = "2024-09-11"


@pytest.fixture
def people(committed: str) -> SimpleNamespace:
    return make_cast(Operation.objects.get(code="seagull"))


def told(verb: str, kind: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb=verb, target_type=kind).order_by("at"))


def test_a_return_and_its_lines_are_told(people: SimpleNamespace) -> None:
    given = submitted(people.coordinator_th, DAY, {"P02": 28})
    assert [entry.target_id for entry in told(ADDED, "reporting.NationalReturn")] == [given.pk]
    lines = told(ADDED, "reporting.ReturnLine")
    assert {entry.target_id for entry in lines} == {given.pk}
    assert {entry.actor_id for entry in lines} == {people.coordinator_th.pk}
    assert "state" in told(CHANGED, "reporting.NationalReturn")[-1].details["columns"]


def test_what_an_owner_changes_in_figures_is_told(people: SimpleNamespace, committed: str) -> None:
    submitted(people.coordinator_th, DAY, {"P02": 28})
    with database.owner(committed) as owner:
        change_everything(owner)
    assert told(CHANGED, "reporting.ReturnLine")[-1].details["columns"] == ["note"]
    changed = told(CHANGED, "reporting.LedgerEntry")
    assert changed[-1].details == {"columns": ["delta"], "role": "seagull_owner"}
    assert told(REMOVED, "reporting.ReturnStep")[-1].channel == "database role"
    assert "4711" not in str([entry.details for entry in changed])


def change_everything(owner: Connection) -> None:
    owner.execute("UPDATE reporting_returnline SET note = 'changed'")
    owner.execute("UPDATE reporting_ledgerentry SET delta = 4711")
    owner.execute("DELETE FROM reporting_returnstep")


def test_figures_that_are_only_added_are_told_by_their_actions(people: SimpleNamespace) -> None:
    submitted(people.coordinator_th, DAY, {"P02": 28})
    with acting_as(principal_of(people.coordinator_th), channel="test"):
        assert LedgerEntry.objects.exists()
    assert told(ADDED, "reporting.LedgerEntry") == []
