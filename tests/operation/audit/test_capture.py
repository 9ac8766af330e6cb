"""Whoever changes a row in whatever way is in the trail: with type, key and columns, and never a value."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from operation.access.roles import Role
from operation.audit.capture import ADDED, CHANGED, EMPTIED, NO_CONTEXT, REMOVED
from operation.audit.models import AuditEntry
from operation.cases.registry import by_slug
from operation.people.models import Appointment, User
from operation.plan.models import Operation
from tests import database
from tests.factories.people import make_cast
from tests.factories.records import log, log_many

As = Callable[[User], AbstractContextManager[None]]


def told(verb: str, kind: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb=verb, target_type=kind).order_by("at"))


def execute(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_a_logged_record_is_told_row_by_row(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th)
    (row,) = told(ADDED, "operation.Suspect")
    assert (row.target_id, row.reference, row.details) == (record.pk, record.reference, {})
    assert (row.actor_id, row.organisation_id) == (cast.officer_th.pk, cast.officer_th.organisation_id)
    assert row.channel == "test"


def test_names_and_releases_speak_of_their_record(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th)
    (name,) = told(ADDED, "operation.SuspectName")
    assert name.target_id == record.pk
    assert set(name.details) == {"row"}


def test_a_bulk_update_tells_each_row_and_its_columns(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        records = log_many("syndicates", cast.officer_th, 3)
        record_type = by_slug("syndicates")
        assert record_type
        record_type.model._default_manager.update(narrative="a canary", place_name="another canary")
    rows = told(CHANGED, "operation.Syndicate")
    assert {row.target_id for row in rows} == {record.pk for record in records}
    assert all(row.details == {"columns": ["narrative", "place_name"]} for row in rows)
    assert "canary" not in str(list(AuditEntry.objects.values()))


def test_an_update_that_changes_nothing_tells_nothing(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        log("syndicates", cast.officer_th)
        execute("UPDATE operation_syndicate SET narrative = narrative")
    assert told(CHANGED, "operation.Syndicate") == []


def test_raw_sql_is_told_with_the_actor_of_its_context(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        log("suspects", cast.officer_th)
        execute("UPDATE operation_suspect SET narrative = 'x'")
        execute("DELETE FROM operation_suspectname")
    assert told(CHANGED, "operation.Suspect")[0].actor_id == cast.officer_th.pk
    assert told(REMOVED, "operation.SuspectName")[0].actor_id == cast.officer_th.pk


def test_without_a_context_the_database_role_is_named(cast: SimpleNamespace) -> None:
    execute("UPDATE operation_user SET first_name = 'x' WHERE id = %s", cast.officer_th.pk)
    row = told(CHANGED, "operation.User")[-1]
    assert (row.channel, row.actor_id) == (NO_CONTEXT, None)
    assert row.details == {"columns": ["first_name"], "role": "seagull_app"}


def test_who_may_read_no_record_is_named_with_the_organisation(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.admin):
        User.objects.filter(pk=cast.officer_th.pk).update(is_active=False)
    row = told(CHANGED, "operation.User")[-1]
    assert (row.actor_id, row.organisation_id) == (cast.admin.pk, cast.admin.organisation_id)


def test_a_cascade_is_told(cast: SimpleNamespace, seagull: Operation) -> None:
    user = User.objects.create(username="leaves", organisation=cast.officer_th.organisation)
    held = Appointment.objects.create(user=user, operation=seagull, role=Role.OFFICER, starts_on=date(2024, 8, 1))
    key = user.pk
    user.delete()
    assert told(REMOVED, "operation.Appointment")[-1].target_id == held.pk
    assert told(REMOVED, "operation.User")[-1].target_id == key


def test_a_sign_in_is_told_once(cast: SimpleNamespace) -> None:
    User.objects.filter(pk=cast.officer_th.pk).update(last_login=timezone.now())
    assert told(CHANGED, "operation.User") == []


def test_a_row_that_takes_another_key_is_told_under_both(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_th):
        record = log("seized-assets", cast.officer_th)
        execute("UPDATE operation_casefact SET record_id = gen_random_uuid()")
    rows = told(CHANGED, "operation.CaseFact")
    assert len(rows) == 2
    assert record.pk in {row.target_id for row in rows}
    assert all("record_id" in row.details["columns"] for row in rows)


def test_an_upsert_tells_what_it_added_and_what_it_changed(cast: SimpleNamespace, seagull: Operation) -> None:
    kept = Appointment(user=cast.stranger, operation=seagull, role=Role.OFFICER, starts_on=date(2024, 8, 1))
    kept.save()
    kept.ends_on = date(2024, 12, 31)
    new = Appointment(user=cast.stranger, operation=seagull, role=Role.SUPERVISOR, starts_on=date(2024, 8, 1))
    Appointment.objects.bulk_create([kept, new], update_conflicts=True, unique_fields=["id"], update_fields=["ends_on"])
    assert told(ADDED, "operation.Appointment")[-1].target_id == new.pk
    (changed,) = told(CHANGED, "operation.Appointment")
    assert (changed.target_id, changed.details["columns"]) == (kept.pk, ["ends_on"])


def test_a_superusers_shell_is_told_too(committed: str) -> None:
    cast = make_cast(Operation.objects.get(code="seagull"))
    with database.owner(committed) as shell:
        shell.execute("UPDATE operation_user SET is_active = false WHERE id = %s", [cast.dpo.pk])
        shell.execute("TRUNCATE operation_casefact")
    row = told(CHANGED, "operation.User")[-1]
    assert (row.channel, row.details["role"]) == (NO_CONTEXT, "seagull_owner")
    assert told(EMPTIED, "operation.CaseFact")[-1].details == {"role": "seagull_owner"}


# Tables that nobody's data stands in, or that only echo others; each with its reason.
NOT_CAPTURED = {
    "coordination_heardname": "made anew of names and of who bears them, whose changes are told",
    "operation_auditanchor": "append-only by the app's role, chained and signed by itself",
    "operation_auditentry": "the trail itself",
    "operation_audithead": "the trail itself",
    "operation_country": "the plan: loaded from its file, told by the loading",
    "operation_actionday": "the plan",
    "operation_lineofeffort": "the plan",
    "operation_actionday_countries": "the plan",
    "operation_meeting": "the plan",
    "operation_meeting_present": "the plan",
    "operation_objective": "the plan",
    "operation_operation": "the plan",
    "operation_operationalaction_co_leaders": "the plan; what was changed of an action is told with it",
    "operation_operationalaction_participants": "the plan; what was changed of an action is told with it",
    "operation_participation": "the plan",
    "operation_phase": "the plan",
    "operation_job": "leases change every few seconds; what was asked for and how it ended is told",
    "operation_formdraft": "changes every few seconds under one's fingers; that one was begun and discarded is told",
    "reporting_sectiondraft": "changes every few seconds under one's fingers; that one was begun and discarded is told",
    "operation_attachmentpart": "bytes on their way: that a file arrived, was checked and went is told",
    "operation_attachmentpicture": "drawn from a file, and told with it",
    "operation_discardedfile": "objects to clear away: a key and nothing else",
    "operation_export": "one's own, and never changed: what left, for which use, with which records is told",
    "operation_exportfile": "told with its export",
    "operation_importfile": "one's own on its way: what was uploaded, imported and undone is told",
    "operation_importrow": "gone once the import is decided; each record that came of it is told",
    "operation_importedrow": "keys of records that were told",
    "operation_storedanswer": "one's own answers, for a day; what was done is told, and that it was answered again",
    "operation_workerheartbeat": "no data of anybody",
    "coordination_threadseen": "how far one has read: that one read a conversation is told",
    "operation_user_groups": "rights come from appointments",
    "operation_user_user_permissions": "rights come from appointments",
}
TABLES = """
SELECT c.relname, array_agg(t.tgname::text) FILTER (WHERE t.tgname LIKE 'audit\\_%') FROM pg_class c
LEFT JOIN pg_trigger t ON t.tgrelid = c.oid
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    AND c.relname ~ '^(operation|coordination|reporting)_' GROUP BY 1
"""


def test_every_table_of_ours_is_captured_or_says_why_not(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        captured = {name: triggers or [] for name, triggers in cursor.fetchall()}
    assert {name for name, triggers in captured.items() if not triggers} == set(NOT_CAPTURED)
    assert all({"audit_update", "audit_delete", "audit_truncate"} <= set(found) for found in captured.values() if found)


@pytest.mark.parametrize("table", ["operation_suspect", "operation_suspectgrant", "operation_user"])
def test_the_app_cannot_switch_it_off(db: None, table: str) -> None:
    from django.db import DatabaseError, transaction

    for change in (f"DROP TRIGGER audit_update ON {table}", f"ALTER TABLE {table} DISABLE TRIGGER USER"):
        with pytest.raises(DatabaseError), transaction.atomic():
            execute(change)
