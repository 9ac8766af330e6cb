"""Dates as people know them: with a precision, in the calendar in which they were written."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

BUDDHIST_OFFSET = 543
FIRST_BUDDHIST_YEAR = 2400
WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
LETTERS = {"year": 4, "month": 7, "day": 10}
AS_WRITTEN = "="
STORED_AT_MOST = 2 * LETTERS["day"] + len(AS_WRITTEN)


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
        """The Gregorian date in ISO 8601, no finer than it is known."""
        return self.day.isoformat()[: LETTERS[self.precision]]

    @property
    def last(self) -> date:
        """The last day that it can be."""
        if self.precision == Precision.DAY:
            return self.day
        month = 12 if self.precision == Precision.YEAR else self.day.month
        return date(self.day.year, month, monthrange(self.day.year, month)[1])

    def contradicts(self, other: "PartialDate") -> bool:
        """Whether the two cannot be the same day, by the parts that both know."""
        shorter, longer = sorted((str(self), str(other)), key=len)
        return not longer.startswith(shorter)


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
    year, month, day = (int(part or 0) for part in written.groups())
    if calendar == Calendar.BUDDHIST:
        year -= BUDDHIST_OFFSET
    elif year >= FIRST_BUDDHIST_YEAR:
        _ask_for_era(text, year)
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    try:
        return PartialDate(date(year, month if day else month or 1, day or 1), precision, text.strip(), calendar)
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


class WrittenDateField(models.Field):
    """A PartialDate or None, in one column of text: the Gregorian date as far as it is known, and how it was written
    where that differs, as `1967-03=2510-03`. It is read as it stands there: a column of days becomes one by a cast.
    """

    empty_strings_allowed = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": STORED_AT_MOST} | options)

    def get_internal_type(self) -> str:
        return "CharField"

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> PartialDate | None:
        return self.to_python(value)

    def to_python(self, value: Any) -> PartialDate | None:
        """Raises ValidationError as `parse`; a plain day is taken as the day it is."""
        if value is None or isinstance(value, PartialDate):
            return value
        return restored(value.isoformat() if isinstance(value, date) else str(value))

    def get_prep_value(self, value: Any) -> str | None:
        written = self.to_python(super().get_prep_value(value))
        return stored(written) if written else None

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""


def stored(written: PartialDate) -> str:
    """A date as one text; `restored` gives it back as it was written."""
    common = str(written)
    return common if written.text in ("", common) else f"{common}{AS_WRITTEN}{written.text}"


def restored(text: str) -> PartialDate:
    """Its year says in which of the calendars the text behind the sign is written."""
    common, _sign, written = text.partition(AS_WRITTEN)
    known = parse(common)
    if not written:
        return known
    is_common = written[:4].isdecimal() and int(written[:4]) == known.day.year
    return parse(written, Calendar.GREGORIAN if is_common else Calendar.BUDDHIST)
