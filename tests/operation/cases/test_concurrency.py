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
from operation.cases.drafts import RecordDraft
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.cases.sharing import release_records
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


def test_fifty_releases_make_one_grant(people: SimpleNamespace, shared: Any) -> None:
    khmer = Organisation.objects.get(code="kh-moi")

    def release(principal: Any, _number: int, record: Any) -> None:
        release_records(principal=principal, records=[record], to=[khmer], purpose="joint inquiry")

    assert at_once(people, shared, release) == {"done": AT_ONCE}
    with acting_as(principal_of(people.coordinator_th), channel="test"):
        assert shared.grants.count() == 1
