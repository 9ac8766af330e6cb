"""What is heard follows the names: it comes, changes and goes with them, and stays behind its wall."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from coordination.deconfliction.keeping import MATCHING
from coordination.deconfliction.matching.models import HeardName
from coordination.deconfliction.matching.walls import FOLLOWS
from operation.access.context import as_system
from operation.cases.actions import amend_records
from operation.cases.base import CaseRecord
from operation.cases.deletion.actions import delete_records, restore_records
from operation.cases.drafts import NameDraft, RecordDraft
from operation.cases.erasure import erase_content
from operation.cases.registry import all_types
from operation.kernel.dates import parse
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]
NEAR = "SELECT record_id FROM coordination_names_near(%s::int[], %s::float8[], %s::int[], 'SUS', 10)"


def heard(record: CaseRecord) -> list[HeardName]:
    with as_system(MATCHING):
        return list(HeardName.objects.filter(record_id=record.pk).order_by("created_at"))


@pytest.fixture
def record(cast: SimpleNamespace, as_: As) -> CaseRecord:
    with as_(cast.officer_th):
        names = (NameDraft("สมชาย ใจดี", romanisation="Somchai Jaidee"), NameDraft("Chai", kind="nickname"))
        return log("suspects", cast.officer_th, names=names, sex="male", born_on=parse("1990-01"))


def test_each_name_is_heard_with_what_is_known_of_the_person(cast: SimpleNamespace, as_: As, record: Any) -> None:
    with as_(cast.officer_th):
        first, second = heard(record)
    assert "somchai" in first.packed
    assert (first.born, first.sex, first.record_type) == ("1990-01", "male", "SUS")
    assert first.originator_id == cast.officer_th.organisation_id
    assert second.packed == "|la=chai"


def test_a_changed_name_is_heard_anew(cast: SimpleNamespace, as_: As, record: Any) -> None:
    with as_(cast.officer_th):
        draft = RecordDraft({"born_on": parse("1991-02-03")}, (NameDraft("กนกวรรณ ศรีสุข"),))
        amend_records(
            principal=principal_of(cast.officer_th), records=[record], drafts=[draft], versions=[record.version]
        )
        (only,) = heard(record)
    assert "kanokwan" in only.packed
    assert only.born == "1991-02-03"


def test_what_is_deleted_is_put_aside_until_it_is_restored(cast: SimpleNamespace, as_: As, record: Any) -> None:
    principal = principal_of(cast.supervisor_th)
    with as_(cast.supervisor_th):
        (deleted,) = delete_records(principal=principal, records=[record], reason="logged twice")
        assert [one.in_use for one in heard(record)] == [False, False]
        restore_records(principal=principal, records=[deleted])
        assert [one.in_use for one in heard(record)] == [True, True]


def test_nothing_is_left_of_what_is_erased(cast: SimpleNamespace, as_: As, record: Any) -> None:
    with as_(cast.officer_th):
        assert heard(record)
        erase_content(record)
        assert heard(record) == []


def test_nobody_reads_the_table(cast: SimpleNamespace, as_: As, record: Any) -> None:
    """Neither the own agency as itself, nor another one under the system's name."""
    with as_(cast.officer_th):
        assert not HeardName.objects.exists()
    with as_(cast.coordinator_kh), as_system(MATCHING):
        assert not HeardName.objects.exists()
    with as_system(MATCHING):
        assert not HeardName.objects.exists()


def test_the_function_answers_the_systems_work_alone(cast: SimpleNamespace, as_: As, record: Any) -> None:
    with as_(cast.officer_th):
        keys = heard(record)[0].keys
    asked = [keys, [1.0] * len(keys), [10] * len(keys)]
    assert near(asked) == []
    with as_(cast.coordinator_kh):
        assert near(asked) == []
        with as_system(MATCHING):
            assert near(asked) == [record.pk]
    with as_system(MATCHING):
        assert near(asked) == []
    with as_(cast.officer_th), as_system(MATCHING):
        assert near(asked) == []  # the own ones are no match


def near(asked: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(NEAR, asked)
        return [key for (key,) in cursor.fetchall()]


def test_the_names_of_every_type_are_followed(db: None) -> None:
    assert "heard_name" in FOLLOWS
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'heard_name'")
        followed = {table for (table,) in cursor.fetchall()}
    assert {known.names._meta.db_table for known in all_types() if known.names} <= followed
