"""The clock of a request: it runs from receipt on the recipient's time, stands still with a reason, and ends."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from coordination.requests.models import Benchmark, Request, RequestPart
from coordination.requests.timing import overdue
from operation.kernel import clock
from operation.kernel.errors import Refused
from operation.people.models import User
from operation.plan.models import Operation
from tests.factories.requests import at, sent, step

As = Callable[[User], AbstractContextManager[None]]
MONDAY = at("2024-09-02 10:00")


def step_at(moment: datetime, request: Request, name: str, by: User, **given: object) -> Request:
    with clock.at(moment):
        return step(request, name, by, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("urgency", "due"),
    [
        ("danger_to_life", "2024-09-02 11:00"),
        ("urgent_direct", "2024-09-02 18:00"),
        ("urgent", "2024-09-05 17:00"),
        ("normal", "2024-09-11 17:00"),
    ],
)
def test_the_time_that_each_urgency_has(cast: SimpleNamespace, urgency: str, due: str) -> None:
    given = sent(cast.coordinator_kh, cast.coordinator_th, MONDAY, urgency=urgency)
    assert given.due_at == at(due)


@pytest.mark.parametrize(
    ("country", "received", "due"),
    [
        ("mm", "2024-09-02 10:00", "2024-09-05 17:00"),
        ("cn", "2024-09-02 10:00", "2024-09-05 17:00"),
        ("vn", "2024-08-30 10:00", "2024-09-06 17:00"),  # National Day, two days
        ("cn", "2024-09-30 10:00", "2024-10-10 17:00"),  # National Day, a week
        ("kh", "2024-09-30 10:00", "2024-10-08 17:00"),  # Pchum Ben, three days and a weekend
        ("la", "2024-09-30 10:00", "2024-10-03 17:00"),  # none
    ],
)
def test_the_calendar_is_the_recipients(cast: SimpleNamespace, country: str, received: str, due: str) -> None:
    to = getattr(cast, f"coordinator_{country}")
    given = sent(cast.coordinator_th, to, at(received, country.upper()), urgency="urgent")
    assert given.due_at == at(due, country.upper())


def test_an_operation_may_give_other_times(cast: SimpleNamespace) -> None:
    operation = Operation.objects.get(code="seagull")
    Benchmark.objects.create(operation=operation, urgency="urgent", amount=24, unit="hours")
    given = sent(cast.coordinator_kh, cast.coordinator_th, MONDAY, urgency="urgent")
    assert given.due_at == MONDAY + timedelta(hours=24)


def test_it_stands_still_while_the_sender_is_asked(cast: SimpleNamespace) -> None:
    given = sent(cast.coordinator_kh, cast.coordinator_th, MONDAY, urgency="urgent_direct")
    step_at(at("2024-09-02 11:00"), given, "acknowledge", cast.coordinator_th)
    asked = step_at(at("2024-09-02 12:00"), given, "ask", cast.coordinator_th)
    assert asked.clock_stopped_at == at("2024-09-02 12:00")
    clear = step_at(at("2024-09-04 09:00"), given, "clarify", cast.coordinator_kh)
    assert clear.due_at == at("2024-09-04 15:00")


def test_beginning_without_the_clarification_lets_it_run(cast: SimpleNamespace) -> None:
    given = sent(cast.coordinator_kh, cast.coordinator_th, MONDAY, urgency="urgent_direct")
    step_at(at("2024-09-02 10:30"), given, "acknowledge", cast.coordinator_th)
    step_at(at("2024-09-02 12:00"), given, "ask", cast.coordinator_th)
    assert step_at(at("2024-09-02 13:00"), given, "begin", cast.coordinator_th).due_at == at("2024-09-02 19:00")


def test_a_last_word_out_of_standing_still_is_in_time(cast: SimpleNamespace) -> None:
    given = sent(cast.coordinator_kh, cast.coordinator_th, MONDAY, urgency="urgent_direct")
    step_at(at("2024-09-02 10:30"), given, "acknowledge", cast.coordinator_th)
    step_at(at("2024-09-02 12:00"), given, "ask", cast.coordinator_th)
    now = step_at(at("2024-09-20 12:00"), given, "refuse", cast.coordinator_th, ground="source")
    assert now.answered_at is not None
    assert now.answered_at == at("2024-09-20 12:00") <= now.due_at  # type: ignore[operator]


def test_a_late_answer_is_announced_with_its_reason_and_its_day(cast: SimpleNamespace, as_: As) -> None:
    given = sent(cast.coordinator_kh, cast.coordinator_th, MONDAY, urgency="urgent")
    now = step_at(
        at("2024-09-03 10:00"),
        given,
        "delay",
        cast.coordinator_th,
        words="The bank is slow",
        expected_on=date(2024, 9, 9),
    )
    assert now.state == "sent"
    assert now.due_at == at("2024-09-11 17:00")
    assert now.clock_resumes_at == at("2024-09-09 00:00")
    with as_(cast.coordinator_kh):
        assert RequestPart.objects.get(kind="delay").text == "The bank is slow"


@pytest.mark.parametrize(
    ("moment", "given", "field"),
    [
        ("2024-09-03 10:00", {}, "expected_on"),
        ("2024-09-03 10:00", {"expected_on": date(2024, 9, 3)}, "expected_on"),
        ("2024-09-03 10:00", {"expected_on": date(2024, 10, 4)}, "expected_on"),
        ("2024-09-03 10:00", {"expected_on": date(2024, 9, 9), "words": " "}, "words"),
        ("2024-09-05 17:01", {"expected_on": date(2024, 9, 9)}, "__all__"),
    ],
)
def test_what_an_announcement_needs(cast: SimpleNamespace, moment: str, given: dict[str, object], field: str) -> None:
    request = sent(cast.coordinator_kh, cast.coordinator_th, MONDAY, urgency="urgent")
    with pytest.raises(Refused) as refused:
        step_at(at(moment), request, "delay", cast.coordinator_th, **given)
    found = refused.value
    assert list(found.message_dict) == [field] if hasattr(found, "error_dict") else field == "__all__"


def test_once_is_all(cast: SimpleNamespace) -> None:
    request = sent(cast.coordinator_kh, cast.coordinator_th, MONDAY, urgency="urgent")
    step_at(at("2024-09-03 10:00"), request, "delay", cast.coordinator_th, expected_on=date(2024, 9, 9))
    with pytest.raises(Refused, match="once is all"):
        step_at(at("2024-09-10 10:00"), request, "delay", cast.coordinator_th, expected_on=date(2024, 9, 12))


def test_what_is_late_is_found_as_the_clock_says(cast: SimpleNamespace, as_: As) -> None:
    """Overdue, in time, standing still since before the deadline, and since after it."""
    by, to = cast.coordinator_kh, cast.coordinator_th
    late, early, still, still_late, answered = (sent(by, to, MONDAY, urgency="urgent_direct") for _each in range(5))
    for one in (still, still_late, answered):
        step_at(at("2024-09-02 10:30"), one, "acknowledge", to)
    step_at(at("2024-09-02 12:00"), still, "ask", to)
    step_at(at("2024-09-02 19:00"), still_late, "ask", to)
    step_at(at("2024-09-02 19:00"), answered, "answer", to)
    with as_(to):
        assert set(Request.objects.filter(overdue(at("2024-09-02 18:01")))) >= {late, early}
        Request.objects.filter(pk=early.pk).update(due_at=at("2024-09-30 10:00"))
        assert set(Request.objects.filter(overdue(at("2024-09-10 10:00")))) == {late, still_late}
