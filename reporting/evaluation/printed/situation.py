"""A weekly, monthly or country report in print: its text, the figures of its period beside all so far, its returns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reporting.evaluation.chapters import Text
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Indicator, IndicatorResult
from reporting.evaluation.printed import changes, opening
from reporting.evaluation.printed.drawn import Picture, texts
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
from reporting.evaluation.printed.lines import taken_off
from reporting.evaluation.printed.quality import LEGEND, completeness_claim, grid
from reporting.evaluation.printed.trends import no_data
from reporting.evaluation.printed.written import sections_of
from reporting.evaluation.situation import Situation
from reporting.evaluation.weeks import ARRIVED, DUE, Week, WeekReturn
from reporting.evaluation.wording import RETURN_STATES, day, returned, share, titled, week_span

Pair = tuple[IndicatorResult, IndicatorResult]
"""An indicator in the period, and since the operation began."""


@dataclass(frozen=True, slots=True)
class NationalText:
    """What one country wrote."""

    heading: Heading
    text: tuple[Text | Picture, ...]


def of(content: Evaluation) -> Situation:
    """What is printed of the report. Raises ValueError for an edition of the evaluation."""
    if content.situation is None:
        raise ValueError(f"{content.reference} has no period")
    return content.situation


def text(content: Evaluation, serial: str) -> Chapter:
    """The common sections."""
    sections = sections_of(content, Numbering(serial))
    headings = tuple(one.heading for one in sections)
    return Chapter(
        Heading(f"s{serial}", serial, _("Report")), "reporting/pdf/_written.html", headings, {"sections": sections}
    )


def nationals(content: Evaluation, serial: str) -> Chapter:
    """What each country wrote of its own; the others are named."""
    numbering = Numbering(serial)
    names = {country.code: country.name for country in content.countries}
    told = [one for one in content.nationals if one.text]
    silent = [names[one.country] for one in content.nationals if not one.text]
    sections = tuple(
        NationalText(numbering.section(names[one.country]), texts(one.text, numbering, is_short=True)) for one in told
    )
    parts = {"sections": sections, "silent": ", ".join(silent)}
    headings = tuple(one.heading for one in sections)
    return Chapter(
        Heading(f"s{serial}", serial, _("From the countries")), "reporting/pdf/_countrytexts.html", headings, parts
    )


def figures(content: Evaluation, serial: str) -> Chapter:
    """Every figure by country, in the period and below it so far."""
    return _figures(content, serial, beside)


def against_targets(content: Evaluation, serial: str) -> Chapter:
    """The same, after the lead figure of each line of effort against its target."""
    return _figures(content, serial, _so_far, beside)


def _so_far(content: Evaluation, numbering: Numbering) -> Table:
    """Targets are of the whole operation: so are the figures beside them."""
    words = _(
        "Lead figure of each line of effort so far, since %(day)s. "
        "Solid: verified, hatched: not yet verified, dotted line: target"
    )
    return replace(opening.targets(content, numbering), title=words % {"day": day(content.operation.execution.first)})


def own_figures(content: Evaluation, serial: str) -> Chapter:
    """Every figure of one country."""
    return _figures(content, serial, of_country)


def _figures(content: Evaluation, serial: str, *tables: Callable[[Evaluation, Numbering], Table]) -> Chapter:
    numbering = Numbering(serial)
    parts = {
        "tables": tuple(build(content, numbering) for build in tables),
        "has_weeks": bool(content.weeks),
        "restatements": changes.restatements(content, numbering) if content.restatements else None,
    }
    return Chapter(Heading(f"s{serial}", serial, _("Figures")), "reporting/pdf/_period.html", (), parts)


def beside(content: Evaluation, numbering: Numbering) -> Table:
    """Two rows an indicator, with the sum of claims, what two countries claim, the total and how far it is verified."""
    sums = (_("Sum of claims"), _("Claimed by two countries"), _("Total"), _("Verified"))
    columns = (*(country.code for country in content.countries), *sums)
    without, silent = _("A total is without the countries that have no data in its row."), no_data(_silent(content))
    since = day(content.operation.execution.first)
    return Table(
        label=numbering.table(),
        title=_("Figures of the period; below each of them the same so far, since %(day)s") % {"day": since},
        head=(Head(_("Indicator")), *(right(column) for column in columns)),
        rows=tuple(_by_line(content, len(columns), _both)),
        kind="beside",
        note=f"{without} {silent}".strip(),
    )


def of_country(content: Evaluation, numbering: Numbering) -> Table:
    """One row an indicator: the period, then all so far by where it comes from, against the country's own target."""
    columns = (_("In the period"), _("Record-backed"), _("Reported"), _("So far"), _("Verified"), _("Target"))
    since = day(content.operation.execution.first)
    return Table(
        label=numbering.table(),
        title=_("Figures of the country in the period, and so far, since %(day)s") % {"day": since},
        head=(Head(_("Indicator")), *(right(column) for column in columns)),
        rows=tuple(_by_line(content, len(columns), lambda pair: (_own(pair),))),
        kind="figures",
        note=no_data(_silent(content)),
    )


