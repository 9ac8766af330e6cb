"""Passports, by their number or by their machine-readable zone (ICAO 9303)."""

import re

from operation.cases.identifying.kinds import Bearer, Finding, Reading, against
from operation.cases.identifying.letters import compact

FILLER = "<"
NUMBER = re.compile(r"[A-Z0-9]{5,12}")
PASSPORT_LINES, CARD_LINES, VISA_LINES = 88, 90, 72
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WEIGHTS = (7, 3, 1)
SEXES = {"M": True, "F": False}


def read_passport(text: str, _country: str, bearer: Bearer) -> Reading:
    """The number; of a machine-readable zone its number, once the check digits fit."""
    written = compact(text, keep=FILLER)
    if FILLER in written:
        return _read_zone(written, bearer)
    if not NUMBER.fullmatch(written):
        return Reading.wrong(written, Finding.FORM)
    return Reading(written)


def _read_zone(zone: str, bearer: Bearer) -> Reading:
    """TD3 (2 lines of 44), TD2 (2 of 36) and TD1 (3 of 30): number, birth and expiry with a check digit each."""
    if len(zone) in (PASSPORT_LINES, VISA_LINES):
        second = zone[len(zone) // 2 :]
        number, born, sex, expires = second[0:10], second[13:20], second[20], second[21:28]
    elif len(zone) == CARD_LINES:
        number, born, sex, expires = zone[5:15], zone[30:37], zone[37], zone[38:45]
    else:
        return Reading.wrong(zone, Finding.LENGTH)
    normalised = number[:-1].rstrip(FILLER)
    if not NUMBER.fullmatch(normalised):
        return Reading.wrong(zone, Finding.FORM)
    if not all(_fits(part) for part in (number, born, expires)):
        return Reading.wrong(normalised, Finding.DIGIT)
    return against(Reading.right(normalised), bearer, male=SEXES.get(sex), born=_birthday(born[:6], bearer))


def _fits(part: str) -> bool:
    """Whether the last sign is the check digit of those before it."""
    values = [0 if sign == FILLER else SIGNS.find(sign) for sign in part[:-1]]
    if min(values) < 0:
        return False
    return str(sum(value * WEIGHTS[place % 3] for place, value in enumerate(values)) % 10) == part[-1]


def _birthday(written: str, bearer: Bearer) -> str:
    """YYYYMMDD in the century of the bearer, whose birth it is compared with; "" without one."""
    return f"{bearer.born.day.year // 100}{written}" if bearer.born and written.isdigit() else ""
