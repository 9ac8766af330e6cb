"""The chapter on data quality: what the figures are worth, before any of them is read."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.evaluation import charts
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Cell, Gap, IndicatorResult
from reporting.evaluation.printed import changes
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
from reporting.evaluation.weeks import CountryReturns, ReturnState, WeekReturn
from reporting.evaluation.wording import (
    RETURN_STATES,
    number,
    returned,
    share,
    short_day,
)

LEGEND = (ReturnState.VERIFIED, ReturnState.SUBMITTED, ReturnState.QUERIED, ReturnState.DRAFT, ReturnState.MISSING)


def quality(content: Evaluation, serial: str) -> Chapter:
    numbering = Numbering(serial)
    titles = (
        _("Completeness by country and week"),
        _("Record-backed against reported"),
        _("Verified against not yet verified"),
        _("Corrections"),
        _("Restatements"),
        _("Limits"),
    )
    sections = tuple(numbering.section(title) for title in titles)
    parts = {
        "claim": completeness_claim(content),
        "grid": grid(content, numbering),
        "legend": tuple((state, RETURN_STATES[state]) for state in LEGEND),
        "returns": returns(content, numbering),
        "sources": sources(content, numbering),
        "checks": checks(content, numbering),
        "corrections": changes.corrections(content, numbering) if content.quality.corrections else None,
        "restatements": changes.restatements(content, numbering) if content.restatements else None,
        "limits": content.quality.limits,
    }
    return Chapter(Heading(f"s{serial}", serial, _("Data quality")), "reporting/pdf/_quality.html", sections, parts)


def completeness_claim(content: Evaluation) -> str:
    rows = content.quality.returns
    due, arrived, late = (
        sum(counts) for counts in zip(*((row.due, row.arrived, row.late) for row in rows), strict=True)
    )
    return ngettext(
        "%(arrived)s of %(due)s return that was due has arrived, %(late)s of them late.",
        "%(arrived)s of %(due)s returns that were due have arrived, %(late)s of them late.",
        due,
    ) % {"arrived": number(arrived), "due": number(due), "late": number(late)}


def grid(content: Evaluation, numbering: Numbering) -> Table:
    """Six rows of small squares: a verified week is quiet, a missing one is crossed."""
    return Table(
        label=numbering.figure(),
        title=_("Weekly returns by country. A dot marks a late return, a bar below it a corrected one"),
        head=(Head(_("Country")), *(Head(f"{column.number:02d}", "tick") for column in content.weeks)),
        rows=tuple(
            Row((Td(row.country, "cc", header=True), *(_square(cell) for cell in row.weeks)))
            for row in content.quality.returns
        ),
        kind="squares",
        note=_("Columns are ISO weeks, from %(first)s to %(last)s.")
        % {"first": short_day(content.weeks[0].first), "last": short_day(content.weeks[-1].last)},
    )


def _square(cell: WeekReturn) -> Td:
    return Td(returned(cell), "square", state=cell.state, late=cell.late, corrected=cell.corrected)


def returns(content: Evaluation, numbering: Numbering) -> Table:
    rows = content.quality.returns
    nations = {country.code: nation(country) for country in content.countries}
    total = [sum(counts) for counts in zip(*(_counts(row) for row in rows), strict=True)]
    heads = (_("Due"), _("Arrived"), _("Verified"), _("Late"), _("Corrected"), _("Missing"))
    return Table(
        label=numbering.table(),
        title=_("Returns by country"),
        head=(Head(_("Country")), *(right(head) for head in heads), right(_("Verified of due"))),
        rows=tuple(_returns_row(nations[row.country], _counts(row)) for row in rows),
        foot=(_returns_row(label(_("All countries")), total, "total"),),
        kind="figures",
    )


def _counts(row: CountryReturns) -> list[int]:
    return [row.due, row.arrived, row.verified, row.late, row.corrected, row.due - row.arrived]


def _returns_row(head: Td, counts: list[int], kind: str = "") -> Row:
    return Row((head, *(num(count) for count in counts), words(share(counts[2], counts[0]), "num")), kind)


def sources(content: Evaluation, numbering: Numbering) -> Table:
    heads = (_("Record-backed"), _("Reported"), _("Total"))
    return Table(
        label=numbering.figure(),
        title=_("Where the figures come from. Solid: computed from records, hatched: reported without records"),
        head=(Head(_("Indicator")), *(right(head) for head in heads), Head(), right(_("Record-backed"))),
        rows=tuple(_sources_row(result) for result in _known(content)),
        kind="split",
        note=_(
            "What is reported without records falls as the records arrive. Sums are of national claims, before "
            "duplicates are taken off."
        ),
    )


def _sources_row(result: IndicatorResult) -> Row:
    unit, recorded, reported = result.indicator.unit, result.total.recorded, result.total.reported
    whole = _plus(recorded, reported)
    return Row(
        (
            label(result.indicator.label, result.indicator.code),
            num(recorded, unit),
            num(reported, unit),
            num(whole, unit, "strong"),
            Td(kind="bar", bar=charts.split(recorded, whole)),
            words(share(recorded, whole), "num"),
        )
    )


def _plus(one: Cell, other: Cell) -> Cell:
    if isinstance(one, Gap) and isinstance(other, Gap):
        return one
    if isinstance(one, Gap):
        return other if one is Gap.NO_DATA else one
    if isinstance(other, Gap):
        return one if other is Gap.NO_DATA else other
    return one + other


def checks(content: Evaluation, numbering: Numbering) -> Table:
    heads = (_("Verified"), _("Not yet verified"), _("Total"))
    return Table(
        label=numbering.figure(),
        title=_("How far the figures are verified. Solid: verified, hatched: not yet verified"),
        head=(Head(_("Indicator")), *(right(head) for head in heads), Head(), right(_("Verified"))),
        rows=tuple(_checks_row(result) for result in _known(content)),
        kind="split",
    )


def _checks_row(result: IndicatorResult) -> Row:
    unit, figure = result.indicator.unit, result.total
    return Row(
        (
            label(result.indicator.label, result.indicator.code),
            num(figure.verified, unit),
            num(figure.unverified, unit),
            num(figure.total, unit, "strong"),
            Td(kind="bar", bar=charts.split(figure.verified, figure.total)),
            words(share(figure.verified, figure.total), "num"),
        )
    )


def _known(content: Evaluation) -> tuple[IndicatorResult, ...]:
    return tuple(result for line in content.lines for result in line.known)
