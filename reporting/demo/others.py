"""A few invented records of each other type, so that no list is empty: cases, sites, firearms, appeals, borders …"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from operation.cases.drafts import NameDraft
from operation.cases.names import NameKind
from operation.cases.offences import Offence
from operation.cases.persons import Sex
from operation.cases.records.firearm import FirearmClass
from operation.cases.records.firearm_part import PartKind
from operation.cases.records.prevention_activity import PreventionKind
from operation.cases.records.rescue_appeal import Reporter
from operation.cases.records.site import SiteType
from operation.cases.registry import RecordType, by_slug
from operation.cases.tracing import Recovery
from reporting.demo import values
from reporting.demo.agenda import Agenda, office_day
from reporting.demo.chance import Dice
from reporting.demo.names import Namer
from reporting.demo.script import Course, Life, Sharing
from reporting.demo.vocabulary import Agency, narrative, places

EACH = 2
NEIGHBOURS = ("KH", "TH", "VN")
NUMBERS_FROM = 70000
Invent = Callable[[Agency, Dice], dict[str, Any]]


def others(agenda: Agenda, namer: Namer, seed: int) -> list[Life]:
    """`EACH` records of every type in KINDS by one agency, some of them with a step behind them."""
    dice = Dice.of(seed, agenda.agency.key, "others")
    return [_life(agenda, slug, number, namer, dice) for slug in KINDS for number in range(1, EACH + 1)]


def _life(agenda: Agenda, slug: str, number: int, namer: Namer, dice: Dice) -> Life:
    agency, record_type = agenda.agency, by_slug(slug)
    assert record_type is not None
    _invent, steps = KINDS[slug]
    day = agenda.search(dice.randrange(max(1, len(agenda.weeks) // 2)), dice)
    given = invented(record_type, agency, day, NUMBERS_FROM + number, dice)
    life = Life(
        key=f"{agency.key}-{record_type.code}-{number}",
        slug=slug,
        agency=agency.key,
        opened=agenda.session(day),
        values={name: given[name] for name in record_type.form_fields if name in given},
        names=_names(record_type, agency, given, namer, dice),
        verifiable=dice.happens(0.5),
    )
    course = Course(agenda, life, day)
    for name in steps[: dice.randint(0, len(steps))]:
        course.step(name, office_day(course.day + timedelta(weeks=1)), **STEPS.get((slug, name), {}))
    if life.steps and life.steps[-1].name == "clear":
        neighbours = [key for key in NEIGHBOURS if key != agency.country]
        life.sharings.append(Sharing(life.last_session, tuple(dice.some(neighbours, 1, 2)), "For your own inquiries"))
    return life


def invented(record_type: RecordType, agency: Agency, day: date, number: int, dice: Dice) -> dict[str, Any]:
    """What a record of a type in KINDS says of something that happened on a day."""
    invent, _steps = KINDS[record_type.slug]
    given = values.place(agency.country, dice) | values.common(agency, number, dice)
    given |= invent(agency, dice) | {"tlp": "amber", "handling_code": "H1", "handling_text": ""}
    given["event_date"] = values.event(day, agency, dice, vague=record_type.slug == "fraud-reports")
    if record_type.slug == "sites":
        given["coordinates"] = values.coordinates(given["place_name"], number)
    elif record_type.slug == "border-activities":
        given["border_crossing"] = values.crossing(agency.country, number)
    return given


def _names(
    record_type: RecordType, agency: Agency, given: Mapping[str, Any], namer: Namer, dice: Dice
) -> tuple[NameDraft, ...]:
    if record_type.names is None:
        return ()
    if "sex" in given:
        return namer.person(agency.country, given["sex"], dice)
    place = dice.choice(places(agency.country)).name
    return NameDraft(f"{place} {dice.randint(1, 9)}"), NameDraft(f"Sample site {dice.randint(1, 99)}", NameKind.ALIAS)


def _case(_agency: Agency, dice: Dice) -> dict[str, Any]:
    return {"title": f"Sample case {dice.randint(1, 999)}", "offences": dice.some(list(Offence), 1, 2)}


def _site(_agency: Agency, dice: Dice) -> dict[str, Any]:
    kind, people = dice.choice(list(SiteType)), dice.randint(4, 90) * 10
    return {"site_type": kind, "occupancy": people, "occupancy_estimated": True, "exit_control": "controlled"}


def _appeal(agency: Agency, dice: Dice) -> dict[str, Any]:
    return {
        "sex": dice.choice([Sex.MALE, Sex.FEMALE]),
        "citizenship": agency.country,
        "reported_by": dice.choice(list(Reporter)),
        "contact": values.phone(agency.country, dice.randint(1, 9999)),
        "danger_to_life": dice.happens(0.4),
    }


def _firearm(_agency: Agency, dice: Dice) -> dict[str, Any]:
    return {
        "firearm_class": dice.choice(list(FirearmClass)),
        "calibre": "9 × 19 mm",
        "serial": f"SAMPLE-{dice.randint(1, 9999):04}",
        "recovery": dice.choice(list(Recovery)),
    }


def _ammunition(_agency: Agency, dice: Dice) -> dict[str, Any]:
    return {"rounds": dice.randint(5, 400), "calibre": "9 × 19 mm", "recovery": dice.choice(list(Recovery))}


def _part(_agency: Agency, dice: Dice) -> dict[str, Any]:
    return {"part_kind": dice.choice(list(PartKind)), "recovery": Recovery.SEIZED}


def _border(_agency: Agency, dice: Dice) -> dict[str, Any]:
    checked = dice.randint(20, 900)
    met = {"persons_checked": checked, "vehicles_checked": checked // 6, "refused_entry": checked // 50}
    return met | {"hours": Decimal(dice.randint(4, 72)), "border_kind": dice.choice(["checkpoint", "screening"])}


def _prevention(_agency: Agency, dice: Dice) -> dict[str, Any]:
    kind = dice.choice(list(PreventionKind))
    counts = {"numbers_blocked": dice.randint(0, 400), "domains_blocked": dice.randint(0, 60)}
    return {"prevention_kind": kind, "title": "Sample campaign", "reach": dice.randint(1, 90) * 1000} | counts


def _money(agency: Agency, dice: Dice) -> dict[str, Any]:
    return {"amount": Decimal(dice.randint(20, 900) * 1000), "currency": next(iter(agency.currencies))}


def _stopped(agency: Agency, dice: Dice) -> dict[str, Any]:
    return _money(agency, dice) | {"institution": "Sample bank", "account": f"000-0-{dice.randint(1, 99999):05}-0"}


def _losses(agency: Agency, dice: Dice) -> dict[str, Any]:
    return _money(agency, dice) | {"reports": dice.randint(12, 300), "fraud_type": dice.choice(["investment", "job"])}


def _report(agency: Agency, dice: Dice) -> dict[str, Any]:
    return {
        "title": f"Sample report {dice.randint(1, 999)}",
        "narrative": narrative(agency.country),
        "fraud_type": dice.choice(["investment", "job", "romance"]),
        "grade_given": f"{dice.choice('ABCX')}{dice.randint(1, 4)}",
    }


KINDS: dict[str, tuple[Invent, tuple[str, ...]]] = {
    "investigations": (_case, ("solve", "close")),
    "sites": (_site, ("confirm", "raid", "close")),
    "rescue-appeals": (_appeal, ("trace", "locate", "rescue")),
    "firearms": (_firearm, ("request", "acknowledge", "trace")),
    "ammunition-lots": (_ammunition, ("give_up",)),
    "firearm-parts": (_part, ("request",)),
    "border-activities": (_border, ("end",)),
    "prevention-activities": (_prevention, ("end",)),
    "stop-payments": (_stopped, ("intercept", "return")),
    "fraud-reports": (_losses, ("finish",)),
    "intelligence-reports": (_report, ("submit", "grade", "clear")),
}
"""What each type is invented with, and the steps that may lie behind a record, in their order."""

STEPS: dict[tuple[str, str], dict[str, Any]] = {
    ("firearms", "trace"): {"traced_to": "Sample: last legal holder not named"},
    ("stop-payments", "intercept"): {"intercepted": Decimal(12000)},
    ("stop-payments", "return"): {"returned": Decimal(9000)},
}
"""What a step needs beside its day."""
