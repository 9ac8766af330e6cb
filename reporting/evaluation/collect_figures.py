"""From the figures of the dashboard to those of an edition: the same numbers, told as its readers may know them.

Members read every known figure, with what is verified apart from what is not. Observers read what is verified alone,
without small cells (suppression.py); where a figure comes from is told them for totals only.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from operation.kernel.suppression import Counts, Place, is_small, withheld, withheld_parts
from reporting.evaluation.figures import Cell, Figure, Gap, Unit
from reporting.indicators import figures as known
from reporting.indicators import rules
from reporting.indicators.models import Standing
from reporting.indicators.rules import INDICATORS, Indicator

HIDDEN = Gap.WITHHELD


@dataclass(frozen=True, slots=True)
class Told:
    """What an edition says of one indicator. `grid` has a row for each country and a cell for each week, `verified` the
    verified part of each."""

    countries: tuple[Figure, ...]
    weeks: tuple[Figure, ...]
    grid: tuple[tuple[Cell, ...], ...]
    credits: tuple[Cell, ...]
    claims: Cell
    claimed_twice: Cell
    total: Figure
    verified: tuple[tuple[Cell, ...], ...]


def tell_members(figures: known.Figures, indicator: Indicator) -> Told:
    """Everything that is known, as the dashboard has it."""
    code, unit = indicator.code, Unit(indicator.unit)
    claims = figures.claims(code)
    grid = [[_figure(one, unit) for one in figures.by_week(code, country).values()] for country in figures.countries]
    return Told(
        countries=tuple(_figure(one, unit) for one in figures.by_country(code).values()),
        weeks=tuple(_figure(one, unit) for one in figures.by_week(code).values()),
        grid=tuple(tuple(figure.total for figure in row) for row in grid),
        credits=tuple(number(value, unit) for value in figures.credits(code).values()),
        claims=_total(claims, unit),
        claimed_twice=number(figures.claimed_twice(code), unit),
        total=_result(figures.total(code), claims, unit),
        verified=tuple(tuple(figure.verified for figure in row) for row in grid),
    )


def tell_observers(figures: known.Figures, indicator: Indicator) -> Told:
    """What is verified, small cells and their complements withheld. Sums of money are no counts: they are told."""
    told = tell_members(figures.standing({Standing.VERIFIED}), indicator)
    return _guarded(told) if Unit(indicator.unit) is Unit.COUNT else _bare(told)


def all_told(figures: known.Figures, *, for_observers: bool = False) -> dict[str, Told]:
    """Every indicator by its code."""
    tell = tell_observers if for_observers else tell_members
    return {one.code: tell(figures, one) for one in INDICATORS}


def _bare(told: Told) -> Told:
    return Told(
        countries=tuple(_only_total(figure.total) for figure in told.countries),
        weeks=tuple(_only_total(figure.total) for figure in told.weeks),
        grid=told.grid,
        credits=told.credits,
        claims=told.claims,
        claimed_twice=told.claimed_twice,
        total=told.total,
        verified=told.grid,
    )


def _guarded(told: Told) -> Told:
    counts: Counts = [[_count(cell) for cell in row] for row in told.grid]
    bottom, beside = len(told.countries), len(told.weeks)
    overlap = is_small(_count(told.claimed_twice)) or is_small(_count(told.total.total))
    small_weeks = {(bottom, at) for at in range(beside) if _is_telling(told, at)}
    hidden = withheld(counts, small_weeks | ({(bottom, beside)} if overlap else set()))
    weeks, total_too = _hidden_weeks(told, hidden)
    if total_too and (bottom, beside) not in hidden:
        hidden = withheld(counts, hidden | {(bottom, beside)})
        weeks, total_too = _hidden_weeks(told, hidden)
    claims, twice, total = _claims(told, (bottom, beside) in hidden, total_too)
    grid = tuple(
        tuple(_unless((row, column) in hidden, cell) for column, cell in enumerate(cells))
        for row, cells in enumerate(told.grid)
    )
    return Told(
        countries=tuple(
            _only_total(_unless((at, beside) in hidden, figure.total)) for at, figure in enumerate(told.countries)
        ),
        weeks=tuple(_only_total(_unless(at in weeks, week.total)) for at, week in enumerate(told.weeks)),
        grid=grid,
        credits=tuple(_unless(is_small(_count(credit)), credit) for credit in told.credits),
        claims=claims,
        claimed_twice=twice,
        total=_sourced(replace(told.total, total=total, verified=total), claims),
        verified=grid,
    )


def _is_telling(told: Told, at: int) -> bool:
    """Whether a week's result is small, or so little less than its claims that it tells what two countries claim."""
    result = _count(told.weeks[at].total)
    claims = sum(_count(row[at]) or 0 for row in told.grid)
    return is_small(result) or is_small(claims - (result or 0))


