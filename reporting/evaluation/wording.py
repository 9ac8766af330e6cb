"""Numbers, dates and states as words, in the language that is active. Digits are Latin in every edition."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_compact_decimal, format_decimal, get_decimal_symbol
from django.utils.translation import get_language, gettext_lazy, pgettext, to_locale
from django.utils.translation import gettext as _

from operation.access.handling import HandlingCode
from operation.cases.money import TICKERS
from reporting.evaluation.chapters import EventKind, Precision, When
from reporting.evaluation.content import Edition, Marking
from reporting.evaluation.figures import Cell, Gap, Indicator, Unit
from reporting.evaluation.weeks import ReturnState, Week, WeekReturn
from reporting.indicators.worth import EXACT

DECIMAL_UNITS = {Unit.PERCENT, Unit.DAYS, Unit.HOURS}
NO_BREAK_SPACE = "\u00a0"
LONG = re.compile(r"\d{2}")  # two digits before the separator need none after it
WORDY = ("km", "lo", "my")
"""Languages whose words for a thousand and a million are wider than the column of a week: there K, M and B stand."""
MINUS = "\u2212"
EN_DASH = "\u2013"

GAPS = {
    Gap.NO_DATA: gettext_lazy("no data"),
    Gap.FEWER_THAN_10: gettext_lazy("under 10"),
    Gap.WITHHELD: gettext_lazy("withheld"),
    Gap.NOT_DUE: EN_DASH,
}
RETURN_STATES = {
    ReturnState.NOT_DUE: gettext_lazy("not due"),
    ReturnState.MISSING: gettext_lazy("missing"),
    ReturnState.DRAFT: gettext_lazy("draft only"),
    ReturnState.SUBMITTED: gettext_lazy("submitted"),
    ReturnState.QUERIED: gettext_lazy("queried"),
    ReturnState.VERIFIED: gettext_lazy("verified"),
    ReturnState.LOCKED: gettext_lazy("verified"),
}
EVENT_KINDS = {
    EventKind.PHASE: gettext_lazy("Phase"),
    EventKind.MILESTONE: gettext_lazy("Milestone"),
    EventKind.MEETING: gettext_lazy("Meeting"),
    EventKind.ACTION_DAY: gettext_lazy("Action day"),
    EventKind.DEADLINE: gettext_lazy("Deadline"),
}
EDITIONS = {
    Edition.MEMBER: gettext_lazy("Member edition %(number)s"),
    Edition.OBSERVER: gettext_lazy("Observer edition %(number)s"),
}


def locale() -> Locale:
    """Babel's locale of the active language."""
    return Locale.parse(to_locale(get_language() or "en"))


def own_name() -> str:
    """The active language in its own words."""
    return str(locale().get_display_name()).partition(" (")[0]


def rounded(cell: int | Decimal, unit: Unit) -> Decimal:
    """A figure with as many places as are printed: amounts of money are whole dollars, a half goes to the even one."""
    places = Decimal("0.1") if unit in DECIMAL_UNITS else Decimal(1)
    return Decimal(cell).quantize(places, ROUND_HALF_EVEN)


def number(cell: Cell, unit: Unit = Unit.COUNT) -> str:
    """A figure or the word for its gap."""
    if isinstance(cell, Gap):
        return str(GAPS[cell])
    pattern = "#,##0.#" if unit in DECIMAL_UNITS else "#,##0"
    told = rounded(cell, unit)
    digits = format_decimal(abs(told), format=pattern, locale=locale(), numbering_system="latn")
    signed = f"{MINUS}{digits}" if told < 0 else digits
    return f"{signed}{NO_BREAK_SPACE}%" if unit is Unit.PERCENT else signed


def amount(cell: Cell, currency: str) -> str:
    """Money in its currency: in whole units, as USD is printed; of what is on a chain up to eight places."""
    if isinstance(cell, Gap):
        return str(GAPS[cell])
    pattern = "#,##0.########" if currency in TICKERS else "#,##0"
    told = in_units(cell, currency)
    return str(format_decimal(told, format=pattern, locale=locale(), numbering_system="latn"))


def in_units(cell: int | Decimal, currency: str) -> Decimal:
    """An amount with as many places as are printed."""
    places = Decimal("0.00000001") if currency in TICKERS else Decimal(1)
    return Decimal(cell).quantize(places, ROUND_HALF_EVEN, EXACT)


