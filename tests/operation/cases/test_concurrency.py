"""Many at once: no change is lost, and nothing is done twice."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.cases.actions import amend_records, take_step
from operation.cases.deletion.actions import delete_records
from operation.cases.drafts import RecordDraft
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.cases.sharing import release_records
from operation.cases.undoing.actions import undo_last
from operation.kernel.errors import Conflict, Refused
from operation.people.models import Organisation
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories.people import make_cast
from tests.factories.records import log

AT_ONCE = 50
WORKERS = 8


@pytest.fixture
def people(committed: str) -> SimpleNamespace:
    """The cast in a database where everything is committed for real."""
    return make_cast(Operation.objects.get(code="seagull"))


@pytest.fixture
def shared(people: SimpleNamespace) -> Any:
    with acting_as(principal_of(people.officer_th), channel="test"):
        return log("suspects", people.officer_th)


def at_once(people: SimpleNamespace, shared: Any, work: Callable[[Any, int, Any], None]) -> Counter[str]:
    """Run the same work many times, each with the record as everybody saw it at first; count how each ended."""
    principal = principal_of(people.coordinator_th)

    def one(number: int) -> str:
        try:
            with acting_as(principal, channel="test"):
                work(
                    principal,
                    number,
                    Suspect(**{f.attname: getattr(shared, f.attname) for f in Suspect._meta.concrete_fields}),
                )
        except (Conflict, Refused) as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(WORKERS) as pool:
        return Counter(pool.map(one, range(AT_ONCE)))


def present(people: SimpleNamespace) -> Any:
    with acting_as(principal_of(people.coordinator_th), channel="test"):
        return Suspect.objects.get()


def test_of_fifty_edits_of_one_version_one_is_kept(people: SimpleNamespace, shared: Any) -> None:
    def edit(principal: Any, number: int, record: Any) -> None:
        drafts = [RecordDraft({"place_name": f"place {number}"})]
        amend_records(principal=principal, records=[record], drafts=drafts, versions=[1])

    assert at_once(people, shared, edit) == {"done": 1, "Conflict": AT_ONCE - 1}
    assert present(people).version == 2
    assert AuditEntry.objects.filter(verb="amended", target_id=shared.pk).count() == 1


def test_of_fifty_arrests_one_happened(people: SimpleNamespace, shared: Any) -> None:
    arrest = SUSPECT.states.named("arrest")
    assert arrest is not None

    def step(principal: Any, _number: int, record: Any) -> None:
        take_step(principal=principal, records=[record], step=arrest, on=date(2024, 10, 1))

    assert at_once(people, shared, step)["done"] == 1
    assert present(people).status == "arrested"
    assert AuditEntry.objects.filter(verb="arrest", target_id=shared.pk).count() == 1


def test_of_fifty_who_take_one_change_back_one_did(people: SimpleNamespace, shared: Any) -> None:
    with acting_as(principal_of(people.officer_th), channel="test"):
        draft = RecordDraft({"place_name": "pier"})
        amend_records(principal=principal_of(people.officer_th), records=[shared], drafts=[draft], versions=[1])

    def undo(principal: Any, _number: int, record: Any) -> None:
        undo_last(principal=principal, record=record, version=2, reason="a slip")

    assert at_once(people, shared, undo) == {"done": 1, "Conflict": AT_ONCE - 1}
    assert (present(people).version, present(people).place_name) == (3, "")
    assert AuditEntry.objects.filter(verb="undone", target_id=shared.pk).count() == 1


def test_edits_and_undoings_at_once_lose_nothing(people: SimpleNamespace, shared: Any) -> None:
    """Each that was told «done» is a version of its own, and what stands there follows from the history."""

    def either(principal: Any, number: int, _record: Any) -> None:
        record = Suspect.objects.get()
        if number % 2:
            undo_last(principal=principal, record=record, version=record.version, reason="a slip")
        else:
            drafts = [RecordDraft({"place_name": f"place {number}"})]
            amend_records(principal=principal, records=[record], drafts=drafts, versions=[record.version])

    done = at_once(people, shared, either)["done"]
    assert done
    with acting_as(principal_of(people.coordinator_th), channel="test"):
        kept = list(Suspect.objects.get().events.order_by("version").values_list("version", "place_name"))
    assert [version for version, _place in kept] == list(range(1, done + 2))
    assert kept[-1][1] == present(people).place_name
    assert AuditEntry.objects.filter(verb__in=("undone", "amended"), target_id=shared.pk).count() == done


def test_of_fifty_who_delete_one_did(people: SimpleNamespace, shared: Any) -> None:
    def delete(principal: Any, _number: int, record: Any) -> None:
        delete_records(principal=principal, records=[record], reason="logged twice")

    assert at_once(people, shared, delete) == {"done": 1, "Conflict": AT_ONCE - 1}
    assert AuditEntry.objects.filter(verb="deleted", target_id=shared.pk).count() == 1


def test_fifty_releases_make_one_grant(people: SimpleNamespace, shared: Any) -> None:
    khmer = Organisation.objects.get(code="kh-moi")

    def release(principal: Any, _number: int, record: Any) -> None:
        release_records(principal=principal, records=[record], to=[khmer], purpose="joint inquiry")

    assert at_once(people, shared, release) == {"done": AT_ONCE}
    with acting_as(principal_of(people.coordinator_th), channel="test"):
        assert shared.grants.count() == 1
