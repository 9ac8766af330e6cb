"""Results by country and by week: the indicators of the national returns side by side, line by line of effort."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reporting.evaluation import charts
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Figure, Gap, Indicator, IndicatorResult
from reporting.evaluation.printed.columns import by_effort, heads, legend
from reporting.evaluation.printed.grid import (
    Chapter,
    Head,
    Heading,
    Numbering,
    Row,
    Table,
    label,
    num,
    right,
    words,
)
from reporting.evaluation.printed.lines import lacking, taken_off
from reporting.evaluation.weeks import Week, as_drawn
from reporting.evaluation.wording import compact, titled, week_span


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
    parts = {"tables": tuple(matrices(content, numbering))}
    return Chapter(Heading(f"s{serial}", serial, _("Results by country")), "reporting/pdf/_countries.html", (), parts)


def returned(content: Evaluation) -> dict[str, IndicatorResult]:
    """The results of the indicators of the national returns, by their codes and in their order."""
    found = {result.indicator.code: result for result in content.results}
    return {one.code: found[one.code] for one in content.indicators if one.code in found}


def matrices(content: Evaluation, numbering: Numbering) -> Iterator[Table]:
    """For each line of effort indicators × countries, with the sum of claims, what two claim, and the total."""
    results = returned(content)
    for columns in by_effort(content, lambda at: _is_known(content, at, results)):
        sums = (_("Sum of claims"), _("Claimed by two countries"), _("Total"))
        yield Table(
            label=numbering.table(),
            title=columns.title,
            head=(
                Head(_("Indicator")),
                *(right(country.code) for country in content.countries),
                *(right(name) for name in sums),
            ),
            rows=tuple(_matrix_row(content, results[one.code]) for one in columns.indicators),
            kind="matrix",
            note=no_data(columns.silent),
        )


def _is_known(content: Evaluation, at: int, results: Mapping[str, IndicatorResult]) -> bool:
    found = results.get(content.indicators[at].code)
    return found is not None and found.total.total is not Gap.NO_DATA


def _matrix_row(content: Evaluation, result: IndicatorResult) -> Row:
    unit = result.indicator.unit
    return Row(
        (
            label(titled(result.indicator), result.indicator.code),
            *(num(figure.total, unit) for figure in result.countries),
            num(result.claims, unit, "soft"),
            words(taken_off(result), "num soft"),
            replace(num(result.total.total, unit, "strong"), below=lacking(content, result)),
        )
    )


def no_data(silent: Sequence[Indicator]) -> str:
    if not silent:
        return ""
    return _("No data: %(missing)s.") % {"missing": ", ".join(f"{one.code} {titled(one)}" for one in silent)}


def by_week(content: Evaluation, serial: str) -> Chapter:
    numbering = Numbering(serial)
    parts = {
        "trends": tuple(_trend(content, result, numbering) for result in _drawn(content)),
        "tables": tuple(weekly(content, numbering)),
    }
    return Chapter(Heading(f"s{serial}", serial, _("Weekly trend")), "reporting/pdf/_weeks.html", (), parts)


def _drawn(content: Evaluation) -> list[IndicatorResult]:
    """Those that have a column at all: crosses, gaps or nothing alone say no more than the table by week."""
    return [
        result
        for result in returned(content).values()
        if any(not isinstance(figure.total, Gap) and figure.total for figure in result.weeks)
    ]


def _trend(content: Evaluation, result: IndicatorResult, numbering: Numbering) -> Trend:
    name = titled(result.indicator)
    alternative = _("%(indicator)s by week; the figures stand below each column") % {"indicator": name}
    title = f"{name} ({result.indicator.code})"
    return trend(numbering.figure(), title, alternative, as_drawn(result.weeks, content.weeks), content.weeks)


def trend(label: str, title: str, alternative: str, figures: Sequence[Figure], weeks: Sequence[Week]) -> Trend:
    """One column a week; `alternative` stands for them where they are not seen."""
    return Trend(
        label=label,
        title=title,
        alternative=alternative,
        columns=charts.columns(figures),
        box=f"0 0 {charts.WIDTH:.0f} {charts.HEIGHT:.0f}",
        ground=f"M0 {charts.HEIGHT:.0f}H{charts.WIDTH:.0f}",
        values=tuple(compact(figure.total) for figure in figures),
        weeks=tuple(f"{column.number:02d}" for column in weeks),
    )


def weekly(content: Evaluation, numbering: Numbering) -> Iterator[Table]:
    """For each line of effort weeks × indicators, what two countries claim taken off."""
    results = returned(content)
    for columns in by_effort(content, lambda at: _is_known(content, at, results)):
        own = [results[one.code] for one in columns.indicators]
        totals = (num(result.total.total, result.indicator.unit) for result in own)
        yield Table(
            label=numbering.table(),
            title=_("%(line)s: all countries by ISO week, de-duplicated") % {"line": columns.title},
            head=(Head(_("Week")), Head(_("Days")), *heads(columns.indicators)),
            rows=tuple(_week_row(week, at, own) for at, week in enumerate(content.weeks)),
            foot=(Row((label(_("Total")), words(""), *totals), "total"),),
            kind="trend",
            note=legend(columns.indicators, columns.silent),
        )


def _week_row(week: Week, at: int, results: Sequence[IndicatorResult]) -> Row:
    name, days = week_span(week)
    figures = (num(result.weeks[at].total, result.indicator.unit) for result in results)
    return Row((label(name, kind="week"), words(days, "days soft"), *figures))
