"""The figures of an evaluation as plain values. Unknown is not 0: what is not known, or not told, is a Gap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias


class Gap(StrEnum):
    """Why there is no number in a cell."""

    NO_DATA = "no_data"  # nobody reported: unknown, never 0
    FEWER_THAN_10 = "fewer_than_10"  # a cell under 10, where cells under 10 are suppressed
    WITHHELD = "withheld"  # a suppressed cell, or the complement from which one could be computed
    NOT_DUE = "not_due"  # outside the execution dates, or not counted here


Cell: TypeAlias = int | Decimal | Gap


class Unit(StrEnum):
    COUNT = "count"
    USD = "usd"
    HOURS = "hours"
    PERCENT = "percent"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is counted. `rule` is the text printed beside every figure, `rule_version` the edition of that text."""

    code: str
    label: str
    unit: Unit
    line: int  # number of its line of effort, 1 to 7
    rule: str
    rule_version: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure by where it comes from: total = recorded + reported = verified + the rest."""

    total: Cell
    recorded: Cell = Gap.NO_DATA  # computed from named records
    reported: Cell = Gap.NO_DATA  # national totals without records
    verified: Cell = Gap.NO_DATA  # in returns that the supervision desk verified

    @property
    def unverified(self) -> Cell:
        """What is in the total and not yet verified; a gap where either is one."""
        return subtract(self.total, self.verified)


NO_FIGURE = Figure(Gap.NO_DATA)


def subtract(whole: Cell, part: Cell) -> Cell:
    """whole − part; the gap of the first that is one."""
    if isinstance(whole, Gap):
        return whole
    return part if isinstance(part, Gap) else whole - part


def rest(whole: Cell, parts: Iterable[Cell]) -> Cell:
    """What is left of a whole without its known parts."""
    known = [part for part in parts if not isinstance(part, Gap)]
    return whole if isinstance(whole, Gap) else whole - sum(known)


def sum_of(cells: Iterable[Cell]) -> Cell:
    """What is known of them; no data where nothing is."""
    known = [cell for cell in cells if not isinstance(cell, Gap)]
    return sum(known) if known else Gap.NO_DATA


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a breakdown; `countries` are the claims, following Evaluation.countries, or nothing; `claims` sums
    them."""

    label: str
    value: Cell
    countries: tuple[Cell, ...] = ()
    claims: Cell = Gap.NO_DATA


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Parts of a total. Parts sum to their total, or `difference` is a row of its own (counting rule 6).

    `countries` is the difference of each country, where the parts are told by country, and `claims` that of their sum.
    `joint` is what two countries claim of joint results, a positive number: no part is without it, the total is.
    `kept_back`: parts under 10 are not told.
    """

    title: str
    parts: tuple[Part, ...]
    difference: Cell | None = None
    countries: tuple[Cell, ...] = ()
    claims: Cell = Gap.NO_DATA
    joint: int | Decimal = 0
    kept_back: bool = False

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """By country: a row for each part, and the difference."""
        return (*(part.countries for part in self.parts), self.countries)


@dataclass(frozen=True, slots=True)
class Share:
    """An indicator as a part of another one, in percent, in the countries of which both are printed."""

    of: Indicator
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """How much it is in one currency, and that in USD at the rates by which it counts."""

    original: Cell
    usd: Cell


@dataclass(frozen=True, slots=True)
class InCurrency:
    """What records say of a figure in one currency: an ISO 4217 code, or the ticker of an asset on a chain.

    claims − claimed_twice = total. `countries` follow Evaluation.countries; NOT_DUE where none of their records is in
    this currency. Of two currencies there is no sum.
    """

    currency: str
    countries: tuple[Money, ...]
    claims: Money
    claimed_twice: Money
    total: Money


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator over the whole operation. `countries` and `weeks` follow Evaluation.countries and .weeks.

    `claims` is the sum of the national claims, `claimed_twice` what two countries claim (a positive number, taken
    off), `total` the de-duplicated result: total = claims − claimed_twice (counting rule 4). Where the total comes from
    is told before duplicates are taken off: total.recorded + total.reported = claims.
    """

    indicator: Indicator
    countries: tuple[Figure, ...]
    weeks: tuple[Figure, ...]
    claims: Cell
    claimed_twice: Cell
    total: Figure
    target: Cell | None = None  # None: no target was set
    breakdowns: tuple[Breakdown, ...] = ()
    shares: tuple[Share, ...] = ()
    currencies: tuple[InCurrency, ...] = ()

    def misfits(self, countries: int, weeks: int) -> Iterator[str]:
        """What does not fit together: a figure for each country and week, a sum for each country in each currency."""
        if len(self.countries) != countries or len(self.weeks) != weeks:
            yield f"{self.indicator.code} has not one figure a country and a week"
        if any(len(one.countries) != countries for one in self.currencies):
            yield f"{self.indicator.code} has not one sum a country in each currency"
        if any(len(row) not in (0, countries) for one in self.breakdowns for row in one.rows):
            yield f"{self.indicator.code} has not one part a country"

    @property
    def in_usd_alone(self) -> Cell:
        """The part of the total that is in none of `currencies`: those and it sum to the total."""
        return rest(self.total.total, (one.total.usd for one in self.currencies))

    def in_usd_alone_of(self, country: int) -> Cell:
        """The same of what the country at this place claims."""
        return rest(self.countries[country].total, (one.countries[country].usd for one in self.currencies))


@dataclass(frozen=True, slots=True)
class LineOfEffort:
    """One line of the action plan with its indicators; no indicator with data: the report says «No data»."""

    number: int
    title: str
    objective: str = ""
    results: tuple[IndicatorResult, ...] = ()
    text: tuple[str, ...] = ()  # what is to be said of this line, already in the language of the report

    @property
    def known(self) -> tuple[IndicatorResult, ...]:
        """The results that have a total, however suppressed."""
        return tuple(result for result in self.results if result.total.total is not Gap.NO_DATA)

    @property
    def unknown(self) -> tuple[Indicator, ...]:
        """The indicators without one."""
        return tuple(result.indicator for result in self.results if result.total.total is Gap.NO_DATA)


def of_lines(lines: Iterable[LineOfEffort]) -> tuple[IndicatorResult, ...]:
    """The results of all lines, in their order."""
    return tuple(result for line in lines for result in line.results)
