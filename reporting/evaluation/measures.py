"""Measures of an evaluation as plain values: how the countries worked together, in numbers that no return holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.evaluation.figures import Cell, Gap, Indicator, Unit


@dataclass(frozen=True, slots=True)
class Column:
    """One number of a measure: a count, a share in percent, a median of days, a sum of money."""

    label: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """One measure. Each row has a cell for each of `columns`; `headline` is the place of the one that stands for it.

    `countries` follows Evaluation.countries, and is empty for observers, who read of all six together. `others` is what
    belongs to no country. `total` is counted from the things: what belongs to two countries is in it once.
    """

    indicator: Indicator
    columns: tuple[Column, ...]
    headline: int
    total: tuple[Cell, ...]
    countries: tuple[tuple[Cell, ...], ...] = ()
    others: tuple[Cell, ...] | None = None

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        return (*self.countries, *(() if self.others is None else (self.others,)), self.total)

    def stands_for(self, line: int) -> bool:
        """Whether it says something of a line of effort; a number that is withheld is one."""
        return self.indicator.line == line and self.total[self.headline] is not Gap.NO_DATA

    def misfits(self, countries: int) -> Iterator[str]:
        """What does not fit together: a row for each country or none, a cell for each column."""
        if len(self.countries) not in (0, countries):
            yield f"{self.indicator.code} has not one row a country"
        if any(len(row) != len(self.columns) for row in self.rows):
            yield f"{self.indicator.code} has not one number a column"
