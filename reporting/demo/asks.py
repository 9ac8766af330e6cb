"""Requests by chance beside those of the stories: most are answered in time, some late, some not at all yet."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from reporting.demo.cast import Cast, moment
from reporting.demo.chance import Dice
from reporting.demo.diary import Entry
from reporting.demo.requests import request
from reporting.demo.vocabulary import content

MANY = 130
FIRST, LAST = date(2024, 8, 12), date(2025, 1, 6)
SATURDAY = 5
DAY, QUARTER = timedelta(days=1), timedelta(minutes=15)
DAYS: Mapping[str, int] = {"normal": 7, "urgent": 3}
"""Working days for an answer, as requests/timing.py has them; what is directly accessible has eight hours."""


def asks(cast: Cast, share: float, seed: int) -> Iterator[Entry]:
    """`share` of MANY requests between the countries."""
    dice = Dice.of(seed, "asks")
    for number in range(round(MANY * share)):
        yield from request(cast, _invented(f"asked {number}", dice))


def _invented(key: str, dice: Dice) -> dict[str, Any]:
    """A request as data/requests.toml would have it."""
    words = content("asks")
    kind, urgency = dice.weighted(words["kinds"]), dice.weighted(words["urgencies"])
    sender = dice.weighted(words["senders"])
    recipients = {key: weight for key, weight in words["senders"].items() if key[:2] != sender[:2]}
    subject, asked = dice.choice(words["texts"][kind]).split(" | ")
    drafted = _working(FIRST + DAY * dice.randrange((LAST - FIRST).days), dice)
    course = "redirected" if kind == "evidence" else dice.weighted(words["courses"])
    if course == "announced" and urgency not in DAYS:
        course = "late"
    return {
        "key": key,
        "from": sender,
        "to": dice.weighted(recipients),
        "drafted": drafted,
        "kind": kind,
        "urgency": urgency,
        "subject": subject,
        "asked": asked,
        "steps": list(_steps(kind, urgency, course, drafted, dice)),
    }


def _steps(kind: str, urgency: str, course: str, drafted: datetime, dice: Dice) -> Iterator[dict[str, Any]]:
    words = content("asks")
    sent = drafted + timedelta(minutes=20)
    yield {"name": "send", "at": sent}
    if urgency == "urgent_direct" and course == "in_time":
        yield {"name": "acknowledge", "at": sent + timedelta(minutes=30)}
        yield {"name": "answer", "at": sent + timedelta(hours=3), "words": dice.choice(words["answers"][kind])}
        return
    day = _later(sent, 1, dice)
    yield {"name": "acknowledge", "at": day}
    allowed = DAYS.get(urgency, 1)
    match course:
        case "redirected":
            day = _later(day, 1, dice)
            yield {"name": "redirect", "at": day, "words": "Please write to the central authority (sample)."}
        case "refused":
            day = _later(day, 1, dice)
            ground = dice.weighted(words["grounds"])
            yield {"name": "refuse", "at": day, "ground": ground, "words": "We regret (sample)."}
        case "asked_back":
            yield {"name": "ask", "at": (day := _later(day, 1, dice)), "words": "Which annex is meant (sample)?"}
            yield {"name": "clarify", "at": (day := _later(day, 2, dice)), "words": "The second one (sample)."}
            yield _answer(kind, day := _later(day, 1, dice), dice)
        case "announced":
            until = (day + timedelta(days=dice.randint(9, 20))).date()
            yield {
                "name": "delay",
                "at": day + QUARTER,
                "words": "A register is searched (sample).",
                "expected_on": until,
            }
            yield _answer(kind, day := _working(until, dice), dice)
        case "late":
            yield _answer(kind, day := _later(day, allowed + dice.randint(2, 9), dice), dice)
        case _:
            yield {"name": "begin", "at": day + QUARTER}
            yield _answer(kind, day := _later(day, max(1, allowed - 3), dice), dice)
    if dice.happens(0.8):
        yield {"name": "close", "at": _later(day, 2, dice)}


def _answer(kind: str, at: datetime, dice: Dice) -> dict[str, Any]:
    return {"name": "answer", "at": at, "words": dice.choice(content("asks")["answers"][kind])}


def _later(at: datetime, days: int, dice: Dice) -> datetime:
    """Some working days later, in the hours of the offices."""
    day = at.date()
    for _day in range(days):
        day = _working(day + DAY, dice).date()
    return _working(day, dice)


def _working(day: date, dice: Dice) -> datetime:
    while day.weekday() >= SATURDAY:
        day += DAY
    return moment(datetime.combine(day, time(dice.randint(9, 15), dice.randrange(60))))
