"""Dates in cells: a workbook's own, ISO 8601, and as the six countries write them; no era is ever assumed."""

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from operation.kernel.dates import FIRST_BUDDHIST_YEAR, Calendar, PartialDate, parse

DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})")
YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})(?:[/.](?P<day>\d{1,2}))?")
CHINESE = re.compile(r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?")
MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?")
YEAR = re.compile(r"\d{4}")
NOT_BUDDHIST = _(
    "«%(value)s» is no year of the Buddhist Era, in which the dates of this file were said to be. "
    "Write all its dates in one calendar."
)


def read_date(cell: object, calendar: Calendar) -> PartialDate:
    """A date of a file whose dates are written in `calendar`. Raises ValidationError with the value and the way out.

    A workbook keeps its own dates in the Gregorian calendar, however it shows them: one with a common year is what it
    says; one with a year from 2400 on was typed as a year of the Buddhist Era. A year alone is a number there.
    """
    if isinstance(cell, date):
        text = f"{cell.year:04}-{cell.month:02}-{cell.day:02}"
        return parse(text, calendar if cell.year >= FIRST_BUDDHIST_YEAR else Calendar.GREGORIAN)
    text = _iso(f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell).strip())
    year = YEAR.match(text)
    if calendar == Calendar.BUDDHIST and year and int(year[0]) < FIRST_BUDDHIST_YEAR:
        raise ValidationError(NOT_BUDDHIST, "era", {"value": text})
    return parse(text, calendar)


def _iso(text: str) -> str:
    """2024-11-09 for 9/11/2024, 09.11.2024, 2024/11/9 and 2024年11月9日; what is no date stays as it is."""
    plain = MIDNIGHT.sub("", "".join(str(unicodedata.decimal(sign, sign)) for sign in text))
    for written in (DAY_FIRST, MONTH_FIRST, YEAR_FIRST, CHINESE):
        found = written.fullmatch(plain)
        if found:
            parts = found.groupdict()
            rest = [parts["month"], parts.get("day")]
            return "-".join([parts["year"], *(f"{int(part):02}" for part in rest if part)])
    return plain if plain[:4].isdecimal() else text
