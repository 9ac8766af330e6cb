"""Targets as tables: what each country took on beside the operation's, and how it came about."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.plan.models import LineOfEffort
from operation.templatetags.look import MEMBER_COUNTRIES, country_name
from reporting.indicators.rules import INDICATORS, Indicator
from reporting.indicators.wording import unit_words, words
from reporting.targets.models import TargetStep
from reporting.targets.selectors import Targets


def lines_of(lines: Sequence[LineOfEffort], targets: Targets) -> list[dict[str, Any]]:
    """Every line with its figures that have a target, and those that have none yet."""
    return [
        {
            "line": line,
            "rows": [_row(each, targets) for each in own if _is_set(each, targets)],
            "others": [each for each in own if not _is_set(each, targets)],
        }
        for line in lines
        if (own := [each for each in INDICATORS if each.line == line.number])
    ]


def _is_set(indicator: Indicator, targets: Targets) -> bool:
    return targets.of(indicator.code) is not None or targets.sum(indicator.code) is not None


def _row(indicator: Indicator, targets: Targets) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "unit": unit_words(indicator),
        "url": reverse("results-target", args=[indicator.code]),
        **shares_of(indicator, targets),
    }


def shares_of(indicator: Indicator, targets: Targets) -> dict[str, Any]:
    """The targets of one figure: each country's, their sum, the operation's, and what is between them."""
    code = indicator.code
    return {
        "countries": [
            {"code": country, "words": _words(targets.of(code, country), indicator)} for country in MEMBER_COUNTRIES
        ],
        "sum": _words(targets.sum(code), indicator),
        "difference": _signed(targets.difference(code), indicator),
        "whole": _words(targets.of(code), indicator),
    }


def _words(value: Decimal | None, indicator: Indicator) -> str:
    return "" if value is None else _exact(value, indicator)


def _exact(value: Decimal, indicator: Indicator) -> str:
    """To the last cent; targets are agreed on in whole USD, and then there is none to show."""
    if value == value.to_integral_value():
        return number_format(value, 0, force_grouping=True)
    return words(value, indicator)


def _signed(value: Decimal | None, indicator: Indicator) -> str:
    """Parts must sum to their total, or the difference has its own row (counting rule 6)."""
    if value is None:
        return ""
    return f"−{_exact(-value, indicator)}" if value < 0 else _exact(value, indicator)


def history_of(principal: Principal, indicator: Indicator, steps: Iterable[TargetStep]) -> list[dict[str, Any]]:
    """What was set, newest first. Who set it is named to the secretariat alone."""
    return [
        {
            "at": step.created_at,
            "text": _told(step, indicator),
            "who": str(step.set_by) if principal.is_secretariat else _("LMLECC"),
            "note": _("Agreed on %(day)s. %(reason)s") % {"day": date_format(step.agreed_on), "reason": step.reason},
        }
        for step in reversed(list(steps))
    ]


def _told(step: TargetStep, indicator: Indicator) -> str:
    whose = country_name(step.country_id) if step.country_id else _("the operation")
    said = {"whose": whose, "before": _words(step.before, indicator), "value": _words(step.value, indicator)}
    if step.value is None:
        return _("%(whose)s: %(before)s taken back") % said
    if step.before is None:
        return _("%(whose)s: %(value)s") % said
    return _("%(whose)s: %(value)s instead of %(before)s") % said
