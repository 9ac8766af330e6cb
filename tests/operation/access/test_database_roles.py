"""What the database's roles can do and cannot.

The auditor reads the trail and who was appointed, and nothing else; the application adds and never changes what stays.
"""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from operation.access.database import AUDITED
from operation.audit import trail
from tests import database
from tests.operation.access.test_every_table import tables

READS = [*AUDITED]


@pytest.fixture(scope="module")
def own(django_db_setup: None, django_db_blocker: Any, worker_name: str) -> Iterator[str]:
    """A database for all these tests: the auditor leaves it as it was."""
    with django_db_blocker.unblock():
        name = f"audited_{worker_name}"
        database.copy(name, of=database.template())
        yield name
        database.drop(name)


@pytest.fixture
def auditor(own: str) -> Iterator[psycopg.Connection]:
    """A session of the auditor's role."""
    with database.owner() as owner:
        role = owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.AUDITOR_ROLE]).fetchone()
    if role is None:
        pytest.fail(f"the server has no role {settings.AUDITOR_ROLE}: make it anew (remove var/test-services)")
    here = connections["default"].settings_dict
    with psycopg.connect(
        host=here["HOST"], port=here["PORT"] or None, user=settings.AUDITOR_ROLE, dbname=own, autocommit=True
    ) as session:
        yield session


def unchanged(session: psycopg.Connection, table: str) -> str:
    """An update that leaves each row as it is: privileges and triggers are asked all the same."""
    first = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
    found = session.execute(first, [table]).fetchone()
    assert found
    return f"UPDATE {table} SET {found[0]} = {found[0]}"


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
    assert refused(auditor, unchanged(auditor, table))


def test_the_auditor_cannot_append_to_the_trail(auditor: psycopg.Connection) -> None:
    call = "SELECT audit_append(NULL, NULL, 'x', '', 'x', '{}'::text[], '{}'::uuid[], '{}'::text[], '{}'::jsonb[])"
    assert refused(auditor, call)


def test_the_auditor_can_not_become_another(auditor: psycopg.Connection) -> None:
    assert refused(auditor, f"SET ROLE {settings.APP_ROLE}")
    assert refused(auditor, "CREATE TABLE mine (id int)")


def test_the_auditor_calls_no_function_that_sees_past_the_walls(auditor: psycopg.Connection) -> None:
    asked = """SELECT proname, has_function_privilege(%s, oid, 'EXECUTE'), has_function_privilege(%s, oid, 'EXECUTE')
        FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"""
    found = auditor.execute(asked, [settings.AUDITOR_ROLE, settings.APP_ROLE]).fetchall()
    assert {"audit_append", "audit_readings", "case_erase"} <= {name for name, _auditors, _apps in found}
    assert {(auditors, apps) for _name, auditors, apps in found} == {(False, True)}


@pytest.fixture
def app(own: str) -> Iterator[psycopg.Connection]:
    """A session of the application's role without any context, in a database of its own."""
    here = connections["default"].settings_dict
    with psycopg.connect(
        host=here["HOST"], port=here["PORT"] or None, user=settings.APP_ROLE, dbname=own, autocommit=True
    ) as session:
        yield session


NEVER_CHANGED = ("operation_auditentry", "operation_audithead", *settings.APPEND_ONLY_TABLES)


def test_the_application_changes_nothing_that_is_only_added_to(app: psycopg.Connection) -> None:
    changes = [
        change
        for table in NEVER_CHANGED
        for change in (unchanged(app, table), f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE")
    ]
    assert [change for change in changes if not refused(app, change)] == []


def test_the_application_can_not_become_another(app: psycopg.Connection) -> None:
    for role in (settings.AUDITOR_ROLE, settings.OWNER["USER"]):
        assert refused(app, f"SET ROLE {role}")
    assert refused(app, "CREATE TABLE mine (id int)")


def test_the_application_reads_nothing_of_the_trail_without_a_context(app: psycopg.Connection) -> None:
    trail.record("counted", trail.NOTHING)
    assert app.execute("SELECT count(*) FROM operation_auditentry").fetchone() == (0,)
    with database.owner(connections["default"].settings_dict["NAME"]) as owner:
        assert owner.execute("SELECT count(*) > 0 FROM operation_auditentry").fetchone() == (True,)
