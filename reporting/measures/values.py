"""From items to numbers: of each country and of all of them, each out of the things themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from reporting.measures.base import Column, Item, Measure, Median, Part

TENTH = Decimal("0.1")
HUNDRED = Decimal(100)
NO_COUNTRY = ""
"""What belongs to no country: LMLECC's own, or what nobody leads."""

Values = Mapping[str, Decimal | None]
"""The number of each column; None is «no data»."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure for one reader. `countries` holds those that it may read, `total` is None unless it may read all.

    A total is counted from the things, so that what belongs to two countries is in it once. `items` are the things.
    """

    measure: Measure
    countries: Mapping[str, Values]
    total: Values | None
    items: tuple[Item, ...]

    def of(self, country: str) -> Values | None:
        """None: not told to this reader."""
        return self.countries.get(country)


def measured(measure: Measure, items: Iterable[Item], readable: Sequence[str], whole: bool) -> Measured:
    """The measure of the readable countries, and of all of them where the reader reads the whole."""
    found = tuple(items)
    groups = {country: [item for item in found if country in item.countries] for country in readable}
    loose = [item for item in found if not item.countries]
    if whole and loose:
        groups[NO_COUNTRY] = loose
    return Measured(
        measure=measure,
        countries={country: values_of(measure, own) for country, own in groups.items()},
        total=values_of(measure, found) if whole else None,
        items=tuple(item for item in found if whole or set(item.countries) & set(readable)),
    )


def values_of(measure: Measure, items: Sequence[Item]) -> dict[str, Decimal | None]:
    """All columns. Without any item none is known; a share of nothing and a median of nothing are not known either."""
    sums = {part.key: _sum(part.key, items) for part in measure.parts} if items else {}
    return {column.key: _value(column, sums, items) for column in measure.columns}


def _value(column: Column, sums: Mapping[str, Decimal], items: Sequence[Item]) -> Decimal | None:
    if isinstance(column, Part):
        return sums.get(column.key)
    if isinstance(column, Median):
        days = [item.days for item in items if item.days is not None]
        return _rounded(Decimal(str(median(days)))) if days else None
    whole = sums.get(column.whole)
    return _rounded(HUNDRED * sums[column.part] / whole) if whole else None


def _sum(part: str, items: Sequence[Item]) -> Decimal:
    return sum((Decimal(item.parts.get(part, 0)) for item in items), Decimal(0))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(TENTH, ROUND_HALF_UP)
