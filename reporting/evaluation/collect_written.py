"""The agreed text of a report in an edition: common sections, national ones, who approved and with which note.

Members read the figures as the round froze them, which must still be those of the tables. Observers read the sections
that their authors marked for them, none about victims, with the figures that observers are told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.clock import KUNMING
from operation.kernel.errors import Refused
from operation.people.models import Country as Member
from operation.templatetags.look import country_name
from reporting.consultation.models import Answer, Approval, CirculatedSection, Round
from reporting.consultation.selectors import circulated_sections, consultation_of
from reporting.drafting import figures as frozen
from reporting.drafting.chapters import chapter_named
from reporting.drafting.markup import Block, Run, Token, read_text
from reporting.drafting.models import Report
from reporting.drafting.showing import owner_words
from reporting.evaluation.chapters import Advice, Consent, Text, TextKind, Written
from reporting.evaluation.collect_figures import Told
from reporting.evaluation.figures import Cell, Gap, Unit
from reporting.evaluation.wording import number
from reporting.indicators.rules import indicator_named

MOVED = _(
    "The figure %(figure)s is %(now)s in the tables and %(then)s in the text to which the countries agreed. "
    "Circulate the report again."
)
POINT = TextKind.POINT
KINDS = {"heading": TextKind.HEADING, "paragraph": TextKind.PARAGRAPH}
GAPS = {frozen.Gap.NO_DATA: Gap.NO_DATA, frozen.Gap.WITHHELD: Gap.WITHHELD}
Say = Callable[[Token], str]


@dataclass(frozen=True)
class Agreed:
    """What an edition prints of a report; nothing where it is built without one."""

    written: tuple[Written, ...] = ()
    national: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    consents: tuple[Consent, ...] = ()
    digest: str = ""


@dataclass(frozen=True)
class Tables:
    """The figures of the edition's tables, by which a reference in the text is told."""

    told: Mapping[str, Told]
    countries: tuple[str, ...]
    weeks: tuple[int, ...]
    """Places of the weeks in the report's period."""

    def cell(self, token: Token) -> Cell:
        said = self.told[token.code]
        if not token.in_period:
            return said.countries[self.countries.index(token.country)].total if token.country else said.total.total
        row = said.grid[self.countries.index(token.country)] if token.country else [week.total for week in said.weeks]
        return _sum([row[at] for at in self.weeks])


def agreed_text(
    principal: Principal, round_: Round | None, told: Mapping[str, Told], ends: tuple[date, ...], for_observers: bool
) -> Agreed:
    """The text of a round, in the edition's language where it is ours and in its author's where it is his. `ends` are
    the last days of the weeks of the edition.

    Raises Refused where a figure of it is another one in the tables by now. Seven queries.
    """
    if round_ is None:
        return Agreed()
    consultation = consultation_of(principal, round_.report)
    sections = circulated_sections(principal, round_)
    countries = tuple(Member.objects.order_by("position").values_list("code", flat=True))
    tables = Tables(told, countries, _in_period(round_.report, ends))
    if for_observers:
        sections = [one for one in sections if one.for_observers and not one.about_victims]
    parts = [(one, _section(one, tables, for_observers)) for one in sections]
    given = [voice.approval for position in consultation.positions for voice in position.voices if voice.approval]
    return Agreed(
        written=tuple(part for one, part in parts if not chapter_named(one.key).national),
        national={str(one.country_id): part.text for one, part in parts if chapter_named(one.key).national},
        consents=tuple(_consent(one, for_observers) for one in given),
        digest=round_.sha256,
    )


def _in_period(report: Report, ends: tuple[date, ...]) -> tuple[int, ...]:
    """The places of the weeks that end within the period (drafting/figures.py)."""
    return tuple(at for at, last in enumerate(ends) if report.starts_on <= last <= report.ends_on)


def _section(section: CirculatedSection, tables: Tables, for_observers: bool) -> Written:
    blocks = read_text(section.text, countries=tables.countries, advises=chapter_named(section.key).advises)
    say = partial(_say, tables=tables, kept=None if for_observers else frozen.thawed(section.figures))
    return Written(
        title=str(section.title),
        text=tuple(_texts(blocks, section, say)),
        advice=tuple(_advice(blocks, section, say)),
        about_victims=section.about_victims,
    )


def _say(token: Token, *, tables: Tables, kept: frozen.Values | None) -> str:
    """The figure as the tables have it. Raises Refused where the text was agreed with another one."""
    cell, indicator = tables.cell(token), indicator_named(token.code)
    unit = Unit(indicator.unit) if indicator else Unit.COUNT
    words = number(cell, unit)
    if kept is not None:
        value = kept[token.name]
        then = number(GAPS[value] if isinstance(value, frozen.Gap) else value, unit)
        if then != words:
            raise Refused(MOVED, params={"figure": token.name, "now": words, "then": then})
    return words


def _texts(blocks: Iterable[Block], section: CirculatedSection, say: Say) -> Iterator[Text]:
    for block in blocks:
        if block.runs:
            yield _text(block.runs, section, say, KINDS[block.kind])
        for point in block.points:
            if not point.owner:
                yield _text(point.runs, section, say, POINT)


def _advice(blocks: Iterable[Block], section: CirculatedSection, say: Say) -> Iterator[Advice]:
    for block in blocks:
        for point in block.points:
            if point.owner and point.on:
                yield Advice(_text(point.runs, section, say, POINT), owner_words(point.owner), point.on)


def _text(runs: Iterable[Run], section: CirculatedSection, say: Say, kind: TextKind) -> Text:
    words = "".join(run if isinstance(run, str) else say(run) for run in runs)
    return Text(words, _tag(section.language), kind, section.for_observers)


def _consent(given: Approval, for_observers: bool) -> Consent:
    """Observers learn that a country noted something, and not what: a note is free text."""
    note = Text(given.note, _tag(given.language)) if given.note and not for_observers else None
    return Consent(
        country=str(country_name(given.country_id)),
        agency=given.agency.short_name,
        on=given.created_at.astimezone(KUNMING).date(),
        noted=given.answer == Answer.NOTED,
        note=note,
    )


def _tag(language: str) -> str:
    """BCP 47 as it is written: zh-Hans."""
    return "zh-Hans" if language == "zh-hans" else language


def _sum(cells: list[Cell]) -> Cell:
    """Of what is known; a gap where something is withheld, or nothing known."""
    hidden = next((cell for cell in cells if cell in (Gap.WITHHELD, Gap.FEWER_THAN_10)), None)
    if hidden is not None:
        return Gap.WITHHELD
    known = [cell for cell in cells if not isinstance(cell, Gap)]
    return sum(known) if known else Gap.NO_DATA
