"""The second wall before figures: ledger, returns, editions and jobs, asked with raw SQL as the app's role."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from operation.people.models import User
from tests.factories.editions import built, released
from tests.factories.returns import submitted, verified

As = Callable[[User], AbstractContextManager[None]]
WEEK = "2024-09-10"


def count(table: str, where: str = "true") -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {where}")
        return int(cursor.fetchone()[0])


def changed(sql: str, *params: Any) -> int | None:
    """How many rows a statement changed; None when a policy refused it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            return int(cursor.rowcount)
    except DatabaseError:
        return None


@pytest.fixture
def figures(cast: SimpleNamespace) -> None:
    """Thailand's week is verified, Cambodia's submitted, Laos' two agencies have submitted theirs."""
    verified(cast.supervisor_th, cast.desk_supervision, WEEK, {"P02": 96})
    submitted(cast.supervisor_kh, WEEK, {"P02": 31})
    submitted(cast.supervisor_la, WEEK, {"P02": 5})
    submitted(cast.supervisor_la2, WEEK, {"P02": 7})


def test_a_country_finds_its_own_returns_and_no_others(cast: SimpleNamespace, as_: As, figures: None) -> None:
    lines = {}
    for reader in ("officer_th", "officer_kh", "officer_la", "officer_la2", "officer_vn", "desk_information"):
        with as_(getattr(cast, reader)):
            lines[reader] = count("reporting_nationalreturn")
            assert bool(count("reporting_returnline")) == bool(count("reporting_returnstep")) == bool(lines[reader])
    assert lines == {
        "officer_th": 1,
        "officer_kh": 1,
        "officer_la": 2,
        "officer_la2": 2,
        "officer_vn": 0,
        "desk_information": 4,
    }


def test_of_others_the_ledger_tells_what_is_verified(cast: SimpleNamespace, as_: As, figures: None) -> None:
    with as_(cast.officer_vn):
        assert count("reporting_ledgerentry") == count("reporting_ledgerentry", "standing = 'verified'") > 0
    with as_(cast.officer_kh):
        assert count("reporting_ledgerentry", "standing = 'submitted'") > 0
    with as_(cast.desk_supervision):
        assert count("reporting_ledgerentry", "standing = 'submitted'") > 0


@pytest.mark.parametrize("reader", ["observer_unodc", "dpo", "admin", "stranger"])
def test_who_reads_no_figures_finds_none(cast: SimpleNamespace, as_: As, figures: None, reader: str) -> None:
    with as_(getattr(cast, reader)):
        assert [count(f"reporting_{name}") for name in ("ledgerentry", "nationalreturn", "returnline")] == [0, 0, 0]


def test_an_agency_writes_its_own_figures_alone(cast: SimpleNamespace, as_: As, figures: None) -> None:
    copied = ", ".join(copied_as("reporting_ledgerentry", {"id": "gen_random_uuid()", "agency_id": "%s"}))
    add = f"INSERT INTO reporting_ledgerentry SELECT {copied} FROM reporting_ledgerentry LIMIT 1"
    with as_(cast.supervisor_th):
        assert changed(add, cast.supervisor_th.organisation_id) == 1
        assert changed(add, cast.supervisor_kh.organisation_id) is None
    with as_(cast.desk_supervision):
        assert changed(add, cast.supervisor_kh.organisation_id) == 1
    with as_(cast.desk_information):
        assert changed(add, cast.supervisor_kh.organisation_id) is None


def copied_as(table: str, instead: dict[str, str]) -> list[str]:
    """The columns of a table in their order, some of them replaced."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
            [table],
        )
        return [instead.get(name, name) for (name,) in cursor.fetchall()]


def test_laos_other_agency_reads_and_does_not_write(cast: SimpleNamespace, as_: As, figures: None) -> None:
    foreign = """UPDATE reporting_returnline SET note = 'x'
        WHERE national_return_id IN (SELECT id FROM reporting_nationalreturn WHERE agency_id <> %s)"""
    with as_(cast.supervisor_la):
        assert changed("UPDATE reporting_nationalreturn SET query = 'x'") == 1
        assert changed(foreign, cast.supervisor_la.organisation_id) == 0


def test_who_finds_an_edition(cast: SimpleNamespace, as_: As) -> None:
    built(cast.director)
    released(cast, "observer")
    released(cast, "member")
    found = {}
    for reader in ("director", "desk_information", "coordinator_th", "dpo", "observer_unodc", "admin", "stranger"):
        with as_(getattr(cast, reader)):
            found[reader] = (count("reporting_edition"), count("reporting_editionfile"))
    assert found == {
        "director": (3, 3),
        "desk_information": (3, 3),
        "coordinator_th": (2, 2),
        "dpo": (2, 2),
        "observer_unodc": (1, 1),
        "admin": (0, 0),
        "stranger": (0, 0),
    }


def test_a_job_is_its_own_persons(cast: SimpleNamespace, as_: As) -> None:
    built(cast.director)
    with as_(cast.director):
        assert count("operation_job") == 1
    with as_(cast.desk_supervision):
        assert count("operation_job") == 0
        assert changed("UPDATE operation_job SET state = 'cancelled'") == 0


def test_a_reader_of_editions_changes_none(cast: SimpleNamespace, as_: As) -> None:
    released(cast, "member")
    with as_(cast.coordinator_th):
        assert changed("UPDATE reporting_edition SET state = 'withdrawn'") == 0
