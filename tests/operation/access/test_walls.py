"""The second wall: what the app's own database role gets from raw SQL, with and without a context."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.cases.registry import all_types
from operation.cases.sharing import release_records
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log, ready

As = Callable[[User], AbstractContextManager[None]]
SLUGS = [known.slug for known in all_types()]


def tables() -> list[str]:
    """Every table that holds records, their names, releases, history or facts."""
    found = ["operation_casefact"]
    for known in all_types():
        model = known.model
        found += [model._meta.db_table, f"{model._meta.db_table}grant", f"{model._meta.db_table}event"]
        if known.names:
            found.append(known.names._meta.db_table)
    return found


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def refused(sql: str, *params: Any) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
    except DatabaseError:
        return True
    return False


@pytest.fixture
def everything(cast: SimpleNamespace, as_: As) -> list[Any]:
    """One record of every type by Thailand, released to Cambodia."""
    with as_(cast.coordinator_th):
        records = [ready(log(slug, cast.coordinator_th), cast.coordinator_th) for slug in SLUGS]
        for record in records:
            release_records(
                principal=principal_of(cast.coordinator_th),
                records=[record],
                to=[cast.officer_kh.organisation],
                purpose="joint inquiry",
            )
        return records


def test_the_suite_connects_as_the_apps_role(db: None, settings: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, usesuper FROM pg_user WHERE usename = current_user")
        assert cursor.fetchone() == (settings.APP_ROLE, False)


def test_without_a_context_every_protected_table_is_empty(everything: list[Any]) -> None:
    assert {table: count(table) for table in tables()} == dict.fromkeys(tables(), 0)


def test_the_originator_finds_its_rows_in_each_table(cast: SimpleNamespace, as_: As, everything: list[Any]) -> None:
    with as_(cast.officer_th):
        assert 0 not in {table: count(table) for table in tables()}.values()


@pytest.mark.parametrize("reader", ["observer_unodc", "admin", "dpo", "stranger", "coordinator_vn"])
def test_who_may_read_no_record_gets_none(cast: SimpleNamespace, as_: As, everything: list[Any], reader: str) -> None:
    with as_(getattr(cast, reader)):
        assert {table: count(table) for table in tables()} == dict.fromkeys(tables(), 0)


def test_a_recipient_reads_records_and_names_but_not_their_history(
    cast: SimpleNamespace, as_: As, everything: list[Any]
) -> None:
    with as_(cast.officer_kh):
        assert count("operation_suspect") == count("operation_suspectname") == count("operation_suspectgrant") == 1
        assert count("operation_suspectevent") == count("operation_casefact") == 0


def test_the_secretariat_sees_facts_and_releases_without_names(
    cast: SimpleNamespace, as_: As, everything: list[Any]
) -> None:
    with as_(cast.desk_information):
        assert count("operation_casefact") == len(SLUGS)
        assert count("operation_suspectgrant") == 1
        assert count("operation_suspect") == count("operation_suspectname") == 0


def test_a_recipient_cannot_write_what_it_reads(cast: SimpleNamespace, as_: As, everything: list[Any]) -> None:
    with as_(cast.officer_kh), connection.cursor() as cursor:
        cursor.execute("UPDATE operation_suspect SET narrative = 'x'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM operation_suspect")
        assert cursor.rowcount == 0


def test_nobody_writes_in_anothers_name(cast: SimpleNamespace, as_: As, everything: list[Any]) -> None:
    copy = "INSERT INTO operation_casefact SELECT gen_random_uuid(), record_type, %s, country_id, status, status_on,"
    columns = (
        "verification, event_on, place_country, place_subdivision, action_day_id, recorded_at FROM operation_casefact"
    )
    with as_(cast.officer_th):
        assert refused(f"{copy} {columns}", cast.officer_kh.organisation_id)


def test_a_context_ends_with_its_work(cast: SimpleNamespace, as_: As, everything: list[Any]) -> None:
    with as_(cast.officer_th):
        assert count("operation_suspect") == 1
        with as_(cast.officer_vn):
            assert count("operation_suspect") == 0
        assert count("operation_suspect") == 1
    assert count("operation_suspect") == 0


def test_a_failure_inside_leaves_no_context(cast: SimpleNamespace, as_: As, everything: list[Any]) -> None:
    with pytest.raises(ValueError, match="broken"), as_(cast.officer_th):
        raise ValueError("broken")
    assert count("operation_suspect") == 0


def test_nobody_has_no_context(everything: list[Any]) -> None:
    with acting_as(Principal.nobody(), channel="test"):
        assert count("operation_suspect") == 0
