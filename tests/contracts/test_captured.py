"""Every record type, of today and tomorrow: its rows, releases and erasures are told, whoever changes them and how."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import connection

from operation.access.context import acting_as
from operation.access.grants import grant_model
from operation.audit.capture import ADDED, CHANGED, REMOVED
from operation.audit.models import AuditEntry
from operation.cases.drafts import IdentifierDraft
from operation.cases.registry import RecordType
from operation.cases.sharing import recall_records, release_records
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests import database
from tests.factories.people import make_cast
from tests.factories.records import log, log_many, ready

As = Callable[[User], AbstractContextManager[None]]


def told(verb: str, kind: str) -> list[UUID | None]:
    return list(AuditEntry.objects.filter(verb=verb, target_type=kind).values_list("target_id", flat=True))


def test_rows_are_told_as_they_come_and_change(
    cast: SimpleNamespace, as_: As, record_type: RecordType, record: Any
) -> None:
    label = record_type.model._meta.label
    with as_(cast.officer_th):
        records = log_many(record_type.slug, cast.officer_th, 3)
        record_type.model._default_manager.update(narrative="changed in bulk")
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {record_type.model._meta.db_table} SET place_name = 'changed by hand'")
    keys = sorted(one.pk for one in (record, *records))
    assert sorted(told(ADDED, label)) == keys  # type: ignore[type-var]
    assert sorted(told(CHANGED, label)) == sorted(keys * 2)  # type: ignore[type-var]


def test_releases_are_told_at_their_record(cast: SimpleNamespace, as_: As, record_type: RecordType) -> None:
    coordinator = principal_of(cast.coordinator_th)
    label = grant_model(record_type.model)._meta.label
    with as_(cast.coordinator_th):
        record = ready(log(record_type.slug, cast.coordinator_th), cast.coordinator_th)
        release_records(
            principal=coordinator, records=[record], to=[cast.officer_kh.organisation], purpose="joint inquiry"
        )
        recall_records(principal=coordinator, records=[record], reason="a mistake")
    assert told(ADDED, label) == [record.pk]
    assert told(REMOVED, label) == [record.pk]


def test_an_erasure_by_the_owner_is_told_with_all_that_goes(committed: str, record_type: RecordType) -> None:
    cast = make_cast(Operation.objects.get(code="seagull"))
    with acting_as(principal_of(cast.officer_th), channel="test"):
        known_by = tuple(IdentifierDraft(kind, "SAMPLE") for kind in record_type.identifier_kinds[:1])
        record = log(record_type.slug, cast.officer_th, identifiers=known_by or None)
    table = record_type.model._meta.db_table
    rows = [model for model in (record_type.names, record_type.identifiers) if model]
    children = [f"{table}event", *(model._meta.db_table for model in rows)]
    with database.owner(committed) as owner:
        for child in children:
            owner.execute(f"DELETE FROM {child}")
        owner.execute(f"DELETE FROM {table} WHERE id = %s", [record.pk])
    kinds = [record_type.model._meta.label, f"{record_type.model._meta.label}Event"]
    kinds += [model._meta.label for model in rows]
    assert {kind: told(REMOVED, kind) for kind in kinds} == {key: [record.pk] for key in kinds}