def _by_line(content: Evaluation, columns: int, rows: Callable[[Pair], tuple[Row, ...]]) -> Iterator[Row]:
    """Line by line of effort, each under its title; what nobody knows is named below the table."""
    in_period = {one.indicator.code: one for one in of(content).results}
    for line in content.lines:
        if line.known:
            yield Row((label(f"{line.number} {line.title}"), *[words("")] * columns), "group")
        for result in line.known:
            yield from rows((in_period[result.indicator.code], result))


def _silent(content: Evaluation) -> list[Indicator]:
    return [indicator for line in content.lines for indicator in line.unknown]


def _both(pair: Pair) -> tuple[Row, ...]:
    in_period, so_far = pair
    indicator = so_far.indicator
    return (
        Row((label(titled(indicator), indicator.code), *_cells(in_period)), "first"),
        Row((label(_("so far"), kind="soft"), *_cells(so_far)), "second"),
    )


def _cells(result: IndicatorResult) -> Iterator[Td]:
    unit, total = result.indicator.unit, result.total
    yield from (num(figure.total, unit) for figure in result.countries)
    yield num(result.claims, unit, "soft")
    yield words(taken_off(result), "num soft")
    yield num(total.total, unit, "strong")
    yield words(share(total.verified, total.total), "num")


def _own(pair: Pair) -> Row:
    (in_period,), (so_far,) = pair[0].countries, pair[1].countries
    indicator, target = pair[1].indicator, pair[1].target
    unit = indicator.unit
    return Row(
        (
            label(titled(indicator), indicator.code),
            num(in_period.total, unit),
            num(so_far.recorded, unit),
            num(so_far.reported, unit),
            num(so_far.total, unit, "strong"),
            words(share(so_far.verified, so_far.total), "num"),
            words(_("none set"), "num soft") if target is None else num(target, unit, "soft"),
        )
    )


def returns(content: Evaluation, serial: str) -> Chapter:
    """What came of the returns of the period, and which are missing or late."""
    numbering = Numbering(serial)
    rows = tuple(_outstanding(content))
    parts = {
        "claim": completeness_claim(content) if content.weeks else "",
        "grid": grid(content, numbering) if len(content.weeks) > 1 else None,
        "legend": tuple((state, RETURN_STATES[state]) for state in LEGEND),
        "table": _outstanding_table(rows, numbering) if rows else None,
        "limits": content.quality.limits,
    }
    return Chapter(Heading(f"s{serial}", serial, _("Returns")), "reporting/pdf/_outstanding.html", (), parts)


def _outstanding_table(rows: tuple[Row, ...], numbering: Numbering) -> Table:
    return Table(
        label=numbering.table(),
        title=_("Returns of the period that are missing or came late"),
        head=(Head(_("Country")), Head(_("Week")), Head(_("Days")), Head(_("State"))),
        rows=rows,
        kind="outstanding",
    )


def _outstanding(content: Evaluation) -> Iterator[Row]:
    for country, row in zip(content.countries, content.quality.returns, strict=True):
        for week, one in zip(content.weeks, row.weeks, strict=True):
            if one.late or one.state in DUE - ARRIVED:
                yield Row((nation(country), *_outstanding_cells(week, one)))


def _outstanding_cells(week: Week, one: WeekReturn) -> tuple[Td, ...]:
    name, days = week_span(week)
    return words(name, "week"), words(days, "days"), Td(returned(one), "state", state=one.state)
