"""Who is told of what is late, and when: by the table, on desks at the hour of the reader, written down once each."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from coordination.supervision.escalation import STAGES, escalate
from coordination.supervision.models import Escalation
from coordination.supervision.tasks import escalate_overdue
from operation.audit.models import AuditEntry
from operation.config.celery import app
from operation.kernel import clock
from operation.people.desk import desk_of
from operation.people.models import Appointment, User
from operation.people.selectors import principal_of
from tests.factories.supervision import action_of, advise, noon, operation, reported_visit, told

As = Callable[[User], AbstractContextManager[None]]
DUE = date(2024, 10, 1)
TITLE = "Agree on the list"
WHO = ("supervisor_th", "coordinator_th", "desk_supervision", "director")
OTHERS = ("officer_th", "supervisor_kh", "coordinator_kh", "desk_information", "observer_unodc", "dpo")


def on_desks(cast: SimpleNamespace, as_: As, title: str, day: date) -> set[str]:
    """On whose desk something stands on a day."""
    found = set()
    for who in (*WHO, *OTHERS):
        with as_(getattr(cast, who)), clock.at(noon(day)):
            groups = desk_of(principal_of(getattr(cast, who))).groups
        if any(str(item["title"]) == title for group in groups for item in group["items"]):
            found.add(who)
    return found


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (0, set()),
        (1, {"supervisor_th"}),
        (6, {"supervisor_th"}),
        (7, {"supervisor_th", "coordinator_th", "desk_supervision"}),
        (13, {"supervisor_th", "coordinator_th", "desk_supervision"}),
        (14, set(WHO)),
        (60, set(WHO)),
    ],
)
def test_a_late_action_climbs_by_the_table(cast: SimpleNamespace, as_: As, late: int, expected: set[str]) -> None:
    action_of(cast, DUE)
    assert on_desks(cast, as_, TITLE, DUE + timedelta(days=late)) == expected


def test_a_report_does_not_take_it_off_but_its_end_does(cast: SimpleNamespace, as_: As) -> None:
    action, day = action_of(cast, DUE), DUE + timedelta(days=20)
    told(cast.coordinator_th, action, day, words="The minister signs on Friday.")
    assert on_desks(cast, as_, TITLE, day) == set(WHO)
    told(cast.coordinator_th, action, day, "done")
    assert on_desks(cast, as_, TITLE, day) == set()


def test_a_country_without_a_supervisor_is_told_through_its_coordinator(cast: SimpleNamespace, as_: As) -> None:
    Appointment.objects.filter(user=cast.supervisor_th).delete()
    action_of(cast, DUE)
    assert on_desks(cast, as_, TITLE, DUE + timedelta(days=1)) == {"coordinator_th"}


def test_a_late_recommendation_climbs_too(cast: SimpleNamespace, as_: As) -> None:
    visit, advice = reported_visit(cast, DUE - timedelta(days=30))
    title = f"Recommendation {visit.reference} R1"
    assert advice.due_on == DUE
    assert on_desks(cast, as_, title, DUE) == set()
    assert on_desks(cast, as_, title, DUE + timedelta(days=1)) == {"supervisor_th"}
    assert on_desks(cast, as_, title, DUE + timedelta(days=14)) == set(WHO)
    advise(cast.supervisor_th, advice, "reject", "Our law forbids it.")
    assert on_desks(cast, as_, title, DUE + timedelta(days=14)) == set()


def look(day: date) -> int:
    with clock.at(noon(day)):
        return escalate(operation())


def test_each_stage_is_told_once(cast: SimpleNamespace, as_: As) -> None:
    action = action_of(cast, DUE)
    assert [look(DUE + timedelta(days=late)) for late in (0, 1, 1, 6, 7, 7, 14, 30)] == [0, 1, 0, 0, 2, 0, 1, 0]
    entries = AuditEntry.objects.filter(verb="escalated", target_id=action.pk)
    assert sorted(entry.details["stage"] for entry in entries) == sorted(stage.name for stage in STAGES)
    assert {(entry.actor_id, entry.channel) for entry in entries} == {(None, "supervision")}
    with as_(cast.officer_th):
        assert Escalation.objects.visible_to(principal_of(cast.officer_th)).count() == 4
    for outsider in ("coordinator_kh", "observer_unodc", "dpo", "stranger"):
        with as_(getattr(cast, outsider)):
            assert not Escalation.objects.exists()
            assert not Escalation.objects.visible_to(principal_of(getattr(cast, outsider))).exists()


def test_a_new_due_date_begins_anew(cast: SimpleNamespace) -> None:
    action = action_of(cast, DUE)
    assert look(DUE + timedelta(days=8)) == 3
    type(action).objects.filter(pk=action.pk).update(due_on=DUE + timedelta(days=20))
    assert look(DUE + timedelta(days=20)) == 0
    assert look(DUE + timedelta(days=21)) == 1


def test_a_draft_of_lmlecc_is_not_told(cast: SimpleNamespace) -> None:
    from tests.factories.supervision import made_visit

    made_visit(cast, DUE - timedelta(days=30))
    assert look(DUE + timedelta(days=30)) == 0


def test_nobody_but_the_hourly_look_writes_it_down(cast: SimpleNamespace, as_: As) -> None:
    action = action_of(cast, DUE)
    sql = """INSERT INTO coordination_escalation (id, created_at, what, target_id, country_id, due_on, stage)
        VALUES (gen_random_uuid(), now(), 'action', %s, 'TH', now(), 'leader')"""
    for who in ("director", "coordinator_th"):
        with (
            as_(getattr(cast, who)),
            pytest.raises(DatabaseError, match="row-level security"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql, [action.pk])


def test_beat_asks_every_hour(cast: SimpleNamespace) -> None:
    action_of(cast, DUE)
    entry = app.conf.beat_schedule["escalate-overdue"]
    assert (entry["task"], entry["schedule"]) == (escalate_overdue.name, 3600.0)
    with clock.at(noon(DUE + timedelta(days=1))):
        escalate_overdue()
    assert AuditEntry.objects.filter(verb="escalated").count() == 1
