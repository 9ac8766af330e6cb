"""The chapters of results: by line of effort, by country, by week."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.evaluation import charts
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import (
    Breakdown,
    Figure,
    Gap,
    Indicator,
    IndicatorResult,
    LineOfEffort,
    Unit,
)
from reporting.evaluation.printed.grid import (
    Chapter,
    Head,
    Heading,
    Note,
    Numbering,
    Row,
    Table,
    Td,
    label,
    num,
    right,
    words,
)
from reporting.evaluation.wording import MINUS, compact, days, number, share, week


@dataclass(frozen=True, slots=True)
class LineSection:
    """What one line of effort prints; without tables it says that there is no data."""

    heading: Heading
    objective: str
    text: tuple[str, ...]
    notes: tuple[Note, ...]
    tables: tuple[Table, ...]
    unknown: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """One indicator week by week: columns without words, and the words in cells below them."""

    label: str
    title: str
    alternative: str
    columns: tuple[charts.Column, ...]
    values: tuple[str, ...]
    weeks: tuple[str, ...]


def by_line(content: Evaluation, serial: str) -> Chapter:
    numbering = Numbering(serial)
    sections = tuple(_line_section(content, line, numbering) for line in content.lines)
    return Chapter(
        Heading(f"s{serial}", serial, _("Results by line of effort")),
        "reporting/pdf/_lines.html",
        tuple(section.heading for section in sections),
        {"sections": sections},
    )


def _line_section(content: Evaluation, line: LineOfEffort, numbering: Numbering) -> LineSection:
    heading = numbering.section(line.title)
    tables: list[Table] = []
    for result in line.known:
        tables.append(by_country_table(content, result, numbering))
        tables.extend(_breakdown(result, breakdown, numbering) for breakdown in result.breakdowns)
    return LineSection(
        heading=heading,
        objective=line.objective,
        text=line.text or tuple(statement(result) for result in line.known),
        notes=tuple(note(result.indicator) for result in line.known),
        tables=tuple(tables),
        unknown=tuple(result.indicator for result in line.results if result not in line.known),
    )


def titled(indicator: Indicator) -> str:
    """The label with its unit where it is not a plain count."""
    return _("%(indicator)s, USD") % {"indicator": indicator.label} if indicator.unit is Unit.USD else indicator.label


def note(indicator: Indicator) -> Note:
    rule = _("%(rule)s (rules, edition %(edition)s)") % {"rule": indicator.rule, "edition": indicator.rule_version}
    return Note(f"{indicator.code} {indicator.label}", rule)


def statement(result: IndicatorResult) -> str:
    """One indicator as a sentence, for a line of which nobody wrote more."""
    unit, figure = result.indicator.unit, result.total
    said = {
        "indicator": titled(result.indicator),
        "total": number(figure.total, unit),
        "verified": number(figure.verified, unit),
        "target": number(result.target, unit) if result.target is not None else "",
    }
    if isinstance(figure.total, Gap) or isinstance(figure.verified, Gap):
        return _("%(indicator)s: %(total)s.") % said
    if result.target is None:
        return _("%(indicator)s: %(total)s, of which %(verified)s verified. No target was set.") % said
    return _("%(indicator)s: %(total)s, of which %(verified)s verified. The target was %(target)s.") % said


def by_country_table(content: Evaluation, result: IndicatorResult, numbering: Numbering) -> Table:
    """One indicator in all countries: where each figure comes from, how far it is verified, and the three sums."""
    unit = result.indicator.unit
    scale = charts.scale_of(figure.total for figure in result.countries)
    heads = (_("Record-backed"), _("Reported"), _("Claimed"))
    return Table(
        label=numbering.figure(),
        title=titled(result.indicator),
        head=(Head(_("Country")), *(right(head) for head in heads), Head(), right(_("Verified"))),
        rows=tuple(
            _country_row(label(country.name, country.code), figure, unit, scale)
            for country, figure in zip(content.countries, result.countries, strict=True)
        ),
        foot=_three_sums(result, lacking(content, result)),
        kind="split",
    )


def _country_row(head: Td, figure: Figure, unit: Unit, scale: Decimal) -> Row:
    return Row(
        (
            head,
            num(figure.recorded, unit),
            num(figure.reported, unit),
            num(figure.total, unit, "strong"),
            Td(kind="bar", bar=charts.bar(figure, scale)),
            words(share(figure.verified, figure.total), "num"),
        )
    )


def lacking(content: Evaluation, result: IndicatorResult) -> str:
    """«without VN», where a country of the total has no data."""
    codes = [
        country.code
        for country, figure in zip(content.countries, result.countries, strict=True)
        if figure.total is Gap.NO_DATA
    ]
    return _("without %(countries)s") % {"countries": ", ".join(codes)} if codes else ""


def _three_sums(result: IndicatorResult, without: str) -> tuple[Row, ...]:
    unit, total, blank = result.indicator.unit, result.total, words("")
    claims = (num(total.recorded, unit), num(total.reported, unit), num(result.claims, unit), blank, blank)
    twice = (blank, blank, words(taken_off(result), "num"), blank, blank)
    last = (
        blank,
        blank,
        num(total.total, unit),
        words(without, "soft"),
        words(share(total.verified, total.total), "num"),
    )
    return (
        Row((label(_("Sum of claims")), *claims)),
        Row((label(_("Claimed by two countries")), *twice)),
        Row((label(_("Total")), *last), "total"),
    )


def taken_off(result: IndicatorResult) -> str:
    twice = result.claimed_twice
    said = number(twice, result.indicator.unit)
    return said if isinstance(twice, Gap) or not twice else f"{MINUS}{said}"


def _breakdown(result: IndicatorResult, breakdown: Breakdown, numbering: Numbering) -> Table:
    unit, total = result.indicator.unit, result.total.total
    scale = charts.scale_of(part.value for part in breakdown.parts)
    rows = [
        Row(
            (
                label(part.label),
                num(part.value, unit),
                Td(kind="bar", bar=charts.bar(Figure(part.value, verified=part.value), scale)),
                words(share(part.value, total), "num"),
            )
        )
        for part in breakdown.parts
    ]
    if breakdown.difference is not None:
        rows.append(
            Row(
                (
                    label(_("Not broken down")),
                    num(breakdown.difference, unit),
                    words(""),
                    words(share(breakdown.difference, total), "num"),
                )
            )
        )
    return Table(
        label=numbering.figure(),
        title=f"{titled(result.indicator)}: {breakdown.title}",
        head=(Head(), right(_("Figure")), Head(), right(_("Share"))),
        rows=tuple(rows),
        foot=(Row((label(_("Total")), num(total, unit), words(""), words("")), "total"),),
        kind="parts",
    )


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
                label(country.name, country.code),
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
        head=(
            Head(_("Country")),
            *(right(f"{titled(result.indicator)} ({result.indicator.code})") for result in results),
        ),
        rows=tuple(rows),
        foot=(claims, twice, totals),
        kind="matrix",
    )


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
        values=tuple(compact(figure.total) for figure in result.weeks),
        weeks=tuple(f"{column.number:02d}" for column in content.weeks),
    )


def weekly(content: Evaluation, numbering: Numbering) -> Table:
    results = returned(content)
    rows = tuple(
        Row(
            (
                label(week_span(content, index)[0], kind="week"),
                words(week_span(content, index)[1], "soft"),
                *(num(result.weeks[index].total, result.indicator.unit) for result in results),
            )
        )
        for index in range(len(content.weeks))
    )
    totals = Row(
        (label(_("Total")), words(""), *(num(result.total.total, result.indicator.unit) for result in results)), "total"
    )
    return Table(
        label=numbering.table(),
        title=_("All countries by ISO week, de-duplicated"),
        head=(
            Head(_("Week")),
            Head(_("Days")),
            *(right(f"{titled(result.indicator)} ({result.indicator.code})") for result in results),
        ),
        rows=rows,
        foot=(totals,),
        kind="weekly",
    )


def week_span(content: Evaluation, index: int) -> tuple[str, str]:
    """The label of a week and its days: W32, 7–11 Aug."""
    column = content.weeks[index]
    return week(column.number), days(column.first, column.last)
