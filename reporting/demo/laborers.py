"""Invented rescued laborers: from the encounter through screening and referral, with consent, to return. No names."""

from datetime import timedelta

from operation.cases.persons import Sex
from operation.cases.records.rescued_laborer import AgeBand, ForcedLabour, Need
from reporting.demo import values
from reporting.demo.agenda import DAY, Agenda, office_day
from reporting.demo.chance import Dice
from reporting.demo.script import Course, Life

CITIZENSHIPS: dict[str, float] = {
    "CN": 30, "VN": 18, "MM": 12, "TH": 9, "LA": 6, "KH": 5, "IN": 6, "PH": 4, "ID": 4, "MY": 2, "KE": 2, "ET": 2,
}  # fmt: skip
LANGUAGES = {
    "CN": "Mandarin", "VN": "Vietnamese", "MM": "Burmese", "TH": "Thai", "LA": "Lao", "KH": "Khmer", "IN": "Hindi",
    "PH": "Tagalog", "ID": "Indonesian", "MY": "Malay", "KE": "Swahili", "ET": "Amharic",
}  # fmt: skip
AGES: dict[str, float] = {
    AgeBand.UNDER_18: 4,
    AgeBand.FROM_18: 41,
    AgeBand.FROM_25: 36,
    AgeBand.FROM_35: 14,
    AgeBand.FROM_50: 2,
    AgeBand.UNKNOWN: 3,
}
SEX: dict[str, float] = {Sex.MALE: 66, Sex.FEMALE: 33, Sex.UNKNOWN: 1}
SHELTER = "Shelter for victims of trafficking (not named)"
IN_TIME = 0.87


def laborers(agenda: Agenda, count: int, seed: int) -> list[Life]:
    """`count` people released from sites in one agency's country; most of them on joint action days."""
    dice = Dice.of(seed, agenda.agency.key, "laborers")
    weeks = dice.choices(range(len(agenda.weeks)), [weight**2 for weight in agenda.weights], k=count)
    return [_laborer(agenda, number, week, dice) for number, week in enumerate(sorted(weeks), start=1)]


def _laborer(agenda: Agenda, number: int, week: int, dice: Dice) -> Life:
    agency = agenda.agency
    day = agenda.search(week, dice)
    citizenship = dice.weighted(CITIZENSHIPS)
    life = Life(
        key=f"{agency.key}-RES-{number}",
        slug="rescued-laborers",
        agency=agency.key,
        opened=agenda.session(day),
        values={
            "event_date": values.event(day, agency, dice),
            "sex": dice.weighted(SEX),
            "age_band": dice.weighted(AGES),
            "citizenship": citizenship,
            "language": LANGUAGES[citizenship],
            "needs": dice.some(list(Need), 0, 3),
            "forced_labour": dice.some(list(ForcedLabour), 1, 5),
            **values.place(agency.country, dice),
            "tlp": "amber_strict",
            "handling_code": "H2",
        },
        action_day=agenda.joint.get(day),
        verifiable=dice.happens(0.85),
    )
    _protection(agenda, life, dice)
    return life


def _protection(agenda: Agenda, life: Life, dice: Dice) -> None:
    found = life.values["event_date"].day
    course = Course(agenda, life, found)
    if not course.step("screen", found + DAY * (1 if dice.happens(IN_TIME) else 6)):
        return
    finding = dice.weighted({"presume": 70, "clear": 18, "leave_open": 12})
    course.step(finding, office_day(course.day))
    if finding == "clear":
        if dice.happens(0.6):
            course.step("return", office_day(course.day + timedelta(weeks=2)))
    elif dice.happens(0.82):
        _referral(course, dice)


def _referral(course: Course, dice: Dice) -> None:
    day = office_day(course.day + timedelta(weeks=dice.randint(0, 1)))
    course.step("refer", day, consent_on=day - DAY, referred_to=SHELTER)
    if not dice.happens(0.75):
        return
    identified = dice.happens(0.9)
    decided = office_day(course.day + timedelta(weeks=dice.randint(2, 4)))
    course.step("identify" if identified else "not_identify", decided)
    if identified and dice.happens(0.8):
        course.step("assist", office_day(course.day + timedelta(weeks=1)))
        if dice.happens(0.6):
            end = "remain" if dice.happens(0.2) else "return"
            course.step(end, office_day(course.day + timedelta(weeks=dice.randint(1, 4))))
