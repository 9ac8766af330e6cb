"""Results by country and by week: all indicators of the national returns side by side."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.evaluation import charts
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import IndicatorResult, Week
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
from reporting.evaluation.printed.lines import lacking, note, taken_off
from reporting.evaluation.wording import compact, number, titled, week_span


@dataclass(frozen=True, slots=True)
class Trend:
    """One indicator week by week: columns without words, and the words in cells below them."""

    label: str
    title: str
    alternative: str
    columns: tuple[charts.Column, ...]
    box: str
    ground: str
    values: tuple[str, ...]
    weeks: tuple[str, ...]


def by_country(content: Evaluation, serial: str) -> Chapter:
    numbering = Numbering(serial)
    parts = {"table": matrix(content, numbering), "notes": tuple(note(indicator) for indicator in content.indicators)}
    return Chapter(Heading(f"s{serial}", serial, _("Results by country")), "reporting/pdf/_countries.html", (), parts)


def returned(content: Evaluation) -> tuple[IndicatorResult, ...]:
    """The results of the indicators of the national returns, in their order."""
    found = {result.indicator.code: result for result in content.results}
    return tuple(found[indicator.code] for indicator in content.indicators if indicator.code in found)


def matrix(content: Evaluation, numbering: Numbering) -> Table:
    """Countries × indicators with the sum of claims, what two claim, and the total."""
    results = returned(content)
    rows = [
        Row(
            (
                nation(country),
                *(num(result.countries[index].total, result.indicator.unit) for result in results),
            )
        )
        for index, country in enumerate(content.countries)
    ]
    claims = Row((label(_("Sum of claims")), *(num(result.claims, result.indicator.unit) for result in results)))
    twice = Row((label(_("Claimed by two countries")), *(words(taken_off(result), "num") for result in results)))
    totals = Row((label(_("Total")), *(_total_cell(content, result) for result in results)), "total")
    return Table(
        label=numbering.table(),
        title=_("Results by country. «No data» is not 0"),
        head=(Head(_("Country")), *_heads(results)),
        rows=tuple(rows),
        foot=(claims, twice, totals),
        kind="matrix",
    )


def _heads(results: tuple[IndicatorResult, ...]) -> tuple[Head, ...]:
    return tuple(right(f"{titled(result.indicator)} ({result.indicator.code})") for result in results)


def _total_cell(content: Evaluation, result: IndicatorResult) -> Td:
    return Td(number(result.total.total, result.indicator.unit), "num", below=lacking(content, result))


def by_week(content: Evaluation, serial: str) -> Chapter:
    numbering = Numbering(serial)
    parts = {
        "trends": tuple(_trend(content, result, numbering) for result in returned(content)),
        "table": weekly(content, numbering),
    }
    return Chapter(Heading(f"s{serial}", serial, _("Weekly trend")), "reporting/pdf/_weeks.html", (), parts)


def _trend(content: Evaluation, result: IndicatorResult, numbering: Numbering) -> Trend:
    name = titled(result.indicator)
    return Trend(
        label=numbering.figure(),
        title=f"{name} ({result.indicator.code})",
        alternative=_("%(indicator)s by week; the figures stand below each column") % {"indicator": name},
        columns=charts.columns(result.weeks),
        box=f"0 0 {charts.WIDTH:.0f} {charts.HEIGHT:.0f}",
        ground=f"M0 {charts.HEIGHT:.0f}H{charts.WIDTH:.0f}",
        values=tuple(compact(figure.total) for figure in result.weeks),
        weeks=tuple(f"{column.number:02d}" for column in content.weeks),
    )


def weekly(content: Evaluation, numbering: Numbering) -> Table:
    results = returned(content)
    rows = tuple(_week_row(column, index, results) for index, column in enumerate(content.weeks))
    totals = Row(
        (label(_("Total")), words(""), *(num(result.total.total, result.indicator.unit) for result in results)), "total"
    )
    return Table(
        label=numbering.table(),
        title=_("All countries by ISO week, de-duplicated"),
        head=(Head(_("Week")), Head(_("Days")), *_heads(results)),
        rows=rows,
        foot=(totals,),
        kind="trend",
    )


def _week_row(column: Week, index: int, results: tuple[IndicatorResult, ...]) -> Row:
    name, days = week_span(column)
    figures = (num(result.weeks[index].total, result.indicator.unit) for result in results)
    return Row((label(name, kind="week"), words(days, "days soft"), *figures))
