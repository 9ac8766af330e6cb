"""The tables of the results page as files: whole numbers, unknown as an empty cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.sheets import Value, sheet
from reporting.dashboards.charts import country_words
from reporting.dashboards.countries import Cell, Table, table_of
from reporting.dashboards.results import Results
from reporting.indicators.figures import Figure
from reporting.indicators.rules import Indicator, indicator_named
from reporting.indicators.weeks import Week
from reporting.indicators.wording import plain, week_words
from reporting.returns.lists import state_words
from reporting.returns.selectors import NOT_DUE

Rows = Iterator[Sequence[Value]]


def _lines(results: Results) -> Rows:
    yield [
        _("Line"),
        _("Line of effort"),
        _("Indicator"),
        _("Verified"),
        _("Not verified yet"),
        _("Total"),
        _("Target"),
    ]
    for line in results.shown_lines:
        indicator = indicator_named(line.lead_indicator)
        parts: list[Value] = [None] * 4
        if indicator:
            target = results.targets.of(indicator.code)
            parts = [*_parts(results, indicator), plain(target, indicator)]
        yield [line.number, str(line), line.lead_indicator, *parts]


def _parts(results: Results, indicator: Indicator) -> list[Value]:
    """Verified, not verified yet, total."""
    figure, shield = results.figures.total(indicator.code), results.shield
    if figure and shield.hides(indicator.code):
        return [_("withheld")] * 3
    if figure is None:
        return [None] * 3
    apart = [figure.verified, figure.unverified]
    told: list[Value] = [plain(value, indicator) for value in apart]
    return [*([None] * 2 if shield.keeps_parts(indicator.code) else told), plain(figure.total, indicator)]


def _countries(results: Results) -> Rows:
    table = table_of(results, results.asked.indicators())
    yield [_("Country"), _("Weeks verified"), *(f"{each.code} {each.label}" for each in table.heads)]
    for row in table.rows:
        yield [row.name, row.verified, *_cells(table, row.cells)]
    for label, cells in table.foot:
        yield [label, "", *_cells(table, cells)]


def _cells(table: Table, cells: Sequence[Cell]) -> list[Value]:
    return [
        cell.words if cell.is_withheld else plain(cell.value, indicator)
        for cell, indicator in zip(cells, table.heads, strict=True)
    ]


def _weeks(results: Results) -> Rows:
    heads = results.asked.indicators()
    yield [_("Week"), _("From"), _("Until"), *(f"{each.code} {each.label}" for each in heads)]
    found = [results.figures.by_week(each.code) for each in heads]
    for week in results.figures.weeks:
        totals = [_week(results, each, week, by_week) for each, by_week in zip(heads, found, strict=True)]
        yield [week.code, week.first.isoformat(), week.last.isoformat(), *totals]


def _week(results: Results, indicator: Indicator, week: Week, by_week: Mapping[date, Figure | None]) -> Value:
    figure = by_week[week.monday]
    if figure and results.shield.hides(indicator.code, week=week):
        return _("withheld")
    return plain(figure.total, indicator) if figure else None


def _returns(results: Results) -> Rows:
    yield [_("Week"), *(country_words(country) for country in results.figures.countries)]
    complete = results.completeness
    for at, week in enumerate(complete.weeks):
        states = [complete.countries[country][at].state for country in results.figures.countries]
        yield [week_words(week), *("" if state == NOT_DUE else str(state_words(state)[0]) for state in states)]


TABLES: dict[str, Callable[[Results], Rows]] = {
    "lines": _lines,
    "countries": _countries,
    "weeks": _weeks,
    "returns": _returns,
}


def download(principal: Principal, results: Results, name: str) -> HttpResponse:
    """One table of the page, exactly as filtered there. Raises KeyError for a table that there is not."""
    head, *rows = TABLES[name](results)
    trail.record("exported", results.operation, table=name, format="csv", filter=results.asked.query())
    return sheet(f"{results.operation.code}-{name}", [str(cell) for cell in head], rows)
