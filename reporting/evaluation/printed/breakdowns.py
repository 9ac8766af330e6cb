"""How a figure divides: by country where the edition tells it so, else of all of them with a bar for each part."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.evaluation import charts
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Breakdown, Cell, Figure, Gap, IndicatorResult, Part, Unit
from reporting.evaluation.printed.grid import Head, Numbering, Row, Table, Td, label, num, right, words
from reporting.evaluation.wording import share, titled


def by_country(content: Evaluation, result: IndicatorResult, breakdown: Breakdown, numbering: Numbering) -> Table:
    """The claims of each country by one split, and the total. With what is not broken down the parts sum to both."""
    unit = result.indicator.unit
    codes = (right(country.code) for country in content.countries)
    claimed = tuple(figure.total for figure in result.countries)
    parts = list(breakdown.parts)
    if breakdown.difference is not None:
        parts.append(Part(_("Not broken down"), breakdown.difference, breakdown.countries))
    rows = [_country_row(one.label, one.countries, sum_of(one.countries), one.value, unit) for one in parts]
    return Table(
        label=numbering.figure(),
        title=f"{titled(result.indicator)}: {breakdown.title}",
        head=(Head(), *codes, right(_("Sum of claims")), right(_("Total"))),
        rows=tuple(rows),
        foot=(_country_row(_("Total"), claimed, result.claims, result.total.total, unit, "total"),),
        kind="matrix",
        note=_("By what the records say. A dash: the country has no record of this figure."),
    )


def _country_row(head: str, cells: Iterable[Cell], claims: Cell, total: Cell, unit: Unit, kind: str = "") -> Row:
    figures = (num(cell, unit) for cell in cells)
    return Row((label(head), *figures, num(claims, unit, "soft"), num(total, unit, "strong")), kind)


def sum_of(cells: Iterable[Cell]) -> Cell:
    """What is known of them; no data where nothing is."""
    known = [cell for cell in cells if not isinstance(cell, Gap)]
    return sum(known) if known else Gap.NO_DATA


def of_all(result: IndicatorResult, breakdown: Breakdown, numbering: Numbering) -> Table:
    """The total by one split, with a bar for each part."""
    unit, total = result.indicator.unit, result.total.total
    scale = charts.scale_of(part.value for part in breakdown.parts)
    rows = [_part_row(part, unit, total, scale) for part in breakdown.parts]
    if breakdown.difference is not None:
        rows.append(_part_row(Part(_("Not broken down"), breakdown.difference), unit, total, scale))
    return Table(
        label=numbering.figure(),
        title=f"{titled(result.indicator)}: {breakdown.title}",
        head=(Head(), right(_("Figure")), Head(), right(_("Share"))),
        rows=tuple(rows),
        foot=(Row((label(_("Total")), num(total, unit), words(""), words("")), "total"),),
        kind="parts",
    )


def _part_row(part: Part, unit: Unit, total: Cell, scale: Decimal) -> Row:
    drawn = charts.bar(Figure(part.value, verified=part.value), scale)
    return Row(
        (label(part.label), num(part.value, unit), Td(kind="bar", bar=drawn), words(share(part.value, total), "num"))
    )
