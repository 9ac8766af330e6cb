"""Field values that several kinds of records share: dates as written, places, numbers that cannot exist."""

from datetime import date
from typing import Any

from operation.access.handling import TLP, HandlingCode
from operation.cases.base import Attribution
from operation.kernel.dates import BUDDHIST_OFFSET, Calendar, PartialDate, Precision, parse
from reporting.dashboards.maps.places import crossings
from reporting.demo.chance import Dice
from reporting.demo.vocabulary import MEMBERS, Agency, narrative, places

BORDER_PLACES = 4
NUMBERS = {
    "TH": "ตย. {number:05}/2567",
    "CN": "样案〔2024〕{number:05}号",
    "VN": "MẪU-{number:05}/2024",
    "KH": "គំរូ {number:05}/24",
    "LA": "ຕຢ {number:05}/2024",
    "MM": "SAMPLE {number:05}/2024",
}
DIALLING = {"KH": "855", "CN": "86", "LA": "856", "MM": "95", "TH": "66", "VN": "84"}
HANDLING: dict[tuple[str, str], float] = {
    (TLP.AMBER, HandlingCode.H1): 74,
    (TLP.AMBER, HandlingCode.H2): 8,
    (TLP.AMBER_STRICT, HandlingCode.H2): 7,
    (TLP.GREEN, HandlingCode.H0): 8,
    (TLP.AMBER, HandlingCode.H3): 2,
    (TLP.RED, HandlingCode.H2): 1,
}
ATTRIBUTION: dict[str, float] = {Attribution.DIRECT: 88, Attribution.CONTRIBUTED: 9, Attribution.PERIOD: 3}


def event(day: date, agency: Agency, dice: Dice, *, vague: bool = False) -> PartialDate:
    """A date as the agency writes it: sometimes only the month, in Thailand sometimes in the Buddhist Era."""
    if vague:
        first = day.replace(day=1)
        return PartialDate(first, Precision.MONTH, f"{first:%Y-%m}", Calendar.GREGORIAN)
    if agency.country == "TH" and dice.happens(0.4):
        text = f"{day.year + BUDDHIST_OFFSET}-{day:%m-%d}"
        return PartialDate(day, Precision.DAY, text, Calendar.BUDDHIST)
    return PartialDate(day, Precision.DAY, day.isoformat(), Calendar.GREGORIAN)


def birth(day: date, agency: Agency, *, year_alone: bool = False) -> PartialDate:
    """A date of birth as the document of a person says it, in Thailand often in the Buddhist Era.

    The day itself decides: a throw of the dice would change every one that follows.
    """
    is_buddhist = agency.country == "TH" and day.day % 5 < 2
    year = day.year + (BUDDHIST_OFFSET if is_buddhist else 0)
    text = f"{year}" if year_alone else f"{year}-{day:%m-%d}"
    return parse(text, Calendar.BUDDHIST if is_buddhist else Calendar.GREGORIAN)


def place(country: str, dice: Dice) -> dict[str, str]:
    """A town of the country, most often one at its border."""
    known = places(country)
    near = known[:BORDER_PLACES] if dice.happens(0.7) else known
    found = dice.choice(near)
    return {"place_country": found.country, "place_subdivision": found.division, "place_name": found.name}


def coordinates(name: str, number: int) -> str:
    """Within some kilometres of the middle of a town, to about one: no building is meant.

    The number decides where: a throw of the dice would change every one that follows.
    """
    town = next(one for country in MEMBERS for one in places(country) if one.name == name)
    north, east = number * 37 % 11 - 5, number * 53 % 13 - 6
    return f"{town.north + north / 100:.2f}, {town.east + east / 100:.2f}"


def crossing(country: str, number: int) -> str:
    """A crossing of a country, in turn, by the first of its names."""
    own = [one for one in crossings() if country in one.sides]
    return f"{own[number % len(own)].names[0]} (sample)"


def handling(dice: Dice) -> dict[str, str]:
    tlp, code = dice.weighted(HANDLING)
    words = "Sample: ask the originator before any contact" if code == HandlingCode.H3 else ""
    return {"tlp": tlp, "handling_code": code, "handling_text": words}


def common(agency: Agency, number: int, dice: Dice) -> dict[str, Any]:
    """Case number, handling, attribution and now and then a sentence."""
    return {
        "national_reference": case_number(agency, number) if dice.happens(0.7) else "",
        "attribution": dice.weighted(ATTRIBUTION),
        "narrative": narrative(agency.country) if dice.happens(0.25) else "",
        **handling(dice),
    }


def case_number(agency: Agency, number: int) -> str:
    """A national case number that says «sample» and that no agency gives."""
    mark = "-2" if agency.key != agency.country else ""
    return NUMBERS[agency.country].format(number=number) + mark


def phone(country: str, number: int) -> str:
    """A number in no use: subscriber numbers of these countries never begin with 00."""
    return f"+{DIALLING[country]} 00 000 {number:04}"
