"""The working calendar of one country. Days are local days; a working day ends at 17:00 local time."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OFFICE_ENDS = time(17)
SATURDAY, SUNDAY = 5, 6
WEEKEND = frozenset({SATURDAY, SUNDAY})
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """Zone, weekend (0 is Monday) and holidays of a country. A holiday moves neither the hour nor the zone."""

    zone: ZoneInfo
    holidays: Set[date] = frozenset()
    weekend: Set[int] = WEEKEND

    def local_day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def is_working(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.holidays

    def begins(self, day: date) -> datetime:
        """The first moment of a local day."""
        return datetime.combine(day, time.min, tzinfo=self.zone)

    def ends(self, day: date) -> datetime:
        """The end of office hours of a local day."""
        return datetime.combine(day, OFFICE_ENDS, tzinfo=self.zone)

    def working_day_after(self, day: date, count: int) -> date:
        """The `count`-th working day after a day; the day itself is not counted. `count` is 1 or more."""
        while count:
            day += A_DAY
            count -= self.is_working(day)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to `last` itself; 0 where `last` is not after it."""
        span = range(1, (last - first).days + 1)
        return sum(self.is_working(first + timedelta(days=days)) for days in span)

    def next_end(self, moment: datetime) -> datetime:
        """The end of office hours of this working day, or of the next one where it is over, or no working day."""
        day = self.local_day(moment)
        if self.is_working(day) and moment <= self.ends(day):
            return self.ends(day)
        return self.ends(self.working_day_after(day, 1))
