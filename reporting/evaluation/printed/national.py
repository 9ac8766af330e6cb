"""The national sections: each country by its own figures, week by week, with the names it released to all."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.evaluation import charts
from reporting.evaluation.chapters import Name, NamedRecord, National, Text
from reporting.evaluation.content import Edition, Evaluation
from reporting.evaluation.figures import Cell, Figure, Gap, Indicator
from reporting.evaluation.printed import currencies
from reporting.evaluation.printed.columns import Columns, by_effort, heads, legend
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
    num,
    right,
    words,
)
from reporting.evaluation.weeks import CountryReturns, Week, WeekReturn
from reporting.evaluation.wording import number, returned, share, titled, week_span

NO_COLUMNS = Columns("", (), (), ())


@dataclass(frozen=True, slots=True)
class NationalSection:
    """What one country's section prints. A text with charts needs the whole width of the page."""

    heading: Heading
    agencies: tuple[str, ...]
    claim: str
    text: tuple[Text | Picture, ...]
    figures: Table
    parts: tuple[Table, ...]
    weeks: tuple[Table, ...]
    names: tuple[Table, ...]
    without: tuple[str, ...]

    @property
    def has_pictures(self) -> bool:
        return any(isinstance(one, Picture) for one in self.text)


def nationals(content: Evaluation, serial: str) -> Chapter:
    numbering = Numbering(serial)
    sections = tuple(_section(content, at, numbering) for at in range(len(content.countries)))
    return Chapter(
        Heading(f"s{serial}", serial, _("National sections")),
        "reporting/pdf/_nationals.html",
        tuple(section.heading for section in sections),
        {"sections": sections},
    )


def _section(content: Evaluation, at: int, numbering: Numbering) -> NationalSection:
    country, national, row = content.countries[at], content.nationals[at], content.quality.returns[at]
    heading = numbering.section(country.name)
    text = texts(national.text, numbering)
    figures = _figures(content, national, numbering)
    parts = tuple(currencies.of_country(content, at, numbering))
    weeks = tuple(_weeks(content, national, row, numbering))
    names = []
    if national.syndicates:
        names.append(_syndicates(national.syndicates, numbering))
    if national.suspects:
        names.append(_suspects(national.suspects, numbering))
    return NationalSection(
        heading=heading,
        agencies=country.agencies,
        claim=_claim(row),
        text=text,
        figures=figures,
        parts=parts,
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


def _figures(content: Evaluation, national: National, numbering: Numbering) -> Table:
    heads = (_("Record-backed"), _("Reported"), _("Total"))
    credit = _("Contributed")
    return Table(
        label=numbering.table(),
        title=_("Own figures. Solid: verified, hatched: not yet verified"),
        head=(Head(_("Indicator")), *(right(head) for head in heads), Head(), right(_("Verified")), right(credit)),
        rows=tuple(_figures_rows(content, national)),
        kind="own",
        note=_("«Contributed» is credit for results that another country claims. It is shown and never added."),
    )


def _figures_rows(content: Evaluation, national: National) -> Iterator[Row]:
    """Line by line of effort, each under its title."""
    facts = list(zip(content.indicators, national.figures, national.contributed, strict=True))
    for line in content.lines:
        own = [each for each in facts if each[0].line == line.number]
        if own:
            yield Row((label(f"{line.number} {line.title}"), *[words("")] * 6), "group")
            yield from (_figures_row(*each) for each in own)


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


def _weeks(content: Evaluation, national: National, returns: CountryReturns, numbering: Numbering) -> Iterator[Table]:
    """One table a line of effort of which the country says something; the first one has the state of each return."""
    tables = list(by_effort(content, lambda at: _is_known(national, at)))
    for position, columns in enumerate(tables or [NO_COLUMNS]):
        stated = position == 0
        title = _("Week by week, with the state of each return") if stated else _("Week by week")
        yield Table(
            label=numbering.table(),
            title=f"{columns.title}: {title}" if columns.title else title,
            head=(Head(_("Week")), Head(_("Days")), *heads(columns.indicators), *([Head(_("Return"))] * stated)),
            rows=tuple(
                _week_row(content.weeks[at], columns, national.weeks[at], returns.weeks[at] if stated else None)
                for at in range(len(content.weeks))
            ),
            foot=(_week_totals(columns, national, stated),),
            kind="weekly" if stated else "weekly bare",
            note=legend(columns.indicators, columns.silent) if columns.indicators else "",
        )


def _is_known(national: National, at: int) -> bool:
    """Whether there is a figure of the indicator at this place, however suppressed, or one of any week."""
    return any(cell is not Gap.NO_DATA for cell in (national.figures[at].total, *(row[at] for row in national.weeks)))


def _week_row(week: Week, columns: Columns, cells: tuple[Cell, ...], stated: WeekReturn | None) -> Row:
    name, days = week_span(week)
    figures = (num(cells[at], one.unit) for at, one in zip(columns.places, columns.indicators, strict=True))
    state = () if stated is None else (_state(stated),)
    return Row((label(name, kind="week"), words(days, "days soft"), *figures, *state))


def _week_totals(columns: Columns, national: National, stated: bool) -> Row:
    totals = (
        num(national.figures[at].total, one.unit) for at, one in zip(columns.places, columns.indicators, strict=True)
    )
    return Row((label(_("Total")), words(""), *totals, *([words("")] * stated)), "total")


def _state(one: WeekReturn) -> Td:
    return Td(returned(one), "state", state=one.state, late=one.late, corrected=one.corrected)


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
