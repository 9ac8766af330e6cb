"""How the countries worked together: measures at a glance, then each with its rule beside it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reporting.evaluation.content import Edition, Evaluation
from reporting.evaluation.figures import Cell
from reporting.evaluation.measures import Column, MeasureResult
from reporting.evaluation.printed.grid import (
    Chapter,
    Head,
    Heading,
    Numbering,
    Row,
    Table,
    Td,
    label,
    nation,
    num,
    right,
    words,
)
from reporting.evaluation.printed.lines import Block, note

GROUPS = ("XD", "FPVA", "ML")
"""First letters of the codes that stand in one section."""


def together(content: Evaluation, serial: str) -> Chapter:
    numbering = Numbering(serial)
    overview = glance(content, numbering) if content.measures else None
    titles = (_("Requests, intelligence, matches"), _("Persons and money"), _("Plan, supervision, lessons"))
    groups = ((title, _of(content, letters)) for title, letters in zip(titles, GROUPS, strict=True))
    sections = tuple((numbering.section(title), _blocks(content, own, numbering)) for title, own in groups if own)
    return Chapter(
        Heading(f"s{serial}", serial, _("How the countries worked together")),
        "reporting/pdf/_together.html",
        tuple(heading for heading, _blocks_ in sections),
        {"glance": overview, "sections": sections, "for_observers": content.edition is Edition.OBSERVER},
    )


def _of(content: Evaluation, letters: str) -> list[MeasureResult]:
    return [one for one in content.measures if one.indicator.code[0] in letters]


def _blocks(content: Evaluation, own: Sequence[MeasureResult], numbering: Numbering) -> tuple[Block, ...]:
    return tuple(Block(note(one.indicator), (table(content, one, numbering),), rule_below=True) for one in own)


def glance(content: Evaluation, numbering: Numbering) -> Table:
    """Each measure by the one number that stands for it, in all countries as far as the edition tells them."""
    codes = [country.code for country in content.countries] if _by_country(content.measures) else []
    return Table(
        label=numbering.table(),
        title=_("Measures at a glance. «No data» is not 0"),
        head=(Head(_("Measure")), Head(_("Number")), *(right(code) for code in codes), right(_("All"))),
        rows=tuple(_glance_row(one) for one in content.measures),
        kind="matrix",
        note=_("The last column is counted from the things themselves; it is no mean of the others.") if codes else "",
    )


def _by_country(measures: Sequence[MeasureResult]) -> bool:
    return any(one.countries for one in measures)


def _glance_row(one: MeasureResult) -> Row:
    column = one.columns[one.headline]
    cells = (*(row[one.headline] for row in one.countries), one.total[one.headline])
    numbers = (num(cell, column.unit) for cell in cells)
    return Row((label(one.indicator.label, one.indicator.code), words(column.label), *numbers))


def table(content: Evaluation, one: MeasureResult, numbering: Numbering) -> Table:
    """One measure with all its numbers; countries, what belongs to none, and all of them."""
    rows = [
        _row(nation(country), cells, one.columns)
        for country, cells in zip(content.countries, one.countries, strict=False)
    ]
    if one.others is not None:
        rows.append(_row(label(_("No country")), one.others, one.columns))
    return Table(
        label=numbering.table(),
        title=f"{one.indicator.label} ({one.indicator.code})",
        head=(Head(_("Country")), *(right(column.label) for column in one.columns)),
        rows=tuple(rows),
        foot=(_row(label(_("All countries")), one.total, one.columns, "total"),),
        kind="figures",
    )


def _row(head: Td, cells: Sequence[Cell], columns: Sequence[Column], kind: str = "") -> Row:
    numbers = (num(cell, column.unit) for cell, column in zip(cells, columns, strict=True))
    return Row((head, *numbers), kind)
