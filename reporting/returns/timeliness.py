"""How late a return is, in working days of its country: weekends and holidays do not count (coordination/clocks)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.clocks.calendars import WorkCalendar
from coordination.clocks.selectors import calendars_of
from operation.kernel import clock
from operation.people.models import Organisation
from operation.people.selectors import agencies
from reporting.indicators.weeks import Week
from reporting.returns.deadlines import due_at
from reporting.returns.selectors import Completeness, WeekState


@dataclass(frozen=True, slots=True)
class Late:
    """A return after its deadline: still owed, or submitted so many working days after it (0: on the same one)."""

    days: int
    owed: bool

    def __str__(self) -> str:
        if not self.days:
            return _("late, less than a working day")
        return ngettext("%(days)s working day late", "%(days)s working days late", self.days) % {"days": self.days}


@dataclass(frozen=True, slots=True)
class Owing:
    """One agency's week: how far it is, and how late."""

    agency: Organisation
    week: Week
    due: datetime
    state: WeekState
    late: Late | None


def late_by(week: Week, state: WeekState, calendar: WorkCalendar, moment: datetime) -> Late | None:
    """None for a return that came in time, or whose time has not passed."""
    due, came = due_at(week), state.submitted_at
    if (came or moment) <= due:
        return None
    until = calendar.local_day(came or moment)
    return Late(calendar.working_days_between(calendar.local_day(due), until), owed=came is None)


def owings(complete: Completeness, country: str = "", moment: datetime | None = None) -> Iterator[Owing]:
    """Every week that has begun, by agency in their order, the oldest first; of one country, or of all. Three queries.

    Only for who sees the returns of these agencies: of others nothing is known of their deadlines.
    """
    now = moment or clock.now()
    owing = [one for one in agencies() if not country or one.country_id == country]
    calendars: Mapping[str, WorkCalendar] = calendars_of({one.country_id or "" for one in owing})
    states: Mapping[UUID, tuple[WeekState, ...]] = complete.agencies
    for agency in owing:
        for week, state in zip(complete.weeks, states[agency.pk], strict=True):
            if week.first <= now.astimezone(calendars[agency.country_id or ""].zone).date():
                late = late_by(week, state, calendars[agency.country_id or ""], now)
                yield Owing(agency, week, due_at(week), state, late)
