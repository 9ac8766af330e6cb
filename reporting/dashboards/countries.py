"""The results by country: claims, what is claimed by two, and the total without it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.urls import reverse
from django.utils.translation import gettext as _

from operation.kernel import clock
from reporting.dashboards.charts import behind_url, country_words
from reporting.dashboards.results import Results
from reporting.indicators.figures import Figure
from reporting.indicators.rules import Indicator
from reporting.indicators.wording import short_words
from reporting.returns.deadlines import due_at
from reporting.returns.lists import state_words
from reporting.returns.selectors import NOT_DUE


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the table; None is «no data», or withheld. `note` says what is not in it."""

    value: Decimal | None
    words: str
    url: str = ""
    note: str = ""
    label: str = ""
    is_withheld: bool = False

    @classmethod
    def withheld(cls, label: str) -> Self:
        return cls(None, _("withheld"), label=label, is_withheld=True)


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    name: str
    state: tuple[Any, str, str]
    verified: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Countries × indicators. `foot` is sum of claims, claimed by two, total."""

    heads: tuple[Indicator, ...]
    week: str
    rows: tuple[Row, ...]
    foot: tuple[tuple[str, tuple[Cell, ...]], ...]


def table_of(results: Results, heads: Sequence[Indicator] | None = None) -> Table:
    """Of the figures that lead the lines, or of those of the line asked for; or of `heads`."""
    heads = results.heads if heads is None else tuple(heads)
    week = max((at for at, due in enumerate(_due(results)) if due), default=None)
    return Table(
        heads=heads,
        week=f"{results.figures.weeks[week].number:02}" if week is not None else "",
        rows=tuple(_rows(results, heads, week)),
        foot=(
            (_("Sum of claims"), tuple(claims_cell(results, each) for each in heads)),
            (_("Claimed by two"), tuple(twice_cell(results, each) for each in heads)),
            (_("Total"), tuple(total_cell(results, each) for each in heads)),
        ),
    )


def _due(results: Results) -> list[bool]:
    """For each week, whether every country that the reader follows owes its return by now."""
    moment = clock.end_of_day(results.asked.as_known) if results.asked.as_known else clock.now()
    return [due_at(week) <= moment for week in results.completeness.weeks]


def _rows(results: Results, heads: Sequence[Indicator], week: int | None) -> Iterator[Row]:
    complete = results.completeness
    claims = {each.code: results.figures.by_country(each.code) for each in heads}
    for country in results.figures.countries:
        state = complete.countries[country][week].state if week is not None else NOT_DUE
        of = {"verified": complete.verified(country), "due": complete.due(country)}
        yield Row(
            code=country,
            name=country_words(country),
            state=state_words(state) if state else ("", "", ""),
            verified=_("%(verified)s of %(due)s") % of,
            cells=tuple(cell_of(results, country, each, claims[each.code][country]) for each in heads),
        )


def cell_of(results: Results, country: str, indicator: Indicator, figure: Figure | None) -> Cell:
    """What a country claims of an indicator."""
    if figure is None:
        return Cell(None, "", label=indicator.code)
    if results.shield.hides(indicator.code, country):
        return Cell.withheld(indicator.code)
    missing = results.figures.partial(indicator.code, country)
    return Cell(
        figure.total,
        short_words(figure.total, indicator),
        behind_url(results, indicator, country=country),
        _("incomplete") if missing else "",
        indicator.code,
    )


def claims_cell(results: Results, indicator: Indicator) -> Cell:
    figure = results.figures.claims(indicator.code)
    if figure is None:
        return Cell(None, "", label=indicator.code)
    if results.shield.hides_claims(indicator.code):
        return Cell.withheld(indicator.code)
    return Cell(figure.total, short_words(figure.total, indicator), label=indicator.code)


def twice_cell(results: Results, indicator: Indicator) -> Cell:
    if not results.figures.has_data(indicator.code):
        return Cell(None, "", label=indicator.code)
    twice = results.figures.claimed_twice(indicator.code)
    if twice and results.shield.hides_claims(indicator.code):
        return Cell.withheld(indicator.code)
    words = f"−{short_words(twice, indicator)}" if twice else _("none recorded")
    # joint findings have a page; who is the same is told beside them behind the figure
    behind = behind_url(results, indicator) if results.figures.taken_off(indicator.code).same else ""
    return Cell(-twice, words, (behind or reverse("results-joint")) if twice else "", label=indicator.code)


def total_cell(results: Results, indicator: Indicator) -> Cell:
    figure = results.figures.total(indicator.code)
    if figure is None:
        return Cell(None, "", label=indicator.code)
    if results.shield.hides(indicator.code):
        return Cell.withheld(indicator.code)
    missing = results.figures.without_data(indicator.code)
    note = _("without %(codes)s") % {"codes": ", ".join(missing)} if missing else ""
    return Cell(
        figure.total, short_words(figure.total, indicator), behind_url(results, indicator), note, indicator.code
    )
