"""Invented syndicates: when they were identified, what became of them, and who was told."""

from collections.abc import Sequence
from datetime import date, timedelta

from operation.cases.frauds import FraudType
from operation.cases.records.syndicate import Enabler, Structure
from reporting.demo import values
from reporting.demo.agenda import DAY, Agenda, office_day
from reporting.demo.chance import Dice
from reporting.demo.names import group
from reporting.demo.script import Course, Life, Sharing
from reporting.demo.vocabulary import MEMBERS, groups

LAST_WEEK = 15
FATES: dict[tuple[str, ...], float] = {
    (): 12,
    ("investigate",): 30,
    ("investigate", "disrupt"): 34,
    ("investigate", "disrupt", "dismantle"): 14,
    ("investigate", "relocate"): 6,
    ("investigate", "relocate", "disrupt"): 4,
}
JOINT = "Joint investigation of the syndicate"
TOGETHER = "Joint investigation; the name may be printed in the evaluation for the member countries"
EVERYBODY = ("KH", "CN", "LA", "LA2", "MM", "TH", "VN", "LMLECC")


def syndicates(agenda: Agenda, count: int, seed: int) -> list[Life]:
    """The first `count` groups of the agency's country, most of them identified in the first weeks."""
    agency = agenda.agency
    dice = Dice.of(seed, agency.key, "syndicates")
    words = groups(agency.country)[:count]
    lives = []
    for number, word in enumerate(words, start=1):
        week = min(LAST_WEEK, len(agenda.weeks) - 1, int(dice.expovariate(0.28)))
        found = agenda.search(week, dice)
        life = Life(
            key=f"{agency.key}-SYN-{number}",
            slug="syndicates",
            agency=agency.key,
            opened=agenda.session(found),
            values={
                "event_date": values.event(found, agency, dice),
                "is_main_target": number <= max(1, round(len(words) * 0.6)),
                "structure": dice.choice(list(Structure)),
                "fraud_types": dice.some(list(FraudType), 1, 3),
                "enablers": dice.some(list(Enabler), 1, 4),
                "territory": ", ".join(dice.some(list(MEMBERS), 2, 3)),
                **values.place(agency.country if dice.happens(0.6) else dice.choice(MEMBERS), dice),
                **values.common(agency, 90000 + number, dice),
                "tlp": "amber",
            },
            names=group(word, agency.country),
            verifiable=dice.happens(0.9),
        )
        _fate(agenda, life, found + DAY * 5, dice)
        _share(agenda, life, dice)
        lives.append(life)
    return lives


def _fate(agenda: Agenda, life: Life, since: date, dice: Dice) -> None:
    course, day = Course(agenda, life, since), since
    for name in dice.weighted(FATES):
        day = office_day(day + timedelta(weeks=dice.randint(1, 5)))
        course.step(name, day)


def _share(agenda: Agenda, life: Life, dice: Dice) -> None:
    session = agenda.session_after(life.opened, 1)
    if session == life.opened:
        return
    if life.values["is_main_target"] and dice.happens(0.7):
        life.sharings.append(Sharing(session, others(life.agency, EVERYBODY), TOGETHER))
    elif dice.happens(0.8):
        life.sharings.append(Sharing(session, others(life.agency, dice.some(EVERYBODY[:-1], 2, 3)), JOINT))


def others(agency: str, recipients: Sequence[str]) -> tuple[str, ...]:
    """The recipients without the agency itself."""
    return tuple(key for key in recipients if key != agency)
