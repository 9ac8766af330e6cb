"""Requests, their texts, calls for help and reference data: changed by whoever and however, it is told."""

from types import SimpleNamespace
from typing import Any

import pytest

from coordination.clocks.models import Holiday
from operation.access.context import acting_as
from operation.audit.capture import ADDED, CHANGED, REMOVED
from operation.audit.models import AuditEntry
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests import database
from tests.factories.people import make_cast
from tests.factories.records import log
from tests.factories.requests import sent

THEIRS = ("RequestPart", "RequestSubject")


@pytest.fixture
def people(committed: str) -> SimpleNamespace:
    return make_cast(Operation.objects.get(code="seagull"))


def told(verb: str, name: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb=verb, target_type=f"coordination.{name}").order_by("at"))


def asked(people: SimpleNamespace) -> Any:
    """A request about a record, sent."""
    with acting_as(principal_of(people.coordinator_th), channel="test"):
        record = log("suspects", people.coordinator_th)
    return sent(people.coordinator_th, people.coordinator_kh, references=[record.reference])


def test_a_request_its_texts_and_its_records_are_told(people: SimpleNamespace) -> None:
    given = asked(people)
    for name in ("Request", *THEIRS):
        assert {entry.target_id for entry in told(ADDED, name)} == {given.pk}
    assert "due_at" in told(CHANGED, "Request")[-1].details["columns"]


def test_what_an_owner_does_is_told_and_never_a_value(people: SimpleNamespace, committed: str) -> None:
    given = asked(people)
    with acting_as(principal_of(people.officer_th), channel="test"):
        log("rescue-appeals", people.officer_th, danger_to_life=True, place_country="KH")
    with database.owner(committed) as owner:
        owner.execute("UPDATE coordination_requestpart SET text = 'a forged text'")
        owner.execute("UPDATE coordination_dangercall SET taken_at = now()")
        owner.execute("DELETE FROM coordination_requeststep")
        owner.execute("UPDATE coordination_holiday SET is_confirmed = true WHERE country_id = 'TH'")
    assert told(CHANGED, "RequestPart")[-1].details["columns"] == ["text"]
    assert told(CHANGED, "DangerCall")[-1].details["columns"] == ["taken_at"]
    assert told(REMOVED, "RequestStep")[-1].target_id == given.pk
    assert len(told(CHANGED, "Holiday")) == Holiday.objects.filter(country="TH").count()
    assert "forged" not in str([entry.details for entry in AuditEntry.objects.all()])
