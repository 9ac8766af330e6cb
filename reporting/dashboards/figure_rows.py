"""Figures as rows of a table, each with its bar and its target: of one country, or of one line of effort."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from operation.templatetags.charts import bar_of
from reporting.dashboards.charts import country_words, drawn
from reporting.dashboards.countries import Cell, cell_of, claims_cell, total_cell, twice_cell
from reporting.dashboards.pace import estimate_of
from reporting.dashboards.results import Results
from reporting.indicators.figures import Figure
from reporting.indicators.rules import Indicator
from reporting.indicators.wording import short_words, unit_words


@dataclass(frozen=True)
class FigureRow:
    """One figure: of which country or indicator, how much, how far verified, and against which target.

    `cell` None: a row about targets alone.
    `estimate` is where it ends at the present pace, in words that say that it is an estimate; '' where none is made.
    """

    label: str
    cell: Cell | None
    cc: str = ""
    code: str = ""
    unverified: str = ""
    target: str = ""
    share: str = ""
    estimate: str = ""
    credit: str = ""
    bar: dict[str, Any] = field(default_factory=dict)
    is_total: bool = False


@dataclass(frozen=True)
class FigureTable:
    """Rows under one heading; `foot` are rows that sum up: claims, claimed by two, targets and their difference."""

    title: str
    rows: tuple[FigureRow, ...]
    code: str = ""
    unit: str = ""
    note: str = ""
    foot: tuple[FigureRow, ...] = ()

    @property
    def has_targets(self) -> bool:
        return any(row.target for row in (*self.rows, *self.foot))

    @property
    def has_credit(self) -> bool:
        return any(row.credit for row in self.rows)


def of_country(results: Results, country: str) -> list[FigureTable]:
    """What a country claims, line by line."""
    return [
        FigureTable(str(line), tuple(rows), code=str(line.number))
        for line in results.shown_lines
        if (rows := list(_country_rows(results, country, line.number)))
    ]


def _country_rows(results: Results, country: str, line: int) -> Iterator[FigureRow]:
    for indicator in results.asked.indicators():
        if indicator.line == line:
            figure = results.figures.by_country(indicator.code)[country]
            label = f"{indicator.label}, {unit_words(indicator)}" if indicator.unit != "count" else str(indicator.label)
            yield _row(results, indicator, figure, country, label, scale=None)


def of_indicator(results: Results, indicator: Indicator) -> FigureTable:
    """One figure by country, on one scale, with the sum of claims, what two claim, the total, and the targets."""
    claims = results.figures.by_country(indicator.code)
    told = [one.total for country, one in claims.items() if one and not results.shield.hides(indicator.code, country)]
    own = [results.targets.of(indicator.code, country) or Decimal(0) for country in claims]
    scale = max([*told, *own], default=Decimal(0))
    rows = tuple(
        _row(results, indicator, figure, country, country_words(country), scale=scale)
        for country, figure in claims.items()
    )
    return FigureTable(
        title=str(indicator.label),
        rows=rows,
        code=indicator.code,
        unit=unit_words(indicator),
        note=str(indicator.rule),
        foot=tuple(_foot(results, indicator)),
    )


def _row(
    results: Results, indicator: Indicator, figure: Figure | None, country: str, label: str, scale: Decimal | None
) -> FigureRow:
    cell, target = cell_of(results, country, indicator, figure), results.targets.of(indicator.code, country)
    credit = results.figures.credits(indicator.code)[country]
    row = FigureRow(
        label=label,
        cell=cell,
        cc=country if scale is not None else "",
        code=indicator.code,
        target=short_words(target, indicator) if target else "",
        credit=f"+{short_words(credit, indicator)}" if credit and not indicator.is_about_victims else "",
    )
    if figure is None or cell.value is None:
        return row
    return _with_parts(results, row, indicator, figure, country, target, scale)


def _with_parts(
    results: Results,
    row: FigureRow,
    indicator: Indicator,
    figure: Figure,
    country: str,
    target: Decimal | None,
    scale: Decimal | None,
) -> FigureRow:
    hidden = results.shield.keeps_parts(indicator.code, country)
    whole = scale if scale is not None else max(figure.total, target or Decimal(0))
    parts: dict[str, Any] = drawn(figure.total, figure.total if hidden else figure.verified)
    parts["target"] = target
    return replace(
        row,
        unverified="" if hidden or not figure.unverified else short_words(figure.unverified, indicator),
        share=share_words(figure.total, target),
        estimate=estimate_of(results, indicator, figure, target),
        bar=bar_of(parts, whole, f"bar-{indicator.code}-{country}") if target or scale is not None else {},
    )


def share_words(total: Decimal, target: Decimal | None) -> str:
    return _("%(percent)s %%") % {"percent": number_format(100 * total / target, 0)} if target else ""


def _foot(results: Results, indicator: Indicator) -> Iterator[FigureRow]:
    code, targets = indicator.code, results.targets
    shared, left, whole = targets.sum(code), targets.difference(code), targets.of(code)
    yield FigureRow(
        _("Sum of claims"), claims_cell(results, indicator), target=short_words(shared, indicator) if shared else ""
    )
    yield FigureRow(_("Claimed by two"), twice_cell(results, indicator))
    if left:
        words = short_words(left, indicator)
        yield FigureRow(_("Not shared out among the countries"), None, target=words)
    total, cell = results.figures.total(code), total_cell(results, indicator)
    shown = total if cell.value is not None else None
    yield FigureRow(
        _("Total"),
        cell,
        target=short_words(whole, indicator) if whole else "",
        share=share_words(shown.total, whole) if shown else "",
        estimate=estimate_of(results, indicator, shown, whole) if shown else "",
        is_total=True,
    )
