"""What becomes of invented suspects: found in a search, hunted with a warrant, surrendered, or only named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reporting.demo import values
from reporting.demo.agenda import Agenda, court_day, office_day
from reporting.demo.chance import Dice
from reporting.demo.script import Course, Life

AUTHORITIES = {
    "KH": "Court of first instance (sample)",
    "CN": "People's Procuratorate (sample)",
    "LA": "Office of the People's Prosecutor (sample)",
    "MM": "Township court (sample)",
    "TH": "Criminal Court (sample)",
    "VN": "People's Procuracy (sample)",
}


@dataclass
class Case:
    """What a story works with: the life it writes, its course, and where chance comes from."""

    life: Life
    course: Course
    agenda: Agenda
    dice: Dice

    def later(self, least: int, most: int) -> date:
        """A day of paperwork some weeks after the last step."""
        return office_day(self.course.day + timedelta(weeks=self.dice.randint(least, most)))

    def search(self, least: int, most: int) -> date:
        """A day of searches some weeks after the last step; behind the last week it is never reached."""
        week = self.agenda.week(self.course.day) + self.dice.randint(least, most)
        if week >= len(self.agenda.weeks):
            return self.agenda.today + timedelta(days=30)
        return max(self.course.day, self.agenda.search(week, self.dice))


def searched(case: Case) -> None:
    """Found in a search: logged and arrested the same day, though not always logged in that week."""
    case.course.step("arrest", case.course.day)
    _custody(case)


def hunted(case: Case) -> None:
    """Known first, then sought with a warrant, found and arrested weeks later; some are still at large."""
    warrant = _warrant(case)
    if case.dice.happens(0.85):
        case.life.values |= warrant
        warrant = {}
    case.course.step("identify", case.later(0, 2))
    if not case.dice.happens(0.72):
        return
    case.course.step("seek", case.later(0, 2), **warrant)
    if case.dice.happens(0.75):
        case.course.step("locate", case.later(1, 4))
        if case.dice.happens(0.8):
            case.course.step("arrest", case.search(0, 3))
            _custody(case)


def _warrant(case: Case) -> dict[str, Any]:
    agency = case.agenda.agency
    return {
        "warrant_number": values.case_number(agency, 50000 + int(case.life.key.rsplit("-", 1)[1])),
        "warrant_authority": AUTHORITIES[agency.country],
        "warrant_on": case.course.day,
        "warrant_offence": case.life.values["offences"][0],
    }


def surrendered(case: Case) -> None:
    case.course.step("surrender", office_day(case.course.day))
    _custody(case)


def interest(case: Case) -> None:
    """Named by somebody; often it stays at that, or comes to nothing."""
    if case.dice.happens(0.5):
        case.course.step("identify", case.later(1, 5))
    elif case.dice.happens(0.35):
        case.course.step("eliminate", court_day(case.later(3, 8)))


def died(case: Case) -> None:
    case.course.step("decease", court_day(case.later(1, 6)))


def _custody(case: Case) -> None:
    ends: dict[str, float] = {"detain": 58, "release": 8, "": 33, "eliminate": 1}
    end = case.dice.weighted(ends)
    if end == "detain":
        case.course.step("detain", case.later(0, 0))
    elif end:
        case.course.step(end, court_day(case.course.day))
    if end == "detain" and case.dice.happens(0.7):
        case.course.step("prosecute", court_day(case.later(3, 9)))
        if case.dice.happens(0.35):
            case.course.step("acquit" if case.dice.happens(0.06) else "convict", court_day(case.later(2, 6)))


STORIES: Mapping[Callable[[Case], None], float] = {searched: 58, hunted: 26, interest: 11, surrendered: 4, died: 1}
