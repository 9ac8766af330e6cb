"""When things happen in the demonstration: for each agency its days of searches, of paperwork and of logging."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from reporting.demo.chance import Dice
from reporting.demo.vocabulary import Agency
from reporting.indicators.weeks import WEEK, Week

DAY = timedelta(days=1)
OFFICE_WEEKDAY = 4
COURT_WEEKDAY = 2
BULGE = 2.4
ZONES = {
    "KH": "Asia/Phnom_Penh",
    "CN": "Asia/Shanghai",
    "LA": "Asia/Vientiane",
    "MM": "Asia/Yangon",
    "TH": "Asia/Bangkok",
    "VN": "Asia/Ho_Chi_Minh",
}


@dataclass(frozen=True)
class Joint:
    """A joint action day: number, date, and the countries that take part; the first one leads."""

    number: int
    held_on: date
    countries: tuple[str, ...]


class Agenda:
    """One agency's five months: on which days it searches, when it logs, how much happens in each week."""

    def __init__(self, agency: Agency, weeks: Sequence[Week], joint: Sequence[Joint], seed: int, today: date) -> None:
        self.agency = agency
        self.weeks = weeks
        self.today = today
        self.zone = ZoneInfo(ZONES[agency.country])
        self.dice = Dice.of(seed, agency.key, "agenda")
        self.joint = {day.held_on: day.number for day in joint if agency.country in day.countries}
        self.searches = tuple(self._search_days(week) for week in weeks)
        self.weights = tuple(self._weight(position, week) for position, week in enumerate(weeks))

    def _search_days(self, week: Week) -> tuple[date, ...]:
        days = [week.first + DAY * n for n in range((week.last - week.first).days + 1)]
        fixed = [day for day in days if day in self.joint]
        chosen = self.dice.sample(days, min(2, len(days)))
        return tuple(sorted([*fixed, *(day for day in chosen if day not in fixed)][:2]))

    def _weight(self, position: int, week: Week) -> float:
        length = (week.last - week.first).days + 1
        rise = 0.7 + 0.5 * min(1.0, position / 8)
        bulge = BULGE if any(day in self.joint for day in self.searches[position]) else 1.0
        return rise * bulge * self.dice.uniform(0.8, 1.2) * length / 7

    def search(self, week: int, dice: Dice) -> date:
        """A day of searches of the week; most results of a joint week come from its joint day."""
        days = self.searches[week]
        joint = [day for day in days if day in self.joint]
        return joint[0] if joint and dice.happens(0.7) else dice.choice(days)

    def week(self, day: date) -> int:
        """The position of the week of a day; may lie behind the last one."""
        return (day - self.weeks[0].monday).days // 7

    @cached_property
    def sessions(self) -> tuple[int, ...]:
        """The weeks (their positions) at whose end the agency logs: each, or every second one, and the last."""
        last = len(self.weeks) - 1
        return tuple(week for week in range(last + 1) if week % self.agency.every == 0 or week == last)

    def session(self, day: date) -> int:
        """The first session in which something of that day can be logged; may lie behind the last one."""
        found = (session for session in self.sessions if day <= self.last_day(session))
        return next(found, len(self.weeks))

    def session_after(self, session: int, weeks: int) -> int:
        """The session some weeks later, or the next one behind that; the last one at most."""
        return next((later for later in self.sessions if later >= session + weeks), self.sessions[-1])

    def entry(self, week: int) -> datetime:
        """When the agency logs a week, in its own time; before the demonstration's today begins."""
        return self.moment(week, self.agency.entry_days, self.agency.entry_hour)

    def moment(self, week: int, days: int, hour: int) -> datetime:
        """So many days after a week's Monday, at a local hour; at the latest on the day before today."""
        day = min(self.weeks[week].monday + DAY * days, self.today - DAY)
        return datetime.combine(day, time(hour), tzinfo=self.zone)

    def last_day(self, week: int) -> date:
        """The last day that can be told when the week is logged."""
        return min(self.weeks[week].monday + 6 * DAY, self.entry(week).date())


def office_day(day: date) -> date:
    """The next day of paperwork from a day on: a Friday of every second week."""
    return _in_week(day + DAY * ((OFFICE_WEEKDAY - day.weekday()) % 7), every=2)


def court_day(day: date) -> date:
    """The next day on which courts and prosecutors decide: a Wednesday of every fourth week."""
    return _in_week(day + DAY * ((COURT_WEEKDAY - day.weekday()) % 7), every=4)


def _in_week(day: date, *, every: int) -> date:
    return day + WEEK * (-day.isocalendar().week % every)
