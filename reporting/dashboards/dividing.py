"""How a figure divides, and of what it is a part, as far as its reader may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.plan.models import Operation
from reporting.dashboards.shield import Shield
from reporting.indicators.figures import Figures
from reporting.indicators.parts import Divided, Percentage, divided, percentages
from reporting.indicators.selections import FigureKey
from reporting.indicators.wording import words


@dataclass(frozen=True, slots=True)
class Division:
    """One split in words: its parts, largest first, and what is not known last."""

    title: str
    parts: Sequence[tuple[str, str]]


def divided_for(
    principal: Principal, operation: Operation, key: FigureKey, claims: Decimal, shield: Shield
) -> list[Division]:
    """How the claims divide. Victims are divided for their own country alone: elsewhere the parts would be few."""
    indicator = key.indicator
    if shield.keeps_parts(indicator.code, key.country) or (indicator.is_about_victims and principal.is_secretariat):
        return []
    return [_in_words(found, key) for found in divided(principal, operation, key, claims)]


def _in_words(found: Divided, key: FigureKey) -> Division:
    parts = [(part.label, words(part.value, key.indicator)) for part in found.parts]
    unknown = [(_("not known"), words(found.unknown, key.indicator))] if found.unknown else []
    return Division(found.title, [*parts, *unknown])


def percentages_of(known: Figures, key: FigureKey, shield: Shield) -> list[Percentage]:
    """Of the whole execution: a week's part may belong to another week's whole."""
    if key.week or shield.keeps_parts(key.indicator.code, key.country):
        return []
    return list(percentages(known, key.indicator, key.country))


def fact_of(found: Percentage) -> dict[str, Any]:
    of = {"code": found.of.code, "label": found.of.label}
    percent = _("%(percent)s %%") % {"percent": number_format(found.percent, 1)}
    return {"label": _("Part of %(code)s %(label)s") % of, "value": percent}
