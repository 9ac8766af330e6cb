"""From measures to those of an edition: by country for members, of all six together and guarded for observers."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst

from operation.access.principal import Principal
from operation.kernel.suppression import SMALLEST, is_small, withheld_parts
from operation.plan.models import Operation
from reporting.evaluation.figures import Cell, Gap, Indicator, Unit
from reporting.evaluation.measures import Column, MeasureResult
from reporting.measures import base
from reporting.measures.base import Measure
from reporting.measures.selectors import measures_of
from reporting.measures.values import NO_COUNTRY, Measured, Values

HIDDEN = Gap.WITHHELD


def measures(
    principal: Principal, operation: Operation, cutoff: date, codes: Sequence[str], *, for_observers: bool
) -> tuple[MeasureResult, ...]:
    """All measures as known at the end of the cut-off."""
    found = measures_of(principal, operation, cutoff)
    return tuple(_observers(one) if for_observers else _members(one, codes) for one in found)


def _members(one: Measured, codes: Sequence[str]) -> MeasureResult:
    others = one.of(NO_COUNTRY)
    return MeasureResult(
        **_heads(one.measure),
        total=_cells(one.measure, one.total),
        countries=tuple(_cells(one.measure, one.of(code)) for code in codes),
        others=None if others is None else _cells(one.measure, others),
    )


def _observers(one: Measured) -> MeasureResult:
    return MeasureResult(**_heads(one.measure), total=guarded(one.measure, one.total))


def _heads(measure: Measure) -> dict[str, Any]:
    columns = tuple(Column(capfirst(str(column.label)), Unit(column.unit)) for column in measure.columns)
    headline = [column.key for column in measure.columns].index(measure.headline)
    indicator = Indicator(
        measure.code, str(measure.label), columns[headline].unit, measure.line, measure.text, str(measure.version)
    )
    return {"indicator": indicator, "columns": columns, "headline": headline}


def _cells(measure: Measure, values: Values | None) -> tuple[Cell, ...]:
    return tuple(_cell(column, values) for column in measure.columns)


def _cell(column: base.Column, values: Values | None) -> Cell:
    value = values.get(column.key) if values else None
    if value is None:
        return Gap.NO_DATA
    return int(value) if column.unit == base.Unit.COUNT else value


def guarded(measure: Measure, values: Values | None) -> tuple[Cell, ...]:
    """One row without counts from 1 to 9, and without what would tell one: its neighbours, shares, medians.

    Sums of money are no counts: they are told.
    """
    hidden = _hidden(measure, values or {})
    return tuple(
        HIDDEN if cell is not Gap.NO_DATA and _tells(column, hidden, measure, values or {}) else cell
        for column, cell in zip(measure.columns, _cells(measure, values), strict=True)
    )


def _tells(column: base.Column, hidden: frozenset[str], measure: Measure, values: Values) -> bool:
    if isinstance(column, base.Share):
        return bool({column.part, column.whole} & hidden)
    if isinstance(column, base.Median):
        return measure.chain[-1] in hidden or _count(values, measure.chain[-1]) < SMALLEST
    return column.key in hidden


def _hidden(measure: Measure, values: Values) -> frozenset[str]:
    """Parts that are withheld. Those of a chain tell each other's difference: the differences are what is guarded."""
    counted = {part.key for part in measure.parts if part.unit == base.Unit.COUNT}
    parts = measure.split or measure.chain
    layers = [_count(values, key) for key in parts]
    if not measure.split:
        layers = [one - other for one, other in zip(layers, [*layers[1:], 0], strict=True)]
    small, whole = withheld_parts(layers)
    last = max(small, default=-1)
    within = {key for at, key in enumerate(parts) if at in small or (at <= last and not measure.split)}
    apart = {key for key in counted - {*measure.chain, *measure.split} if is_small(_count(values, key))}
    return frozenset(within - {measure.chain[0]} | apart | ({measure.chain[0]} if whole else set()))


def _count(values: Values, key: str) -> int:
    return int(values.get(key) or Decimal(0))
