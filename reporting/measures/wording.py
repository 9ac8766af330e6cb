"""Numbers of measures in words, in the reader's language."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reporting.measures.base import Measure, Share, Unit
from reporting.measures.values import Values


def words(value: Decimal, unit: Unit) -> str:
    """Counts and USD whole, percent and days with a tenth where there is one."""
    if unit in (Unit.COUNT, Unit.USD):
        return number_format(value, 0, force_grouping=True)
    text = number_format(value, 0 if value == value.to_integral_value() else 1, force_grouping=True)
    return _("%(number)s %%") % {"number": text} if unit == Unit.PERCENT else text


def unit_words(unit: Unit) -> str:
    return {Unit.USD: _("USD"), Unit.PERCENT: _("percent"), Unit.DAYS: _("days")}.get(unit, pgettext("unit", "number"))


def beside(measure: Measure, values: Values) -> str:
    """What stands below the headline in a narrow table: «23 of 25 · Refused: 2»."""
    said, headline = [], measure.column(measure.headline)
    if isinstance(headline, Share):
        said.append(_of(headline, values))
    for key in measure.beside:
        column, value = measure.column(key), values.get(key)
        if value is not None:
            said.append(_("%(label)s: %(value)s") % {"label": column.label, "value": words(value, column.unit)})
    return " · ".join(one for one in said if one)


def _of(share: Share, values: Values) -> str:
    part, whole = values.get(share.part), values.get(share.whole)
    if part is None or whole is None:
        return ""
    numbers = {"part": words(part, Unit.COUNT), "whole": words(whole, Unit.COUNT)}
    return _("%(part)s of %(whole)s") % numbers
