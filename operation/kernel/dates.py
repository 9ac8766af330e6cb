"""Dates as people know them: with a precision, in the calendar in which they were written."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

BUDDHIST_OFFSET = 543
FIRST_BUDDHIST_YEAR = 2400
WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class Precision(models.TextChoices):
    YEAR = "year", _("year")
    MONTH = "month", _("month")
    DAY = "day", _("day")


class Calendar(models.TextChoices):
    GREGORIAN = "gregorian", _("Gregorian")
    BUDDHIST = "buddhist", _("Buddhist Era")


@dataclass(frozen=True)
class PartialDate:
    """A day, or the first day of a month or year that is all one knows; with the text as it was entered."""

    day: date
    precision: Precision
    text: str
    calendar: Calendar

    def __str__(self) -> str:
        return {"year": f"{self.day:%Y}", "month": f"{self.day:%Y-%m}", "day": f"{self.day:%Y-%m-%d}"}[self.precision]


def parse(text: str, calendar: Calendar = Calendar.GREGORIAN) -> PartialDate:
    """Read YYYY, YYYY-MM or YYYY-MM-DD. Nothing is converted silently (domain.md §3).

    Raises ValidationError with the value and the way out; a year from 2400 on in the Gregorian calendar asks
    whether the Buddhist Era was meant and shows the date that this would be.
    """
    written = WRITTEN.fullmatch(text.strip())
    if not written:
        raise ValidationError(
            _("«%(value)s» is not a date. Write it as 2024-11-09, 2024-11 or 2024."), "date", {"value": text}
        )
    year, month, day = (int(part) if part else None for part in written.groups())
    assert year is not None
    if calendar == Calendar.BUDDHIST:
        year -= BUDDHIST_OFFSET
    elif year >= FIRST_BUDDHIST_YEAR:
        _ask_for_era(text, year)
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    try:
        return PartialDate(date(year, month or 1, day or 1), precision, text.strip(), calendar)
    except ValueError as wrong:
        raise ValidationError(_("There is no day «%(value)s» in the calendar."), "date", {"value": text}) from wrong


def _ask_for_era(text: str, year: int) -> None:
    common = text.strip().replace(str(year), str(year - BUDDHIST_OFFSET), 1)
    raise ValidationError(
        _(
            "Is «%(value)s» a year of the Buddhist Era? Then choose that calendar "
            "(it would be %(common)s), or correct the year."
        ),
        "era",
        {"value": text, "common": common},
    )
