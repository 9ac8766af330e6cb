"""What was planned and what happened, from every feature that registers a source (domain.md §2)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.plan.models import Operation


class Kind(StrEnum):
    PHASE = "phase"
    MILESTONE = "milestone"
    MEETING = "meeting"
    ACTION_DAY = "action_day"
    DEADLINE = "deadline"


KIND_WORDS: dict[Kind, Text] = {
    Kind.PHASE: _("Phase"),
    Kind.MILESTONE: _("Milestone"),
    Kind.MEETING: _("Meeting"),
    Kind.ACTION_DAY: _("Action day"),
    Kind.DEADLINE: _("Deadline"),
}


@dataclass(frozen=True)
class Span:
    """From one day to another; `month_only`: whole months, their days are not known."""

    first: date
    last: date
    month_only: bool = False

    @classmethod
    def day(cls, day: date) -> "Span":
        return cls(day, day)

    def __str__(self) -> str:
        """«6–7 August 2024», «April 2024», in the reader's language, with the era where its calendar needs one."""
        if self.month_only:
            words = [date_format(day, "YEAR_MONTH_FORMAT") for day in (self.first, self.last)]
            return " – ".join(dict.fromkeys(words))
        last = date_format(self.last, "DATE_FORMAT")
        if self.first == self.last:
            return last
        if self.first.year != self.last.year or not get_format("DATE_FORMAT").startswith("j"):
            return f"{date_format(self.first, 'DATE_FORMAT')} – {last}"
        if self.first.month == self.last.month:
            return f"{self.first.day}–{last}"
        return f"{date_format(self.first, 'MONTH_DAY_FORMAT')} – {last}"


class Standing(StrEnum):
    """Where something stands on a day: `unrecorded` should have happened, and nobody said that it did."""

    HAPPENED = "happened"
    UNDER_WAY = "under_way"
    AHEAD = "ahead"
    OVER = "over"
    UNRECORDED = "unrecorded"


@dataclass(frozen=True)
class Moment:
    """One line of the timeline. `planned` is None where nothing was, `actual` while it has not happened."""

    kind: Kind
    title: Text
    planned: Span | None
    actual: Span | None = None
    place: str = ""
    note: Text = ""
    url: str = ""
    closed: bool = False
    """For those alone who see it: it goes into nothing that others read."""

    @property
    def begins(self) -> date:
        span = self.planned or self.actual
        return span.first if span else date.max

    @property
    def ends(self) -> date:
        span = self.planned or self.actual
        return span.last if span else date.max

    @property
    def days_late(self) -> int:
        """Days between the last planned day and the last real one; 0 where one of them is known by its month only."""
        if not self.planned or not self.actual or self.planned.month_only or self.actual.month_only:
            return 0
        return max(0, (self.actual.last - self.planned.last).days)

    def standing(self, today: date) -> Standing:
        if self.actual:
            return Standing.HAPPENED
        if self.planned is None or today < self.planned.first:
            return Standing.AHEAD
        if today <= self.planned.last:
            return Standing.UNDER_WAY
        return Standing.OVER if self.kind == Kind.PHASE else Standing.UNRECORDED


Source = Callable[[Operation, Principal], Iterable[Moment]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Add a source; it gives only what the principal may read, with a fixed number of queries."""
    _sources.append(source)
    return source


def timeline(operation: Operation, principal: Principal) -> list[Moment]:
    """Everything on the operation's timeline that the principal may read, in the order of its beginning."""
    found = [moment for source in _sources for moment in source(operation, principal)]
    return sorted(found, key=lambda moment: (moment.begins, moment.ends, str(moment.kind), str(moment.title)))
