"""Vehicles, firearms and files: numbers that are compared as they are engraved or written."""

import re

from operation.cases.identifying.kinds import Bearer, Finding, Reading
from operation.cases.identifying.letters import compact

VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
VALUES = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
CHECKED = "12345L"
"""Makers of North America and China must set the check digit (49 CFR 565, GB 16735); others may."""


def read_mark(text: str, _country: str, _bearer: Bearer) -> Reading:
    """A number plate, or the serial number of a firearm: letters and digits alone."""
    return Reading(compact(text))


def read_case(text: str, _country: str, _bearer: Bearer) -> Reading:
    """A case number keeps its strokes: 12/34 is not 1/234."""
    return Reading(compact(text, keep="/"))


def read_vin(text: str, _country: str, _bearer: Bearer) -> Reading:
    """17 signs without I, O and Q (ISO 3779), the ninth of them a check digit."""
    number = compact(text)
    if len(number) != 17:
        return Reading.wrong(number, Finding.LENGTH)
    if not VIN.fullmatch(number):
        return Reading.wrong(number, Finding.FORM)
    total = sum(int(VALUES.get(sign, sign)) * weight for sign, weight in zip(number, WEIGHTS, strict=True))
    if "0123456789X"[total % 11] == number[8]:
        return Reading.right(number)
    return Reading.wrong(number, Finding.DIGIT) if number[0] in CHECKED else Reading(number)
