"""How a figure divides: by country where the edition tells it so, else of all of them with a bar for each part."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.evaluation import charts
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Breakdown, Cell, Figure, IndicatorResult, Part, Unit
from reporting.evaluation.printed.grid import Head, Numbering, Row, Table, Td, label, num, right, words
from reporting.evaluation.wording import share, titled


def by_country(content: Evaluation, result: IndicatorResult, breakdown: Breakdown, numbering: Numbering) -> Table:
    """The claims of each country by one split, and the total. All rows sum to each, joint results being taken off the
    total alone."""
    unit = result.indicator.unit
    codes = (right(country.code) for country in content.countries)
    claimed = tuple(figure.total for figure in result.countries)
    width = len(content.countries)
    rows = [_part_of_countries(one, unit, width) for one in rows_of(breakdown)]
    return Table(
        label=numbering.figure(),
        title=f"{titled(result.indicator)}: {breakdown.title}",
        head=(Head(), *codes, right(_("Sum of claims")), right(_("Total"))),
        rows=tuple(rows),
        foot=(_country_row(_("Total"), claimed, result.claims, result.total.total, unit, "total"),),
        kind="matrix",
        note=" ".join(_notes(breakdown)),
    )


def _notes(breakdown: Breakdown) -> Iterator[str]:
    yield _("By what the records say. A dash: the country has no record of this figure.")
    if breakdown.kept_back:
        yield _("Parts under 10 are not told, nor what would tell them; those under 10 in all are not broken down.")


def rows_of(breakdown: Breakdown) -> tuple[Part, ...]:
    """The parts, what two countries claim of joint results, and what is in none of the parts: rows of their own."""
    rows = list(breakdown.parts)
    if breakdown.joint:
        rows.append(Part(_("Joint results claimed by two"), -breakdown.joint))
    if breakdown.difference is not None:
        rows.append(Part(_("Not broken down"), breakdown.difference, breakdown.countries, breakdown.claims))
    return tuple(rows)


def _part_of_countries(one: Part, unit: Unit, width: int) -> Row:
    """Of joint results nothing is taken off the claims: those cells are empty."""
    if one.countries:
        return _country_row(one.label, one.countries, one.claims, one.value, unit)
    return Row((label(one.label), *[words("")] * (width + 1), num(one.value, unit, "strong")))


def _country_row(head: str, cells: Iterable[Cell], claims: Cell, total: Cell, unit: Unit, kind: str = "") -> Row:
    figures = (num(cell, unit) for cell in cells)
    return Row((label(head), *figures, num(claims, unit, "soft"), num(total, unit, "strong")), kind)


def of_all(result: IndicatorResult, breakdown: Breakdown, numbering: Numbering) -> Table:
    """The total by one split, with a bar for each part."""
    unit, total = result.indicator.unit, result.total.total
    scale = charts.scale_of(part.value for part in breakdown.parts)
    rows = [_part_row(part, unit, total, scale) for part in rows_of(breakdown)]
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