def change(before: Cell, after: Cell, unit: Unit = Unit.COUNT) -> str:
    """The difference with its sign; empty where one of both is a gap."""
    if isinstance(before, Gap) or isinstance(after, Gap):
        return ""
    difference = Decimal(after) - Decimal(before)
    return f"+{number(difference, unit)}" if difference > 0 else number(difference, unit)


def compact(cell: Cell) -> str:
    """A figure for a narrow place: 1.2M. An en dash for a gap: the table beside it says which."""
    if isinstance(cell, Gap):
        return EN_DASH
    if abs(Decimal(cell)) < 10_000:
        return number(cell)
    spoken = Locale("en") if get_language() in WORDY else locale()
    exact, rounded = (
        str(format_compact_decimal(cell, locale=spoken, fraction_digits=places, numbering_system="latn"))
        for places in (1, 0)
    )
    if LONG.match(exact):
        return rounded
    return exact.replace(".", str(get_decimal_symbol(locale(), numbering_system="latn")))


def share(part: Cell, whole: Cell) -> str:
    """Part of whole in full percent; empty where it cannot be said.

    At most 100: where the whole has fallen since its part was verified, nothing of it is left unverified.
    """
    if isinstance(part, Gap) or isinstance(whole, Gap) or not whole:
        return ""
    return number(min(100, round(part * 100 / whole)), Unit.PERCENT)


def day(value: date) -> str:
    """10 January 2025, with its era where the language has its own."""
    return str(format_date(value, "long", locale=locale()) if get_language() != "en" else f"{value.day} {value:%B %Y}")


def short_day(value: date) -> str:
    return str(
        format_date(value, "medium", locale=locale()) if get_language() != "en" else f"{value.day} {value:%b %Y}"
    )


def month(value: date) -> str:
    return str(format_date(value, "LLLL y", locale=locale()))


def when(value: When | None, *, short: bool = False) -> str:
    """A day or a span as precise as it is known; an en dash for nothing."""
    if value is None:
        return EN_DASH
    if value.precision is Precision.YEAR:
        return str(value.first.year)
    if value.precision is Precision.MONTH:
        return month(value.first)
    write = short_day if short else day
    if value.last is None or value.last == value.first:
        return write(value.first)
    if short and value.last.year == value.first.year:
        return f"{days(value.first, value.last)} {value.last.year}"
    return _("%(first)s to %(last)s") % {"first": write(value.first), "last": write(value.last)}


def moment(value: datetime) -> str:
    """A point of time with its zone: 10 January 2025, 18:00 (UTC+8)."""
    hours, minutes = divmod(int((value.utcoffset() or value - value).total_seconds()) // 60, 60)
    zone = f"UTC{hours:+d}" + (f":{minutes:02d}" if minutes else "") if hours or minutes else "UTC"
    clock = format_datetime(value, "HH:mm", locale=Locale("en"))
    return _("%(day)s, %(time)s (%(zone)s)") % {"day": day(value.date()), "time": clock, "zone": zone}


def handling(marking: Marking) -> str:
    """What the handling code lets one do; the originator's own words for H3."""
    if marking.code is HandlingCode.H3 and marking.text:
        return marking.text
    return str(marking.code.label)


def edition(kind: Edition, serial: int) -> str:
    return str(EDITIONS[kind]) % {"number": serial}


def week(serial: int) -> str:
    """The short label of an ISO week."""
    return pgettext("ISO week", "W%(number)02d") % {"number": serial}


def days(first: date, last: date) -> str:
    """The days of a week, short: 7–11 Aug; 30 Dec – 5 Jan."""
    spoken = locale()
    ending = format_date(last, "d MMM", locale=spoken)
    if first == last:
        return str(ending)
    if first.month == last.month:
        return f"{first.day}{EN_DASH}{ending}"
    return f"{format_date(first, 'd MMM', locale=spoken)} {EN_DASH} {ending}"


def titled(indicator: Indicator) -> str:
    """The label with its unit where it is not a plain count."""
    return _("%(indicator)s, USD") % {"indicator": indicator.label} if indicator.unit is Unit.USD else indicator.label


def returned(one: WeekReturn) -> str:
    """How far a return has come: verified, late, corrected."""
    said = [str(RETURN_STATES[one.state])]
    said += [_("late")] if one.late else []
    said += [_("corrected")] if one.corrected else []
    return ", ".join(said)


def week_span(column: Week) -> tuple[str, str]:
    """The label of a week and its days: W32, 7–11 Aug."""
    return week(column.number), days(column.first, column.last)
