"""Reminders and escalation, with time moved by the test: each is told once, to those whom it concerns."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from coordination.requests.desk import requests_to_answer, requests_to_go_on_with, requests_to_watch
from coordination.requests.models import Request, RequestPart, RequestReminder
from coordination.requests.reminders import remind
from coordination.requests.tasks import remind as remind_task
from coordination.walls import CLOCKS
from operation.access.context import as_system
from operation.audit.models import AuditEntry
from operation.config.celery import app
from operation.kernel import clock
from operation.people.desk import Waiting, desk_of
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.requests import at, drafted, sent, step

As = Callable[[User], AbstractContextManager[None]]
MONDAY = at("2024-09-02 10:00")


@pytest.fixture
def given(cast: SimpleNamespace) -> Request:
    """Three working days: due on Thursday, 17:00 in Bangkok."""
    return sent(cast.coordinator_kh, cast.coordinator_th, MONDAY, urgency="urgent")


def told_at(*moments: str) -> list[str]:
    levels: list[str] = []
    for moment in moments:
        with clock.at(at(moment)):
            levels += [one.level for one in remind()]
    return levels


def test_half_last_day_overdue_and_the_director(given: Request) -> None:
    assert told_at("2024-09-03 10:00") == []
    assert told_at("2024-09-04 01:29") == []
    assert told_at("2024-09-04 01:30") == ["half"]
    assert told_at("2024-09-04 23:59") == []
    assert told_at("2024-09-05 00:00", "2024-09-05 12:00") == ["last"]
    assert told_at("2024-09-05 17:00") == []
    assert told_at("2024-09-05 17:01", "2024-09-06 17:00") == ["overdue"]
    assert told_at("2024-09-08 16:59") == []
    assert told_at("2024-09-08 17:00", "2024-09-20 17:00") == ["director"]


def test_after_a_long_silence_what_holds_by_then_is_told(given: Request) -> None:
    assert told_at("2024-09-20 10:00") == ["overdue", "director"]


def test_a_clock_that_stands_still_is_nobodys_fault(cast: SimpleNamespace, given: Request) -> None:
    with clock.at(at("2024-09-03 09:00")):
        step(given, "acknowledge", cast.coordinator_th)
        step(given, "ask", cast.coordinator_th)
    assert told_at("2024-09-20 10:00") == []
    with clock.at(at("2024-09-20 10:00")):
        step(given, "clarify", cast.coordinator_kh)
    assert told_at("2024-09-25 10:00") == ["overdue"]


@pytest.mark.parametrize("name", ["answer", "refuse", "redirect"])
def test_who_has_answered_is_left_alone(cast: SimpleNamespace, given: Request, name: str) -> None:
    with clock.at(at("2024-09-03 09:00")):
        step(given, "acknowledge", cast.coordinator_th)
        step(given, name, cast.coordinator_th, ground="source")
    assert told_at("2024-09-20 10:00") == []


def test_a_draft_has_no_clock(cast: SimpleNamespace) -> None:
    drafted(cast.officer_th, cast.coordinator_kh)
    assert told_at("2030-01-01 10:00") == []


def test_it_is_the_systems_work_in_the_trail_and_costs_the_same(cast: SimpleNamespace, given: Request) -> None:
    with clock.at(at("2024-09-06 10:00")), CaptureQueriesContext(connection) as few:
        remind_task()
    entry = AuditEntry.objects.get(verb="reminded of request")
    assert (entry.actor_id, entry.channel, entry.details) == (None, "job", {"level": "overdue"})
    for _number in range(5):
        sent(cast.coordinator_kh, cast.coordinator_mm, MONDAY, urgency="urgent")
    with clock.at(at("2024-09-06 10:00")), CaptureQueriesContext(connection) as many:
        remind_task()
    assert AuditEntry.objects.filter(verb="reminded of request", details={"level": "overdue"}).count() == 6
    assert len(many) == len(few)


def test_the_beat_knows_it() -> None:
    entry = app.conf.beat_schedule["remind-requests"]
    assert entry["task"] == remind_task.name
    assert entry["schedule"] == 60.0


def test_the_system_sees_facts_alone_and_writes_reminders_alone(cast: SimpleNamespace, given: Request) -> None:
    with as_system(CLOCKS):
        assert Request.objects.count() == 1
        assert not RequestPart.objects.exists()
        assert Request.objects.update(state="closed") == 0


def waiting(find: Callable[..., Iterator[Waiting]], user: User, as_: As, moment: datetime = MONDAY) -> list[Waiting]:
    with as_(user), clock.at(moment):
        return list(find(principal_of(user)))


def test_the_recipients_desk(cast: SimpleNamespace, as_: As, given: Request) -> None:
    told_at("2024-09-05 12:00")
    for who in (cast.officer_th, cast.supervisor_th, cast.coordinator_th):
        [line] = waiting(requests_to_answer, who, as_)
        assert given.reference in str(line.what)
        assert line.due == given.due_at
        assert "last day" in str(line.detail)
    for other in (cast.protection_th, cast.coordinator_kh, cast.coordinator_vn, cast.director):
        assert waiting(requests_to_answer, other, as_) == []


def test_the_desk_names_ten_and_counts_the_others(cast: SimpleNamespace, as_: As) -> None:
    for _number in range(12):
        sent(cast.coordinator_kh, cast.coordinator_th, MONDAY)
    lines = waiting(requests_to_answer, cast.coordinator_th, as_)
    assert len(lines) == 11
    assert str(lines[-1].what) == "2 more requests"


def test_who_asked_clarifies_reads_and_closes(cast: SimpleNamespace, as_: As, given: Request) -> None:
    assert waiting(requests_to_go_on_with, cast.officer_kh, as_) == []
    step(given, "acknowledge", cast.coordinator_th)
    step(given, "ask", cast.coordinator_th)
    [line] = waiting(requests_to_go_on_with, cast.officer_kh, as_)
    assert (line.verb, line.due) == ("Clarify", None)
    assert waiting(requests_to_answer, cast.coordinator_th, as_) == []
    step(given, "refuse", cast.coordinator_th, ground="source")
    [line] = waiting(requests_to_go_on_with, cast.officer_kh, as_)
    assert line.verb == "Read"
    step(given, "close", cast.coordinator_kh)
    assert waiting(requests_to_go_on_with, cast.officer_kh, as_) == []


def test_what_is_overdue_reaches_lmlecc_and_after_three_days_its_director(
    cast: SimpleNamespace, as_: As, given: Request
) -> None:
    desks, director = (cast.desk_investigation, cast.desk_communication), cast.director
    for who in (*desks, director):
        assert waiting(requests_to_watch, who, as_, at("2024-09-06 10:00")) == []
    told_at("2024-09-06 10:00")
    for who in desks:
        [line] = waiting(requests_to_watch, who, as_, at("2024-09-06 10:00"))
        assert line.late
    assert waiting(requests_to_watch, director, as_) == []
    told_at("2024-09-09 10:00")
    assert len(waiting(requests_to_watch, director, as_)) == 1
    for other in (cast.desk_supervision, cast.desk_information, cast.coordinator_th, cast.coordinator_vn):
        assert waiting(requests_to_watch, other, as_) == []


def test_danger_to_life_stands_first_on_both_desks_in_the_same_minute(cast: SimpleNamespace, as_: As) -> None:
    given = sent(cast.coordinator_kh, cast.coordinator_th, MONDAY, urgency="danger_to_life")
    sent(cast.coordinator_kh, cast.coordinator_th, at("2024-08-12 10:00"))
    for who in (cast.officer_th, cast.desk_investigation, cast.director):
        with as_(who), clock.at(MONDAY):
            first = desk_of(principal_of(who)).groups[0]
        assert first["title"] == "At once"
        assert given.reference in first["items"][0]["title"]
    step(given, "acknowledge", cast.supervisor_th)
    [line, _other] = waiting(requests_to_answer, cast.officer_th, as_)
    assert not line.at_once
    assert waiting(requests_to_watch, cast.director, as_) == []


def test_a_reminder_is_added_by_the_system_alone(cast: SimpleNamespace, as_: As, given: Request) -> None:
    with as_(cast.coordinator_th), pytest.raises(ProgrammingError), transaction.atomic():
        RequestReminder.objects.create(request=given, level="half")
