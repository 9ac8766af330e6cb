"""Measures in a file of figures: each number by country and of all, as the page of measures shows it to its reader.

They know no weeks and no returns: they are of the whole execution, whichever weeks and standings were asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from operation.access.principal import Principal
from reporting.dashboards.results import Results
from reporting.exports.values import KNOWN, NO_DATA, Number, Rule
from reporting.indicators.wording import CENT
from reporting.measures.base import Column, Measure, Unit
from reporting.measures.panels import OTHERS
from reporting.measures.rules import MEASURES
from reporting.measures.selectors import measures_of
from reporting.measures.values import NO_COUNTRY, Measured, Values
from reporting.measures.wording import unit_words


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One number of a measure: of a country, of what belongs to none («none»), or of all («»)."""

    measure: str
    column: str
    label: str
    unit: str
    country: str
    state: str
    value: Number = None


def measure_lines(principal: Principal, found: Results) -> tuple[MeasureLine, ...]:
    """Of the lines of effort and the country asked for; a fixed number of queries."""
    asked = found.asked
    known = measures_of(principal, found.operation, asked.as_known)
    return tuple(
        line
        for one in known
        if asked.line in (None, one.measure.line)
        for place, values in _places(one)
        if asked.country in ("", place)
        for line in _lines(one.measure, place, values)
    )


def measure_rules(lines: tuple[MeasureLine, ...]) -> Iterator[Rule]:
    """The rules of the measures of which there is a line."""
    told = {line.measure for line in lines}
    for one in MEASURES:
        if one.code in told:
            unit = unit_words(one.column(one.headline).unit)
            yield Rule(one.code, str(one.label), one.line, unit, one.version, one.text)


def _places(one: Measured) -> Iterator[tuple[str, Values]]:
    for code, values in one.countries.items():
        yield OTHERS if code == NO_COUNTRY else code, values
    if one.total is not None:
        yield "", one.total


def _lines(measure: Measure, place: str, values: Values) -> Iterator[MeasureLine]:
    for column in measure.columns:
        value = values[column.key]
        state = NO_DATA if value is None else KNOWN
        label, unit = f"{measure.label}: {column.label}", unit_words(column.unit)
        yield MeasureLine(measure.code, column.key, label, unit, place, state, _plain(values, column))


def _plain(values: Values, column: Column) -> Number:
    """Counts whole, money with its cents, shares and days with their tenth."""
    value = values[column.key]
    if value is None:
        return None
    if column.unit == Unit.COUNT:
        return int(value)
    return value.quantize(CENT) if column.unit == Unit.USD else value
