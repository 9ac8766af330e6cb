"""Invented suspects: how each came to be logged, and how far the case went."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from operation.access.handling import TLP
from operation.cases.offences import Offence
from operation.cases.persons import Sex
from operation.cases.records.suspect import Coercion, SyndicateRole, Tier
from reporting.demo import values
from reporting.demo.agenda import Agenda
from reporting.demo.chance import Dice
from reporting.demo.names import Namer
from reporting.demo.script import Correction, Course, Life, Sharing
from reporting.demo.stories import STORIES, Case, interest
from reporting.demo.syndicates import EVERYBODY, TOGETHER, others
from reporting.demo.vocabulary import Agency
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
LOCATE, CHECK = "Locate and arrest", "Identify further members of the syndicate"
NEIGHBOURS = {
    "KH": ((("TH",), LOCATE), (("VN", "CN"), CHECK)),
    "CN": ((("MM",), LOCATE), (("LA", "TH"), CHECK)),
    "LA": ((("TH",), LOCATE), (("CN", "VN"), CHECK)),
    "MM": ((("CN",), LOCATE), (("TH",), CHECK)),
    "TH": ((("KH", "CN"), LOCATE), (("MM",), CHECK)),
    "VN": ((("KH",), LOCATE), (("LA", "CN"), CHECK)),
}
WHERE: dict[str, dict[str, float]] = {"CN": {"CN": 93, "MM": 7}, "VN": {"VN": 96, "KH": 4}}
CLOSE = (TLP.RED, TLP.AMBER_STRICT)
CHILD_SHARE = 0.012
TO_BE_PRINTED = 0.75


def suspects(agenda: Agenda, count: int, groups: Sequence[Life], namer: Namer, seed: int) -> list[Life]:
    """`count` suspects of one agency; members of the syndicates that the agency may know when it logs them."""
    dice = Dice.of(seed, agenda.agency.key, "suspects")
    weeks = dice.choices(range(len(agenda.weeks)), agenda.weights, k=count)
    lives = []
    for number, week in enumerate(sorted(weeks), start=1):
        story = dice.weighted(STORIES)
        life = _opened(agenda, number, week, story is interest, namer, dice)
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
            **_part(tier, dice),
            "offences": _offences(tier, dice),
            **values.place(dice.weighted(WHERE.get(agency.country, {agency.country: 1})), dice),
            **values.common(agency, number, dice),
        },
        names=namer.person(nationality, sex, dice),
        action_day=agenda.joint.get(day),
        verifiable=dice.happens(0.5),
    )
    life.values |= _age(day, agency, dice)
    if life.values.get("treated_as_child"):
        life.values |= {"tlp": TLP.AMBER_STRICT, "coercion": Coercion.POSSIBLE, "tier": Tier.ASSOCIATE}
    return life


def _part(tier: str, dice: Dice) -> dict[str, Any]:
    """The role, and whether there was coercion: assessed of every scam operator, of others now and then."""
    role = dice.choice(ROLES[tier]) if dice.happens(0.9) else ""
    unsure = 0 if role == SyndicateRole.OPERATOR else 40
    coercion = dice.weighted({Coercion.NOT_ASSESSED: unsure, Coercion.NONE: 52, Coercion.POSSIBLE: 8})
    return {"syndicate_role": role, "coercion": coercion}


def _age(day: date, agency: Agency, dice: Dice) -> dict[str, Any]:
    if dice.happens(CHILD_SHARE):
        born = day - timedelta(days=dice.randint(5600, 6500))
        return {"treated_as_child": True, "born_on": values.birth(born, agency)}
    if dice.happens(0.1):
        return {}
    born = day - timedelta(days=int(dice.triangular(19, 60, 28) * 365.25))
    if dice.happens(0.12):
        return {"born_on": values.birth(born, agency, year_alone=True), "born_estimated": born.day % 2 == 0}
    return {"born_on": values.birth(born, agency)}


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
