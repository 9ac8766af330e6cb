"""Figures in words, in the reader's language: whole for tables, short where there is little room."""

from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from operation.cases.money import TICKERS
from reporting.indicators.rules.base import Indicator, Unit
from reporting.indicators.weeks import Week
from reporting.indicators.worth import EXACT

CENT = Decimal("0.01")
MILLION = Decimal(1_000_000)
TEN_THOUSAND = Decimal(10_000)


def words(value: Decimal, indicator: Indicator) -> str:
    """To the last person, the last cent, the last part of an hour. A minus is one, and no hyphen."""
    return number_format(value, indicator.unit.decimals, force_grouping=True).replace("-", "−")


def words_in(currency: str, amount: Decimal) -> str:
    """Money to the last cent, what is on a chain to the last part of a coin that there is."""
    exponent = EXACT.normalize(amount).as_tuple().exponent
    places = max(0, -int(exponent)) if currency in TICKERS else Unit.USD.decimals
    return number_format(amount, places, force_grouping=True)


def short_words(value: Decimal, indicator: Indicator) -> str:
    """Money in millions or in whole USD, whole hours; counts as they are."""
    if indicator.unit != Unit.USD:
        return number_format(value, 0, force_grouping=True)
    if abs(value) < TEN_THOUSAND:
        return number_format(value, 0, force_grouping=True)
    return _("%(number)s M") % {"number": number_format(value / MILLION, 2, force_grouping=True)}


def plain(value: Decimal | None, indicator: Indicator) -> int | Decimal | None:
    """For files: persons and pieces as whole numbers, money with its cents, unknown as nothing."""
    if value is None:
        return None
    return value.quantize(CENT) if indicator.unit.decimals else int(value)


def unit_words(indicator: Indicator) -> str:
    return {Unit.USD: _("USD"), Unit.HOURS: _("hours")}.get(indicator.unit, pgettext("unit", "number"))


def week_words(week: Week) -> str:
    """E.g. «Week 32, 7 Aug to 11 Aug»: the days inside the execution."""
    days = {"first": date_format(week.first, "MONTH_DAY_FORMAT"), "last": date_format(week.last, "MONTH_DAY_FORMAT")}
    return _("Week %(number)s, %(first)s to %(last)s") % {"number": week.number, **days}