def _hidden_weeks(told: Told, hidden: frozenset[Place]) -> tuple[frozenset[int], bool]:
    """The weeks whose results are withheld, and whether their sum is: they are no claims, and sum to the result.

    Where the claims are withheld the result may be told: a single week beside it would be what is missing to it.
    """
    bottom, beside = len(told.countries), len(told.weeks)
    weeks = frozenset(at for at in range(beside) if (bottom, at) in hidden)
    if not told.claimed_twice:
        return weeks, (bottom, beside) in hidden
    return withheld_parts([_count(week.total) for week in told.weeks], also=weeks)


def _claims(told: Told, sum_is_hidden: bool, total_too: bool) -> tuple[Cell, Cell, Cell]:
    """Claims, what two claim, and the result without it: of the three, none or at least two are withheld."""
    total = told.total.total
    if not sum_is_hidden:
        return told.claims, told.claimed_twice, total
    if not told.claimed_twice:
        return HIDDEN, told.claimed_twice, HIDDEN
    return HIDDEN, HIDDEN, _unless(total_too or is_small(_count(total)), total)


def _sourced(figure: Figure, claims: Cell) -> Figure:
    """A result with the sources of its claims: withheld where one is small, or where they would tell the claims."""
    hidden, _total_too = withheld_parts([_count(figure.recorded), _count(figure.reported)])
    return replace(figure, recorded=HIDDEN, reported=HIDDEN) if hidden or claims is HIDDEN else figure


def _only_total(cell: Cell) -> Figure:
    """A verified figure of which nobody outside is told where it comes from."""
    source = cell if isinstance(cell, Gap) else Gap.NOT_DUE
    return Figure(cell, source, source, cell)


def _unless(hide: bool, cell: Cell) -> Cell:
    return HIDDEN if hide else cell


def _count(cell: Cell) -> int | None:
    return None if isinstance(cell, Gap) else int(cell)


def _result(total: known.Figure | None, claims: known.Figure | None, unit: Unit) -> Figure:
    """The result without duplicates; where it comes from is told of the claims, before they are taken off."""
    if total is None or claims is None:
        return Figure(Gap.NO_DATA)
    sources = _figure(claims, unit)
    return replace(_figure(total, unit), recorded=sources.recorded, reported=sources.reported)


def _figure(one: known.Figure | None, unit: Unit) -> Figure:
    if one is None:
        return Figure(Gap.NO_DATA)
    reported = Gap.NO_DATA if one.reported is None else number(one.reported, unit)
    return Figure(number(one.total, unit), number(one.recorded, unit), reported, number(one.verified, unit))


def _total(one: known.Figure | None, unit: Unit) -> Cell:
    return Gap.NO_DATA if one is None else number(one.total, unit)


def cell_of(code: str, value: Decimal | None) -> Cell:
    """A value of the indicator with this code; None where nobody reported."""
    return Gap.NO_DATA if value is None else number(value, unit_of(code))


def unit_of(code: str) -> Unit:
    """That of the indicator with this code; what has no rule any more is counted."""
    indicator = rules.indicator_named(code)
    return Unit(indicator.unit) if indicator else Unit.COUNT


def number(value: Decimal, unit: Unit) -> Cell:
    """Counts are whole numbers; sums of money keep their decimals."""
    return int(value) if unit is Unit.COUNT else value
