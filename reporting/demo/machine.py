"""What nobody does: names are held against each other, clocks and due dates are looked at, as the beat does it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from coordination.deconfliction.naming import meet_names
from coordination.requests.reminders import remind
from coordination.supervision.escalation import escalate
from operation.kernel import clock
from operation.plan.models import Operation
from reporting.demo.cast import moment
from reporting.demo.diary import Entry

FIRST = date(2024, 8, 12)
DAY = timedelta(days=1)
NAMES, CLOCKS = 6, 8
"""Hours in Kunming: before the offices open, and as they do."""

MONDAY, THURSDAY = 0, 3


def machine(operation: Operation, today: date) -> Iterator[Entry]:
    """Names on Mondays, clocks and due dates on Mondays and Thursdays: every day would tell the same, and take long."""
    day = FIRST
    while day < today:
        if day.weekday() == MONDAY:
            yield _entry(moment(day, NAMES), meet_names)
        if day.weekday() in (MONDAY, THURSDAY):
            yield _entry(moment(day, CLOCKS), remind)
            yield _entry(moment(day, CLOCKS), lambda: escalate(operation))
        day += DAY


def _entry(when: datetime, work: Callable[[], object]) -> Entry:
    def run() -> None:
        with clock.at(when):
            work()

    return Entry(when, run)
