"""When things happen in the demonstration: for each agency its days of searches, of paperwork and of logging."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
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

    def session(self, day: date) -> int:
        """The session (a week's index) in which something of that day can be logged; may lie behind the last one."""
        week = (day - self.weeks[0].monday).days // 7
        return week + 1 if week < len(self.weeks) and day > self.last_day(week) else week

    def entry(self, week: int) -> datetime:
        """When the agency logs a week, in its own time; never later than the demonstration's today."""
        day = min(self.weeks[week].monday + DAY * self.agency.entry_days, self.today)
        return datetime.combine(day, time(self.agency.entry_hour), tzinfo=self.zone)

    def last_day(self, week: int) -> date:
        """The last day that can be told when the week is logged."""
        return min(self.weeks[week].monday + 6 * DAY, self.entry(week).date())


def office_day(day: date) -> date:
    """The next day of paperwork (a Friday) from a day on."""
    return day + DAY * ((OFFICE_WEEKDAY - day.weekday()) % 7)


def court_day(day: date) -> date:
    """The next day on which courts decide: a Wednesday of every second week."""
    wednesday = day + DAY * ((COURT_WEEKDAY - day.weekday()) % 7)
    return wednesday if wednesday.isocalendar().week % 2 == 0 else wednesday + WEEK
