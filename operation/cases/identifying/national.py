"""National identity numbers of the six countries; those of others are compared as they are."""

import re
from collections.abc import Callable, Mapping

from stdnum.cn import ric
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength
from stdnum.exceptions import ValidationError as Invalid
from stdnum.th import pin

from operation.cases.identifying.burmese import read_burmese
from operation.cases.identifying.kinds import Bearer, Finding, Reading, against
from operation.cases.identifying.letters import compact

FINDINGS: tuple[tuple[type[Invalid], Finding], ...] = (
    (InvalidLength, Finding.LENGTH),
    (InvalidChecksum, Finding.DIGIT),
    (InvalidComponent, Finding.PLACE),
    (InvalidFormat, Finding.FORM),
    (Invalid, Finding.FORM),
)
PROVINCES_VN = range(1, 97)
Read = Callable[[str, Bearer], Reading]


def read_national_id(text: str, country: str, bearer: Bearer) -> Reading:
    return BY_COUNTRY.get(country, _as_it_is)(text, bearer)


def _as_it_is(text: str, _bearer: Bearer) -> Reading:
    return Reading(compact(text))


def _chinese(text: str, bearer: Bearer) -> Reading:
    """18 digits, ISO 7064 mod 11-2 (GB 11643); an odd seventeenth is a man's."""
    number = compact(text)
    found = _checked(ric.validate, number)
    if found.finding:
        return found
    return against(found, bearer, male=int(number[16]) % 2 == 1, born=number[6:14])


def _thai(text: str, _bearer: Bearer) -> Reading:
    """13 digits, the last one a check digit mod 11."""
    return _checked(pin.validate, compact(text))


def _checked(validate: Callable[[str], str], number: str) -> Reading:
    if not number.isascii():
        return Reading.wrong(number, Finding.FORM)
    try:
        validate(number)
    except Invalid as wrong:
        finding = next(finding for kind, finding in FINDINGS if isinstance(wrong, kind))
        return Reading.wrong(number, finding)
    return Reading.right(number)


def _vietnamese(text: str, bearer: Bearer) -> Reading:
    """12 digits: province, century and sex, year, serial (Decree 137/2015); the old 9 digits say nothing."""
    number = compact(text)
    if not (number.isascii() and number.isdigit()):
        return Reading.wrong(number, Finding.FORM)
    if len(number) == 9:
        return Reading(number)
    if len(number) != 12:
        return Reading.wrong(number, Finding.LENGTH)
    if int(number[:3]) not in PROVINCES_VN:
        return Reading.wrong(number, Finding.PLACE)
    century, woman = divmod(int(number[3]), 2)
    return against(Reading.right(number), bearer, male=not woman, born=f"{19 + century}{number[4:6]}")


def _khmer(text: str, _bearer: Bearer) -> Reading:
    """9 digits without a check digit; `[check]` with Cambodia's coordinator (domain.md §3)."""
    number = compact(text)
    return Reading(number) if re.fullmatch(r"\d{9}", number, re.ASCII) else Reading.wrong(number, Finding.LENGTH)


BY_COUNTRY: Mapping[str, Read] = {
    "CN": _chinese,
    "KH": _khmer,
    "MM": read_burmese,
    "TH": _thai,
    "VN": _vietnamese,
}
"""Laos is not among them: how its numbers are written is not agreed yet (`[check]`, domain.md §3)."""
