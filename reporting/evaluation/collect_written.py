"""The agreed text of a report in an edition: common sections, national ones, who approved and with which note.

Members read the figures as the round froze them, which must still be those of the tables. Observers read the sections
that their authors marked for them, none about victims, with the figures that observers are told.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from operation.access.principal import Principal
from operation.kernel.clock import KUNMING
from operation.people.models import Country as Member
from operation.templatetags.look import country_name
from reporting.consultation.models import Answer, Approval, CirculatedSection, Round
from reporting.consultation.selectors import circulated_sections, consultation_of
from reporting.drafting.chapters import chapter_named
from reporting.drafting.figures import thawed, weeks_in
from reporting.drafting.markup import Block, Run, read_text
from reporting.drafting.showing import owner_words
from reporting.evaluation.chapters import Advice, Consent, Drawn, Text, TextKind, Written
from reporting.evaluation.collect_figures import Told
from reporting.evaluation.collect_quoted import Tables, Telling
from reporting.evaluation.weeks import Week

POINT = TextKind.POINT
KINDS = {"heading": TextKind.HEADING, "paragraph": TextKind.PARAGRAPH}


@dataclass(frozen=True)
class Agreed:
    """What an edition prints of a report; nothing where it is built without one."""

    written: tuple[Written, ...] = ()
    national: Mapping[str, tuple[Text | Drawn, ...]] = field(default_factory=dict)
    consents: tuple[Consent, ...] = ()
    digest: str = ""


def agreed_text(
    principal: Principal, round_: Round | None, told: Mapping[str, Told], weeks: tuple[Week, ...], for_observers: bool
) -> Agreed:
    """The text of a round, in the edition's language where it is ours and in its author's where it is his. `weeks` are
    those of the edition.

    Raises Refused where a figure of it is another one in the tables by now. Seven queries.
    """
    if round_ is None:
        return Agreed()
    consultation = consultation_of(principal, round_.report)
    sections = circulated_sections(principal, round_)
    countries = tuple(Member.objects.order_by("position").values_list("code", flat=True))
    places = tuple(weeks.index(week) for week in weeks_in(round_.report, weeks))
    tables = Tables(told, countries, weeks, places)
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


def _section(section: CirculatedSection, tables: Tables, for_observers: bool) -> Written:
    blocks = read_text(section.text, countries=tables.countries, advises=chapter_named(section.key).advises)
    telling = Telling(tables, None if for_observers else thawed(section.figures), section.for_observers)
    return Written(
        title=str(section.title),
        text=tuple(_texts(blocks, section, telling)),
        advice=tuple(_advice(blocks, section, telling)),
        about_victims=section.about_victims,
    )


def _texts(blocks: Iterable[Block], section: CirculatedSection, telling: Telling) -> Iterator[Text | Drawn]:
    for block in blocks:
        if block.chart:
            yield telling.drawn(block.chart)
        if block.runs:
            yield _text(block.runs, section, telling, KINDS[block.kind])
        for point in block.points:
            if not point.owner:
                yield _text(point.runs, section, telling, POINT)


def _advice(blocks: Iterable[Block], section: CirculatedSection, telling: Telling) -> Iterator[Advice]:
    for block in blocks:
        for point in block.points:
            if point.owner and point.on:
                yield Advice(_text(point.runs, section, telling, POINT), owner_words(point.owner), point.on)


def _text(runs: Iterable[Run], section: CirculatedSection, telling: Telling, kind: TextKind) -> Text:
    words = "".join(run if isinstance(run, str) else telling.words(run) for run in runs)
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
