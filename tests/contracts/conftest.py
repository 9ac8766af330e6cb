"""What every contract needs: the cast, and one record of each type, logged in Thailand; made once for all of them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from operation.access.context import acting_as
from operation.cases.registry import RecordType, all_types
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests import database
from tests.factories.people import make_cast
from tests.factories.records import log

if os.environ.get("SEAGULL_TOYS"):
    from tests.contracts import toy_tables, toys  # noqa: F401 — one file, one line (test_a_new_type.py)


@dataclass(frozen=True)
class Ground:
    """A database with the cast and the records in it, committed; by slug."""

    name: str
    cast: SimpleNamespace
    records: dict[str, Any]


@pytest.fixture(params=all_types(), ids=lambda record_type: record_type.slug)
def record_type(request: pytest.FixtureRequest) -> RecordType:
    """Each type that is registered: a new one is held by these contracts without a line here."""
    found: RecordType = request.param
    return found


@pytest.fixture(scope="session")
def ground(django_db_setup: None, django_db_blocker: Any, worker_name: str) -> Iterator[Ground]:
    """Fourteen types asked by twenty people: none of them is made anew for each question."""
    name = f"contracts_{worker_name}"
    with django_db_blocker.unblock():
        database.copy(name, of=database.template())
        with database.connected_to(name):
            cast = make_cast(Operation.objects.get(code="seagull"))
            with acting_as(principal_of(cast.officer_th), channel="test"):
                records = {each.slug: log(each.slug, cast.officer_th) for each in all_types()}
        yield Ground(name, cast, records)
        database.drop(name)


@pytest.fixture
def db(ground: Ground, django_db_blocker: Any) -> Iterator[None]:
    """The ground, connected; whatever a test writes is undone."""
    with django_db_blocker.unblock(), database.connected_to(ground.name), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def cast(db: None, ground: Ground) -> SimpleNamespace:
    return ground.cast


@pytest.fixture
def record(db: None, ground: Ground, record_type: RecordType) -> Any:
    return ground.records[record_type.slug]
