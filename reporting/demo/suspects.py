"""Invented suspects: how each came to be logged, and how far the case went."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from operation.access.handling import TLP
from operation.cases.records.suspect import Coercion, Offence, Sex, SyndicateRole, Tier
from reporting.demo import values
from reporting.demo.agenda import Agenda, court_day, office_day
from reporting.demo.chance import Dice
from reporting.demo.names import Namer
from reporting.demo.script import Correction, Course, Life, Sharing
from reporting.demo.syndicates import EVERYBODY, TOGETHER, others
from reporting.indicators.weeks import WEEK

SEX: dict[str, float] = {Sex.MALE: 81, Sex.FEMALE: 18, Sex.UNKNOWN: 1}
TIERS: dict[str, float] = {Tier.MAIN: 6, Tier.MEMBER: 72, Tier.ASSOCIATE: 22}
ROLES: dict[str, tuple[str, ...]] = {
    Tier.MAIN: (SyndicateRole.LEADER, SyndicateRole.SHAREHOLDER, SyndicateRole.OWNER, SyndicateRole.MANAGER),
    Tier.MEMBER: (
        SyndicateRole.TEAM_LEADER,
        SyndicateRole.OPERATOR,
        SyndicateRole.OPERATOR,
        SyndicateRole.OPERATOR,
        SyndicateRole.GUARD,
        SyndicateRole.TRAINER,
        SyndicateRole.TECHNICIAN,
        SyndicateRole.RECRUITER,
    ),
    Tier.ASSOCIATE: (
        SyndicateRole.MULE,
        SyndicateRole.MULE,
        SyndicateRole.MULE_HERDER,
        SyndicateRole.TRANSPORTER,
        SyndicateRole.BANKER,
        SyndicateRole.BROKER,
        SyndicateRole.ARMS_SUPPLIER,
    ),
}
AUTHORITIES = {
    "KH": "Court of first instance (sample)",
    "CN": "People's Procuratorate (sample)",
    "LA": "Office of the People's Prosecutor (sample)",
    "MM": "Township court (sample)",
    "TH": "Criminal Court (sample)",
    "VN": "People's Procuracy (sample)",
}
LOCATE, CHECK = "Locate and arrest", "Identify further members of the syndicate"
NEIGHBOURS = {
    "KH": ((("TH",), LOCATE), (("VN", "CN"), CHECK)),
    "CN": ((("MM",), LOCATE), (("LA", "TH"), CHECK)),
    "LA": ((("TH",), LOCATE), (("CN", "VN"), CHECK)),
    "MM": ((("CN",), LOCATE), (("TH",), CHECK)),
    "TH": ((("KH", "CN"), LOCATE), (("MM",), CHECK)),
    "VN": ((("KH",), LOCATE), (("LA", "CN"), CHECK)),
}
CLOSE = (TLP.RED, TLP.AMBER_STRICT)
CHILD_SHARE = 0.012
TO_BE_PRINTED = 0.75


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


def suspects(agenda: Agenda, count: int, groups: Sequence[Life], namer: Namer, seed: int) -> list[Life]:
    """`count` suspects of one agency; members of the syndicates that the agency may know when it logs them."""
    dice = Dice.of(seed, agenda.agency.key, "suspects")
    weeks = dice.choices(range(len(agenda.weeks)), agenda.weights, k=count)
    lives = []
    for number, week in enumerate(sorted(weeks), start=1):
        story = dice.weighted(STORIES)
        life = _opened(agenda, number, week, story is _interest, namer, dice)
        life.syndicate = _syndicate(life, groups, dice)
        story(Case(life, Course(agenda, life, life.values["event_date"].day), agenda, dice))
        _finish(agenda, life, groups, dice)
        lives.append(life)
    return lives


def _opened(agenda: Agenda, number: int, week: int, unsure: bool, namer: Namer, dice: Dice) -> Life:
    agency = agenda.agency
    nationality = dice.weighted(agency.nationalities)
    sex = dice.weighted(SEX)
    day = agenda.search(week, dice)
    late = dice.randint(1, 2) if dice.happens(agency.late) else 0
    tier = dice.weighted(TIERS)
    life = Life(
        key=f"{agency.key}-SUS-{number}",
        slug="suspects",
        agency=agency.key,
        opened=agenda.session_after(agenda.session(day), late),
        values={
            "event_date": values.event(day, agency, dice, vague=unsure and dice.happens(0.3)),
            "sex": sex,
            "nationalities": [nationality],
            "tier": tier,
            "syndicate_role": dice.choice(ROLES[tier]) if dice.happens(0.9) else "",
            "coercion": dice.weighted({Coercion.NOT_ASSESSED: 40, Coercion.NONE: 52, Coercion.POSSIBLE: 8}),
            "offences": _offences(tier, dice),
            **values.place(agency.country, dice),
            **values.common(agency, number, dice),
        },
        names=namer.person(nationality, sex, dice),
        action_day=agenda.joint.get(day),
        verifiable=dice.happens(0.5),
    )
    life.values |= _age(day, dice)
    if life.values.get("treated_as_child"):
        life.values |= {"tlp": TLP.AMBER_STRICT, "coercion": Coercion.POSSIBLE, "tier": Tier.ASSOCIATE}
    return life


def _age(day: date, dice: Dice) -> dict[str, Any]:
    if dice.happens(CHILD_SHARE):
        return {"treated_as_child": True, "born_on": day - timedelta(days=dice.randint(5600, 6500))}
    if dice.happens(0.1):
        return {}
    born = day - timedelta(days=int(dice.triangular(19, 60, 28) * 365.25))
    if dice.happens(0.12):
        return {"born_on": born.replace(month=1, day=1), "born_estimated": True}
    return {"born_on": born}


def _offences(tier: str, dice: Dice) -> list[str]:
    if tier == Tier.ASSOCIATE:
        return [dice.choice([Offence.LAUNDERING, Offence.FRAUD, Offence.SMUGGLING, Offence.WEAPONS])]
    extra = [Offence.LAUNDERING, Offence.SLAVERY, Offence.TRAFFICKING, Offence.COERCION, Offence.COMPUTERS]
    return [Offence.FRAUD, *dice.some(extra, 0, 2 if tier == Tier.MAIN else 1)]


def _syndicate(life: Life, groups: Sequence[Life], dice: Dice) -> str:
    """A syndicate that the agency logged before, or that was released to it before."""
    known = [group.key for group in groups if _knows(life, group)]
    return dice.choice(known) if known and dice.happens(0.45) else ""


def _knows(life: Life, group: Life) -> bool:
    if group.agency == life.agency:
        return group.opened <= life.opened
    return any(sharing.session < life.opened and life.agency in sharing.to for sharing in group.sharings)


def _searched(case: Case) -> None:
    """Found in a search: logged and arrested the same day, though not always logged in that week."""
    case.course.step("arrest", case.course.day)
    _custody(case)


def _hunted(case: Case) -> None:
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
    }


def _surrendered(case: Case) -> None:
    case.course.step("surrender", office_day(case.course.day))
    _custody(case)


def _interest(case: Case) -> None:
    """Named by somebody; often it stays at that, or comes to nothing."""
    if case.dice.happens(0.5):
        case.course.step("identify", case.later(1, 5))
    elif case.dice.happens(0.35):
        case.course.step("eliminate", court_day(case.later(3, 8)))


def _died(case: Case) -> None:
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


STORIES: Mapping[Callable[[Case], None], float] = {_searched: 58, _hunted: 26, _interest: 11, _surrendered: 4, _died: 1}


def _finish(agenda: Agenda, life: Life, groups: Sequence[Life], dice: Dice) -> None:
    """Who is told, what is set right later."""
    session = agenda.session_after(life.opened, 2 - life.opened % 2)
    if session == life.opened or life.values.get("treated_as_child") or life.values["tlp"] in CLOSE:
        return
    if life.values["tier"] == Tier.MAIN and dice.happens(TO_BE_PRINTED):
        life.sharings.append(Sharing(session, others(life.agency, EVERYBODY), TOGETHER))
    elif dice.happens(0.1):
        to, purpose = dice.choice(NEIGHBOURS[agenda.agency.country])
        life.sharings.append(Sharing(session, others(life.agency, to), purpose))
    if not life.syndicate and dice.happens(0.04):
        own = [group for group in groups if group.agency == life.agency and group.opened <= session]
        if own:
            life.corrections.append(Correction(session, {}, dice.choice(own).key))
    elif life.steps and life.steps[0].name == "arrest" and dice.happens(0.015):
        _redate(agenda, life)


def _redate(agenda: Agenda, life: Life) -> None:
    """The arrest was told with the date of its report: the real one, a week before, is entered later."""
    arrest = life.steps[0]
    session = agenda.session_after(arrest.session, 1)
    moved = arrest.on - WEEK
    if session > arrest.session and moved >= agenda.weeks[0].first:
        life.corrections.append(Correction(session, {"arrested_on": moved}))
