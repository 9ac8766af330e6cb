"""ISO weeks of an operation, clipped to its execution dates (domain.md §6)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from operation.plan.models import Operation

WEEK = timedelta(days=7)
SUNDAY = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week. `first` and `last` are its days inside the execution dates; `monday` is its key in the ledger."""

    monday: date
    first: date
    last: date

    @property
    def year(self) -> int:
        return self.monday.isocalendar().year

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def code(self) -> str:
        """E.g. 2024-W45, as ISO 8601 writes it."""
        return f"{self.year}-W{self.number:02}"

    @classmethod
    def clipped(cls, monday: date, starts_on: date, ends_on: date) -> Self:
        return cls(monday, max(monday, starts_on), min(monday + SUNDAY, ends_on))


def monday_of(day: date) -> date:
    """The Monday of the ISO week of a day."""
    return day - timedelta(days=day.weekday())


def weeks_of(operation: Operation) -> tuple[Week, ...]:
    """All weeks of the execution, in order; none while its dates are not set."""
    starts_on, ends_on = operation.starts_on, operation.ends_on
    if starts_on is None or ends_on is None:
        return ()
    first, last = monday_of(starts_on), monday_of(ends_on)
    count = (last - first) // WEEK + 1
    return tuple(Week.clipped(first + number * WEEK, starts_on, ends_on) for number in range(count))


def week_named(operation: Operation, monday: date) -> Week | None:
    """The week of the execution that begins on this Monday, or None."""
    return next((week for week in weeks_of(operation) if week.monday == monday), None)
