"""The national sections: each country by its own figures, week by week, with the names it released to all."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.evaluation import charts
from reporting.evaluation.chapters import Country, Name, NamedRecord, National, Text
from reporting.evaluation.content import Edition, Evaluation
from reporting.evaluation.figures import (
    Cell,
    CountryReturns,
    Figure,
    Indicator,
    WeekReturn,
)
from reporting.evaluation.printed.grid import (
    Chapter,
    Head,
    Heading,
    Numbering,
    Row,
    Table,
    Td,
    label,
    num,
    right,
    words,
)
from reporting.evaluation.wording import RETURN_STATES, number, share, titled, week_span


@dataclass(frozen=True, slots=True)
class NationalSection:
    """What one country's section prints."""

    heading: Heading
    agencies: tuple[str, ...]
    claim: str
    text: tuple[Text, ...]
    figures: Table
    weeks: Table
    names: tuple[Table, ...]
    without: tuple[str, ...]


def nationals(content: Evaluation, serial: str) -> Chapter:
    numbering = Numbering(serial)
    facts = zip(content.countries, content.nationals, content.quality.returns, strict=True)
    sections = tuple(_section(content, *each, numbering) for each in facts)
    return Chapter(
        Heading(f"s{serial}", serial, _("National sections")),
        "reporting/pdf/_nationals.html",
        tuple(section.heading for section in sections),
        {"sections": sections},
    )


def _section(
    content: Evaluation, country: Country, national: National, row: CountryReturns, numbering: Numbering
) -> NationalSection:
    heading = numbering.section(country.name)
    figures = _figures(content.indicators, national, numbering)
    weeks = _weeks(content, national, row, numbering)
    names = []
    if national.syndicates:
        names.append(_syndicates(national.syndicates, numbering))
    if national.suspects:
        names.append(_suspects(national.suspects, numbering))
    return NationalSection(
        heading=heading,
        agencies=country.agencies,
        claim=_claim(row),
        text=national.text,
        figures=figures,
        weeks=weeks,
        names=tuple(names),
        without=_without(content.edition, national),
    )


def _claim(row: CountryReturns) -> str:
    return _(
        "%(arrived)s of %(due)s weekly returns have arrived, %(late)s of them late; %(verified)s are verified."
    ) % {
        "arrived": number(row.arrived),
        "due": number(row.due),
        "late": number(row.late),
        "verified": number(row.verified),
    }


def _without(edition: Edition, national: National) -> tuple[str, ...]:
    """What a reader may look for and not find: text, names."""
    if edition is Edition.OBSERVER:
        return () if national.text else (_("National texts and names are in the member edition only."),)
    missing = () if national.text else (_("This country has written no text for this edition."),)
    if national.syndicates or national.suspects:
        return missing
    return (*missing, _("This country has released no name to all six countries."))


def _figures(indicators: tuple[Indicator, ...], national: National, numbering: Numbering) -> Table:
    heads = (_("Record-backed"), _("Reported"), _("Total"))
    credit = _("Contributed")
    facts = zip(indicators, national.figures, national.contributed, strict=True)
    return Table(
        label=numbering.table(),
        title=_("Own figures. Solid: verified, hatched: not yet verified"),
        head=(Head(_("Indicator")), *(right(head) for head in heads), Head(), right(_("Verified")), right(credit)),
        rows=tuple(_figures_row(*each) for each in facts),
        kind="own",
        note=_("«Contributed» is credit for results that another country claims. It is shown and never added."),
    )


def _figures_row(indicator: Indicator, figure: Figure, contributed: Cell) -> Row:
    unit = indicator.unit
    return Row(
        (
            label(titled(indicator), indicator.code),
            num(figure.recorded, unit),
            num(figure.reported, unit),
            num(figure.total, unit, "strong"),
            Td(kind="bar", bar=charts.split(figure.verified, figure.total)),
            words(share(figure.verified, figure.total), "num"),
            num(contributed, unit, "soft"),
        )
    )


def _weeks(content: Evaluation, national: National, row: CountryReturns, numbering: Numbering) -> Table:
    rows = tuple(
        _week_row(week_span(content.weeks[index]), content.indicators, cells, row.weeks[index])
        for index, cells in enumerate(national.weeks)
    )
    totals = (
        num(figure.total, indicator.unit)
        for indicator, figure in zip(content.indicators, national.figures, strict=True)
    )
    return Table(
        label=numbering.table(),
        title=_("Week by week, with the state of each return"),
        head=(
            Head(_("Week")),
            Head(_("Days")),
            *(right(f"{titled(indicator)} ({indicator.code})") for indicator in content.indicators),
            Head(_("Return")),
        ),
        rows=rows,
        foot=(Row((label(_("Total")), words(""), *totals, words("")), "total"),),
        kind="weekly",
    )


def _week_row(
    span: tuple[str, str], indicators: tuple[Indicator, ...], cells: tuple[Cell, ...], returned: WeekReturn
) -> Row:
    figures = (num(cell, indicator.unit) for indicator, cell in zip(indicators, cells, strict=True))
    return Row((label(span[0], kind="week"), words(span[1], "days soft"), *figures, _state(returned)))


def _state(returned: WeekReturn) -> Td:
    said = [str(RETURN_STATES[returned.state])]
    said += [_("late")] if returned.late else []
    said += [_("corrected")] if returned.corrected else []
    return Td(", ".join(said), "state", state=returned.state, late=returned.late, corrected=returned.corrected)


def _syndicates(records: tuple[NamedRecord, ...], numbering: Numbering) -> Table:
    return Table(
        label=numbering.table(),
        title=_("Largest syndicates that this country released to all six"),
        head=(
            Head(_("Name")),
            Head(_("Also known as")),
            right(_("Known members")),
            Head(_("Status")),
            Head(_("Reference")),
        ),
        rows=tuple(
            Row(
                (
                    _name(record.name),
                    _aliases(record.aliases),
                    words("" if record.size is None else number(record.size), "num"),
                    *_last(record),
                )
            )
            for record in records
        ),
        kind="names",
    )


def _suspects(records: tuple[NamedRecord, ...], numbering: Numbering) -> Table:
    return Table(
        label=numbering.table(),
        title=_("Main suspects that this country released to all six"),
        head=(Head(_("Name")), Head(_("Also known as")), Head(_("Status")), Head(_("Reference"))),
        rows=tuple(Row((_name(record.name), _aliases(record.aliases), *_last(record))) for record in records),
        kind="names",
    )


def _name(name: Name) -> Td:
    """The original script is the name; the romanisation stands below it, never instead."""
    return Td(
        name.words, "name", lang=name.language, below=name.romanised, below_lang=f"{name.language}-Latn", header=True
    )


def _aliases(aliases: tuple[Name, ...]) -> Td:
    return Td(kind="aliases", names=aliases)


def _last(record: NamedRecord) -> tuple[Td, Td]:
    return words(record.status), words(record.reference, "codes")
