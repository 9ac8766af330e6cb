"""What the database's roles can do and cannot: the auditor reads the trail and who was appointed, and nothing else."""

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from operation.access.database import AUDITED
from tests import database
from tests.operation.access.test_every_table import tables

READS = [*AUDITED]


@pytest.fixture
def auditor(committed: str) -> Iterator[psycopg.Connection]:
    """A session of the auditor's role in a database of its own."""
    with database.owner() as owner:
        role = owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.AUDITOR_ROLE]).fetchone()
    if role is None:
        pytest.fail(f"the server has no role {settings.AUDITOR_ROLE}: make it anew (remove var/test-services)")
    here = connections["default"].settings_dict
    with psycopg.connect(
        host=here["HOST"], port=here["PORT"] or None, user=settings.AUDITOR_ROLE, dbname=committed, autocommit=True
    ) as session:
        yield session


def refused(session: psycopg.Connection, sql: str) -> bool:
    try:
        session.execute(sql)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


@pytest.mark.parametrize("table", READS)
def test_the_auditor_reads(auditor: psycopg.Connection, table: str) -> None:
    assert auditor.execute(f"SELECT count(*) FROM {table}").fetchone() is not None


def test_the_auditor_reads_who_people_are_and_no_password(auditor: psycopg.Connection) -> None:
    auditor.execute("SELECT id, username, organisation_id, is_active FROM operation_user")
    assert refused(auditor, "SELECT password FROM operation_user")
    assert refused(auditor, "SELECT * FROM operation_user")


def test_the_auditor_reads_no_other_table(
    auditor: psycopg.Connection, django_db_blocker: pytest.FixtureRequest
) -> None:
    others = (tables(walled=True) | tables(walled=False)) - set(READS) - {"operation_user"}
    assert len(others) > 40
    open_to_it = [table for table in sorted(others) if not refused(auditor, f"SELECT 1 FROM {table} LIMIT 1")]
    assert open_to_it == []


@pytest.mark.parametrize("table", [*READS, "operation_user"])
def test_the_auditor_writes_nothing(auditor: psycopg.Connection, table: str) -> None:
    assert refused(auditor, f"DELETE FROM {table}")
    assert refused(auditor, f"TRUNCATE {table} CASCADE")
    assert refused(auditor, f"INSERT INTO {table} DEFAULT VALUES")


def test_the_auditor_cannot_append_to_the_trail(auditor: psycopg.Connection) -> None:
    call = "SELECT audit_append(NULL, NULL, 'x', '', 'x', '{}'::text[], '{}'::uuid[], '{}'::text[], '{}'::jsonb[])"
    assert refused(auditor, call)


def test_the_auditor_can_not_become_another(auditor: psycopg.Connection) -> None:
    assert refused(auditor, f"SET ROLE {settings.APP_ROLE}")
    assert refused(auditor, "CREATE TABLE mine (id int)")
