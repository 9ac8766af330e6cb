"""How figures divide in an edition for members: the parts by country, and what of each figure is in none of them."""

from collections.abc import Sequence
from datetime import date

from operation.access.principal import Principal
from operation.plan.models import Operation
from reporting.evaluation.collect_figures import Told, number
from reporting.evaluation.figures import Breakdown, Cell, Gap, Part, Unit, rest
from reporting.indicators.rules import indicator_named
from reporting.indicators.splits_of_all import PartOfAll, SplitOfAll, splits_of_all
from reporting.indicators.worth import NONE


def breakdowns(
    principal: Principal, operation: Operation, cutoff: date, codes: Sequence[str], told: dict[str, Told]
) -> dict[str, tuple[Breakdown, ...]]:
    """By indicator, as known at the end of the cut-off."""
    found = splits_of_all(principal, operation, cutoff)
    return {code: tuple(_told(code, one, codes, told[code]) for one in own if one.parts) for code, own in found.items()}


def _told(code: str, split: SplitOfAll, codes: Sequence[str], said: Told) -> Breakdown:
    rule = indicator_named(code)
    unit = Unit(rule.unit) if rule else Unit.COUNT
    with_records = {country for part in split.parts for country in part.countries}
    parts = tuple(_part(one, codes, with_records, unit) for one in split.parts)
    difference = rest(said.total.total, (part.value for part in parts))
    countries = tuple(
        rest(figure.total, (part.countries[at] for part in parts)) for at, figure in enumerate(said.countries)
    )
    left = any(cell for cell in (difference, *countries) if not isinstance(cell, Gap))
    return Breakdown(split.title, parts, difference if left else None, countries)


def _part(one: PartOfAll, codes: Sequence[str], with_records: set[str], unit: Unit) -> Part:
    """A country without records of a figure has no parts of it; one with records has none of this kind: 0."""
    cells: tuple[Cell, ...] = tuple(
        number(one.countries.get(code, NONE), unit) if code in with_records else Gap.NOT_DUE for code in codes
    )
    return Part(one.label, number(one.total, unit), cells)
