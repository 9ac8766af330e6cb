"""Everything that an evaluation says, frozen: collect() fills it, render() prints it, nothing queries in between.

Labels are plain strings already in `Evaluation.language`; words that an author wrote carry their own language.
The fixed words of the document are not here: they belong to the templates.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum

from operation.access.handling import TLP, HandlingCode
from reporting.evaluation.chapters import (
    ActionDay,
    AuditSeal,
    Consent,
    Country,
    Event,
    Name,
    National,
    Published,
    Quality,
    Restatement,
    Term,
    When,
    Written,
)
from reporting.evaluation.figures import Gap, Indicator, IndicatorResult, LineOfEffort, Unit, of_lines
from reporting.evaluation.measures import MeasureResult
from reporting.evaluation.situation import Situation
from reporting.evaluation.weeks import Week

KIND = "evaluation"
VERSION = 1


class Edition(StrEnum):
    """Who it is written for (domain.md §7)."""

    MEMBER = "member"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class Marking:
    """What stands at the head of every page. `text` is the wording of an H3."""

    tlp: TLP
    code: HandlingCode
    text: str = ""


# Members: AMBER at most. Observers belong to the operation's partners, whom GREEN reaches and AMBER does not (§10).
MARKINGS = {
    Edition.MEMBER: Marking(TLP.AMBER, HandlingCode.H2),
    Edition.OBSERVER: Marking(TLP.GREEN, HandlingCode.H1),
}


@dataclass(frozen=True, slots=True)
class Operation:
    """What was agreed. `titles` are «Evaluation of …» in the other languages, for the cover."""

    title: str
    theme: str
    parent: str
    secretariat: str
    secretariat_code: str  # as it is called: LMLECC
    execution: When
    mandate: tuple[str, ...]
    method: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    titles: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """The decision by which it may leave the secretariat: two persons, named by their function."""

    on: date
    by: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole report. Raises ValueError when its parts do not fit or an observer edition says too much."""

    language: str
    edition: Edition
    number: int
    marking: Marking
    cutoff: datetime  # figures as known then; aware
    built: date
    demonstration: bool
    operation: Operation
    countries: tuple[Country, ...]
    weeks: tuple[Week, ...]
    lines: tuple[LineOfEffort, ...]
    indicators: tuple[Indicator, ...]  # those of the national returns, the columns of national tables
    quality: Quality
    nationals: tuple[National, ...]
    measures: tuple[MeasureResult, ...] = ()
    timeline: tuple[Event, ...] = ()
    action_days: tuple[ActionDay, ...] = ()
    rules: tuple[str, ...] = ()  # the general counting rules, numbered from 1
    rules_version: str = "1"
    glossary: tuple[Term, ...] = ()
    restatements: tuple[Restatement, ...] = ()
    published: Published | None = None
    release: Release | None = None
    seal: AuditSeal | None = None
    summary: tuple[str, ...] = ()
    reference: str = ""  # what the edition is called: SG24-EVA-3
    follows: str = ""  # the earlier edition whose changed figures are listed as restatements
    check_at: str = ""  # the address where anybody may check the file
    written: tuple[Written, ...] = ()  # the common sections of the report for which it is built
    consents: tuple[Consent, ...] = ()
    round_digest: str = ""  # SHA-256 of the round whose text and figures these are
    situation: Situation | None = None  # of a weekly, monthly or country report: its period
    kind: str = KIND  # kinds.py
    version: int = VERSION

    def __post_init__(self) -> None:
        problems = [
            *self._misfits(),
            *self._misfits_of_parts(),
            *(self._leaks() if self.edition is Edition.OBSERVER else ()),
        ]
        if problems:
            raise ValueError("; ".join(problems))

    @property
    def results(self) -> tuple[IndicatorResult, ...]:
        """Every indicator's result, in the order of the lines of effort."""
        return of_lines(self.lines)

    def unit_of(self, indicator: str) -> Unit:
        """By its code; a count where the edition has no such indicator."""
        return next((one.indicator.unit for one in self.results if one.indicator.code == indicator), Unit.COUNT)

    def digest(self) -> str:
        """SHA-256 over all that is said, the audit head included: two files with the same digest say the same."""
        plain = json.dumps(asdict(self), default=str, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()

    def printed(self) -> dict[str, dict[str, str]]:
        """Its figures by indicator and country, kept for later editions, which list what changed since: what is
        withheld or unknown is not among them."""
        codes = [country.code for country in self.countries]
        return {
            result.indicator.code: {
                code: str(figure.total)
                for code, figure in zip(codes, result.countries, strict=True)
                if not isinstance(figure.total, Gap)
            }
            for result in self.results
        }

    def named(self) -> list[str]:
        """References of the records whose names it prints."""
        return [record.reference for one in self.nationals for record in (*one.syndicates, *one.suspects)]

    def _misfits(self) -> Iterator[str]:
        codes = tuple(country.code for country in self.countries)
        if self.cutoff.tzinfo is None:
            yield "the cut-off has no time zone"
        if tuple(row.country for row in self.quality.returns) != codes:
            yield "the returns are not those of the countries, in their order"
        if tuple(national.country for national in self.nationals) != codes:
            yield "the national sections are not those of the countries, in their order"
        for result in self.results:
            yield from result.misfits(len(codes), len(self.weeks))
        for row in self.quality.returns:
            if len(row.weeks) != len(self.weeks):
                yield f"{row.country} has not one return a week"
        for national in self.nationals:
            yield from self._misfits_of(national)

    def _misfits_of_parts(self) -> Iterator[str]:
        for measure in self.measures:
            yield from measure.misfits(len(self.countries))
        if self.situation:
            yield from self.situation.misfits(self.results)

    def _misfits_of(self, national: National) -> Iterator[str]:
        columns = len(self.indicators)
        if len(national.figures) != columns or len(national.contributed) != columns:
            yield f"{national.country} has not one figure an indicator"
        if len(national.weeks) != len(self.weeks) or any(len(row) != columns for row in national.weeks):
            yield f"{national.country} has not one figure a week and indicator"

    def _leaks(self) -> Iterator[str]:
        """An observer edition holds aggregates: no names, no free text but what its author marked (domain.md §7)."""
        yield from self._leaks_written()
        yield from self._leaks_in_figures()
        for national in self.nationals:
            if national.syndicates or national.suspects:
                yield f"names of {national.country} in an observer edition"
            if any(not text.for_observers for text in national.text):
                yield f"free text of {national.country} in an observer edition"
        if any(day.note for day in self.action_days):
            yield "free text of an action day in an observer edition"
        if any(correction.reason for correction in self.quality.corrections):
            yield "free text of a correction in an observer edition"
        if any(restatement.reason for restatement in self.restatements):
            yield "free text of a restatement in an observer edition"

    def _leaks_in_figures(self) -> Iterator[str]:
        if self.situation:
            yield f"the figures of {self.situation.reference}, which observers do not read"
        if any(measure.countries or measure.others for measure in self.measures):
            yield "measures by country in an observer edition"
        if any(result.currencies for result in self.results):
            yield "unverified money by currency in an observer edition"
        if any(one.countries for result in self.results for one in result.breakdowns):
            yield "unverified parts by country in an observer edition"

    def _leaks_written(self) -> Iterator[str]:
        for section in self.written:
            said = [*section.text, *(advice.what for advice in section.advice)]
            if section.about_victims or any(not text.for_observers for text in said):
                yield f"free text of «{section.title}» in an observer edition"
        if any(consent.note for consent in self.consents):
            yield "the note of a country in an observer edition"
