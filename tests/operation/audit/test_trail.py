"""The trail: written with what it tells, chained, and closed to the app's own role."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from operation.audit import chain, trail
from operation.audit.models import AuditEntry
from operation.people.models import User
from tests.factories.records import log

As = Callable[[User], AbstractContextManager[None]]


def test_an_entry_says_who_what_and_through_which_channel(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th)
    entry = AuditEntry.objects.get(verb="opened")
    assert entry.actor_id == cast.officer_th.pk
    assert entry.organisation_id == cast.officer_th.organisation_id
    assert entry.channel == "test"
    assert (entry.target_type, entry.target_id, entry.reference) == (
        "operation.Suspect",
        record.pk,
        record.reference,
    )


def test_an_entry_holds_no_name(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        log("suspects", cast.officer_th, narrative="a canary in the text")
    kept = str(list(AuditEntry.objects.values()))
    assert "อนันต์" not in kept
    assert "canary" not in kept


def test_work_without_an_actor_is_not_skipped(db: None) -> None:
    trail.record("something", why="a shell")
    assert AuditEntry.objects.get(verb="something").channel == "shell"


def test_an_action_and_its_entry_stand_or_fall_together(cast: SimpleNamespace, as_: As) -> None:
    with pytest.raises(RuntimeError), as_(cast.officer_th):
        log("suspects", cast.officer_th)
        raise RuntimeError
    assert not AuditEntry.objects.filter(verb="opened").exists()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE operation_auditentry SET verb = 'x'",
        "DELETE FROM operation_auditentry",
        "TRUNCATE operation_auditentry",
        "INSERT INTO operation_auditentry SELECT * FROM operation_auditentry",
        "UPDATE operation_audithead SET n = 0",
        "ALTER TABLE operation_auditentry DISABLE TRIGGER ALL",
        "DROP FUNCTION audit_append(uuid, uuid, text, text, text, text[], uuid[], text[], jsonb[])",
    ],
)
def test_the_apps_role_can_only_append(db: None, sql: str) -> None:
    trail.record("something")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_long_trail_has_no_break(db: None) -> None:
    before = chain.length()
    trail.record_each("counted", [trail.Target("x", None, str(number)) for number in range(200)], {"ü": "ไทย 中文"})
    assert chain.length() == before + 200
    assert list(chain.breaks()) == []


def test_entries_of_one_call_keep_the_details_of_each(db: None) -> None:
    targets = [trail.Target("x", None, "first"), trail.Target("x", None, "second")]
    trail.record_each("dated", targets, [{"on": "2024-09-01"}, {"on": "2024-09-02"}])
    kept = AuditEntry.objects.filter(verb="dated").order_by("lane", "n")
    assert [(entry.reference, entry.details) for entry in kept] == [
        ("first", {"on": "2024-09-01"}),
        ("second", {"on": "2024-09-02"}),
    ]
    assert list(chain.breaks()) == []


def test_no_target_is_no_entry(db: None) -> None:
    before = chain.length()
    trail.record_each("counted", [], {})
    assert chain.length() == before
