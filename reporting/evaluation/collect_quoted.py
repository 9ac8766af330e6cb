"""Figures and charts of a report's text as the edition's tables have them.

Members read what the round froze, which must still be what stands in the tables; observers what observers are told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Refused, Text
from operation.templatetags.look import country_name
from reporting.drafting import figures as frozen
from reporting.drafting.drawing import title_of
from reporting.drafting.references import Chart, Token
from reporting.evaluation.chapters import Drawn
from reporting.evaluation.collect_figures import Told, unit_of
from reporting.evaluation.collect_results import indicator_of
from reporting.evaluation.figures import Cell, Figure, Gap
from reporting.evaluation.weeks import Week, as_drawn
from reporting.evaluation.wording import number, titled
from reporting.indicators.rules import indicator_named

MOVED = _(
    "The figure %(figure)s is %(now)s in the tables and %(then)s in the text to which the countries agreed. "
    "Circulate the report again."
)
VERIFIED_MOVED = _(
    "Of the figure %(figure)s, %(now)s is verified in the tables and %(then)s in the text to which the countries "
    "agreed. Circulate the report again."
)
GAPS = {frozen.Gap.NO_DATA: Gap.NO_DATA, frozen.Gap.WITHHELD: Gap.WITHHELD}
UNKNOWN = frozen.Amount(frozen.Gap.NO_DATA)


@dataclass(frozen=True)
class Tables:
    """The figures of the edition's tables, by which a reference in the text is told."""

    told: Mapping[str, Told]
    countries: tuple[str, ...]
    weeks: tuple[Week, ...]
    period: tuple[int, ...]
    """Places of the weeks in the report's period."""

    def cell(self, token: Token) -> Cell:
        said = self.told[token.code]
        if not token.in_period:
            return said.countries[self.countries.index(token.country)].total if token.country else said.total.total
        row = said.grid[self.countries.index(token.country)] if token.country else [week.total for week in said.weeks]
        return self._sum(row)

    def places(self, chart: Chart) -> tuple[str, ...]:
        """What its bars or columns stand for, as a round names them."""
        return tuple(week.code for week in self.weeks) if chart.by_week else self.countries

    def figures(self, chart: Chart) -> tuple[Figure, ...]:
        """One for each of its places."""
        said = self.told[chart.code]
        if chart.country:
            at = self.countries.index(chart.country)
            return tuple(map(_figure, said.grid[at], said.verified[at]))
        if chart.by_week:
            return said.weeks
        if not chart.in_period:
            return said.countries
        sums = ([self._sum(row) for row in rows] for rows in (said.grid, said.verified))
        return tuple(map(_figure, *sums))

    def drawn(self, chart: Chart) -> tuple[Figure, ...]:
        """The same as the chart shows them."""
        figures = self.figures(chart)
        return as_drawn(figures, self.weeks) if chart.by_week else figures

    def _sum(self, row: Sequence[Cell]) -> Cell:
        """Of what is known of the period; a gap where something is withheld, or nothing known."""
        cells = [row[at] for at in self.period]
        if any(cell in (Gap.WITHHELD, Gap.FEWER_THAN_10) for cell in cells):
            return Gap.WITHHELD
        known = [cell for cell in cells if not isinstance(cell, Gap)]
        return sum(known) if known else Gap.NO_DATA


def _figure(total: Cell, verified: Cell) -> Figure:
    return Figure(total, verified=verified)


@dataclass(frozen=True)
class Telling:
    """How the references of one section are told. `kept` is what the round froze of them; None for observers."""

    tables: Tables
    kept: frozen.Quoted | None
    for_observers: bool

    def words(self, token: Token) -> str:
        """A figure. Raises Refused where the text was agreed with another one."""
        now = self.tables.cell(token)
        if self.kept is not None:
            _check(token.code, token.name, now, self.kept.figures[token.name])
        return number(now, unit_of(token.code))

    def drawn(self, chart: Chart) -> Drawn:
        """A chart. Raises Refused where the text was agreed with another figure in it."""
        if self.kept is not None:
            series = self.kept.charts[chart.name]
            for place, figure in zip(self.tables.places(chart), self.tables.figures(chart), strict=True):
                _check_amount(chart, place, figure, series.get(place, UNKNOWN))
        rule = indicator_named(chart.code)
        assert rule is not None  # read_chart knows no other
        return Drawn(
            code=chart.code,
            title=title_of(chart, titled(indicator_of(rule))),
            unit=unit_of(chart.code),
            figures=self.tables.drawn(chart),
            countries=() if chart.by_week else tuple((code, str(country_name(code))) for code in self.tables.countries),
            weeks=self.tables.weeks if chart.by_week else (),
            for_observers=self.for_observers,
        )


def _check_amount(chart: Chart, place: str, figure: Figure, then: frozen.Amount) -> None:
    _check(chart.code, f"{chart.name} {place}", figure.total, then.total)
    if then.verified is not None:
        _check(chart.code, f"{chart.name} {place}", figure.verified, then.verified, VERIFIED_MOVED)


def _check(code: str, name: str, now: Cell, then: frozen.Value, moved: Text = MOVED) -> None:
    unit = unit_of(code)
    said, was = number(now, unit), number(GAPS[then] if isinstance(then, frozen.Gap) else then, unit)
    if said != was:
        raise Refused(moved, params={"figure": name, "now": said, "then": was})
