"""When something is due, what is left, whether it stands still: a value, told by what happened and by nothing else."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.clocks.calendars import WorkCalendar


class Unit(models.TextChoices):
    HOURS = "hours", _("hours, day and night")
    DAYS = "days", _("working days")


@dataclass(frozen=True)
class Allowance:
    """How much time there is. Hours run through; working days are the recipient's, and end with its office hours."""

    amount: int
    unit: Unit


@dataclass(frozen=True)
class Clock:
    """The time for an answer, as it stands.

    `stopped_at` is when it was stopped last, `resumes_at` when it runs again: None while nobody knows. A clock that was
    stopped after its deadline has passed stays late.
    """

    calendar: WorkCalendar
    unit: Unit
    received_at: datetime
    due: datetime
    stopped_at: datetime | None = None
    resumes_at: datetime | None = None

    @classmethod
    def begin(cls, received_at: datetime, allowance: Allowance, calendar: WorkCalendar) -> Self:
        """From receipt. The day of receipt is not counted among the working days."""
        return cls(calendar, allowance.unit, received_at, _after(received_at, allowance, calendar))

    def stop(self, at: datetime) -> Self:
        """Stand still from now on, until `resume`. One that stands still until a day already goes on doing so."""
        return replace(self, stopped_at=self._still_until(at), resumes_at=None)

    def stop_until(self, at: datetime, until: datetime) -> Self:
        """Stand still from now on, and run again at a moment that is known."""
        return self.stop(at).resume(max(at, until))

    def resume(self, at: datetime) -> Self:
        """Run again, with what was left when it stopped. Never shortens."""
        if self.stopped_at is None or self.resumes_at is not None:
            return self
        runs_again = max(at, self.stopped_at)
        return replace(self, due=max(self.due, self._left_from(self.stopped_at, runs_again)), resumes_at=runs_again)

    def is_stopped(self, now: datetime) -> bool:
        return self.stopped_at is not None and (self.resumes_at is None or now < self.resumes_at)

    def left(self, now: datetime) -> timedelta:
        """Time until the deadline; what was left, while it stands still; negative when it is late."""
        if self.stopped_at is not None and self.resumes_at is None:
            return self.due - self.stopped_at
        return self.due - now

    def is_late(self, now: datetime) -> bool:
        return self.left(now) < timedelta(0)

    def half_at(self) -> datetime:
        """When half of the time between receipt and deadline has passed."""
        return self.received_at + (self.due - self.received_at) / 2

    def last_at(self) -> datetime:
        """The begin of the last day; of a clock that counts hours, of their last quarter."""
        if self.unit == Unit.HOURS:
            return self.due - (self.due - self.received_at) / 4
        return max(self.half_at(), self.calendar.begins(self.calendar.local_day(self.due)))

    def _still_until(self, at: datetime) -> datetime:
        if self.stopped_at is None:
            return at
        return max(at, self.resumes_at) if self.resumes_at else self.stopped_at

    def _left_from(self, stopped_at: datetime, resumed_at: datetime) -> datetime:
        """The deadline of a clock that stood still between two moments."""
        if stopped_at > self.due:
            return self.due
        if self.unit == Unit.HOURS:
            return self.due + (resumed_at - stopped_at)
        calendar = self.calendar
        days = calendar.working_days_between(calendar.local_day(stopped_at), calendar.local_day(self.due))
        if not days:
            return calendar.next_end(resumed_at)
        return calendar.ends(calendar.working_day_after(calendar.local_day(resumed_at), days))


def _after(moment: datetime, allowance: Allowance, calendar: WorkCalendar) -> datetime:
    if allowance.unit == Unit.HOURS:
        return moment + timedelta(hours=allowance.amount)
    return calendar.ends(calendar.working_day_after(calendar.local_day(moment), allowance.amount))
