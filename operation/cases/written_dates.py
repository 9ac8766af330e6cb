"""Form fields for dates as people write them: text and calendar; none is converted silently."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from operation.kernel.dates import Calendar, PartialDate, Precision, parse

LONGEST = 20
HINT = _("2024-11-09; or 2024-11 or 2024, if that is all you know.")
NO_DATE = _("Write the date, as 2024-11-09.")
DAY_HINT = _("The day, as 2024-11-09.")
WHOLE_DAY = _("«%(value)s» is not a whole day. Write it as 2024-11-09.")


def whole_day(found: PartialDate) -> date:
    """The day, when one is known. Raises ValidationError with the value and the way out."""
    if found.precision != Precision.DAY:
        raise ValidationError(WHOLE_DAY, "day", {"value": found.text})
    return found.day


def parse_gregorian(text: str) -> PartialDate:
    """For places without a choice of calendar. Raises ValidationError; a Buddhist year is told its Gregorian one."""
    try:
        return parse(text)
    except ValidationError as wrong:
        if wrong.code != "era":
            raise
        message = _("«%(value)s» looks like a year of the Buddhist Era. Here dates are Gregorian: write %(common)s.")
        raise ValidationError(message, "era", wrong.params) from wrong


class WrittenDateWidget(forms.MultiWidget):
    """The text, and beside it the calendar in which it was written."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        text = forms.TextInput(attrs={"class": "w-m tab", "autocomplete": "off", "maxlength": LONGEST})
        calendar = forms.Select(choices=Calendar.choices, attrs={"class": "w-m", "aria-label": _("Calendar")})
        super().__init__([text, calendar], attrs)

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, PartialDate):
            return [value.text or str(value), value.calendar]
        return [value.isoformat() if value else "", Calendar.GREGORIAN]


class PartialDateField(forms.MultiValueField):
    """A day, month or year, in either calendar; a PartialDate or None."""

    widget = WrittenDateWidget

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        options.setdefault("help_text", HINT)
        options.setdefault("error_messages", {"incomplete": NO_DATE, "required": NO_DATE})
        fields = (forms.CharField(required=required, max_length=LONGEST), forms.ChoiceField(choices=Calendar.choices))
        super().__init__(fields, required=required, require_all_fields=False, **options)

    def compress(self, data_list: Sequence[str]) -> Any:
        text, calendar = [*data_list, "", ""][:2]
        return self.read(text, Calendar(calendar or Calendar.GREGORIAN)) if text else None

    def read(self, text: str, calendar: Calendar) -> Any:
        return parse(text, calendar)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Choosing a calendar without writing a date is no change."""
        written = bool(data and data[0])
        return super().has_changed(initial, data) if written else bool(initial)


class DayField(PartialDateField):
    """A whole day in either calendar; a date or None."""

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        options.setdefault("help_text", DAY_HINT)
        super().__init__(required=required, **options)

    def read(self, text: str, calendar: Calendar) -> Any:
        return whole_day(parse(text, calendar))


class BoundaryField(forms.Field):
    """One end of a range in a filter: a day, month or year; a PartialDate or None."""

    def __init__(self, **options: Any) -> None:
        attrs = {"class": "w-m tab", "autocomplete": "off", "placeholder": "2024-11-09", "maxlength": LONGEST}
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value: Any) -> PartialDate | None:
        text = str(value or "").strip()
        return parse_gregorian(text) if text else None
