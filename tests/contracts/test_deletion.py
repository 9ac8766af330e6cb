"""Every record type: what was deleted exists for nobody, behind both walls, and comes back as it was."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.test import Client

from operation.access.context import as_system
from operation.cases.deletion.actions import DELETION, delete_records, restore_records
from operation.cases.facts import CaseFact
from operation.cases.registry import RecordType
from operation.cases.sharing import release_records
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import ready

ClientOf = Callable[[User], Client]
As = Callable[[User], AbstractContextManager[None]]


def tables(record_type: RecordType) -> Iterator[tuple[str, str]]:
    """Where content of a record stands, and the column of its key."""
    table = record_type.model._meta.db_table
    yield table, "id"
    yield f"{table}event", "pgh_obj_id"
    if record_type.names:
        yield record_type.names._meta.db_table, "record_id"


def behind_the_wall(record_type: RecordType, record: Any) -> int:
    """Rows of the record that the database gives to who asks."""
    count = 0
    with connection.cursor() as cursor:
        for table, key in tables(record_type):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {key} = %s", [record.pk])
            count += cursor.fetchone()[0]
    return count


def answers(record_type: RecordType, record: Any, client: Client) -> list[int]:
    page, api = f"/records/{record_type.slug}/{record.pk}/", f"/api/v1/{record_type.slug}/{record.pk}/"
    listed = client.get(f"/api/v1/{record_type.slug}/").json()["results"]
    return [client.get(page).status_code, client.get(api).status_code, len(listed)]


def test_a_deleted_record_is_there_for_nobody_until_it_is_restored(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, record_type: RecordType, record: Any
) -> None:
    coordinator = principal_of(cast.coordinator_th)
    people = (cast.officer_th, cast.coordinator_th, cast.coordinator_kh)
    with as_(cast.coordinator_th):
        record = ready(record, cast.coordinator_th)
        release_records(
            principal=coordinator, records=[record], to=[cast.officer_kh.organisation], purpose="joint inquiry"
        )
        record = type(record)._default_manager.get(pk=record.pk)
        before = behind_the_wall(record_type, record)
        delete_records(principal=coordinator, records=[record], reason="logged twice")
        assert not CaseFact.objects.filter(record_id=record.pk).exists()
    for who in people:
        assert answers(record_type, record, client_of(who)) == [404, 404, 0]
        with as_(who):
            assert behind_the_wall(record_type, record) == 0
    with as_(cast.coordinator_kh), as_system(DELETION):
        assert behind_the_wall(record_type, record) == 0
    with as_(cast.coordinator_th):
        with as_system(DELETION):
            gone = record_type.model._default_manager.deleted(coordinator).get()
        restore_records(principal=coordinator, records=[gone])
        assert behind_the_wall(record_type, record) == before + 2
        assert CaseFact.objects.filter(record_id=record.pk).exists()
    for who in people:
        assert answers(record_type, record, client_of(who)) == [200, 200, 1]
