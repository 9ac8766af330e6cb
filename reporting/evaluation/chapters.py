"""The pieces of an evaluation's chapters: words, names, dates, national sections, events, corrections."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from reporting.evaluation.figures import Cell, Figure, Unit
from reporting.evaluation.weeks import CountryReturns, Week


class TextKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINT = "point"
    CHART = "chart"


@dataclass(frozen=True, slots=True)
class Text:
    """Words in the language of whoever wrote them (BCP 47). `for_observers`: their author marked them so."""

    words: str
    language: str = "en"
    kind: TextKind = TextKind.PARAGRAPH
    for_observers: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart between two paragraphs, with a figure for each of `countries` (code and name) or of `weeks`: one of both
    is filled."""

    code: str
    title: str
    unit: Unit
    figures: tuple[Figure, ...]
    countries: tuple[tuple[str, str], ...] = ()
    weeks: tuple[Week, ...] = ()
    for_observers: bool = False

    @property
    def kind(self) -> TextKind:
        return TextKind.CHART


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation: what is to be done, by whom and until when."""

    what: Text
    owner: str
    until: date


@dataclass(frozen=True, slots=True)
class Written:
    """A common section of an agreed report."""

    title: str
    text: tuple[Text | Drawn, ...] = ()
    advice: tuple[Advice, ...] = ()
    about_victims: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """One agency that approved the text, when, and its note; observers are not told the note."""

    country: str
    agency: str
    on: date
    noted: bool = False
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written; a romanisation stands below it, never instead."""

    words: str
    language: str
    romanised: str = ""


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class When:
    """A day, a span of days, or the first day of a month or year that is all one knows."""

    first: date
    last: date | None = None
    precision: Precision = Precision.DAY

    @property
    def end(self) -> date:
        """The last day that it may mean."""
        if self.precision is Precision.YEAR:
            return self.first.replace(month=12, day=31)
        if self.precision is Precision.MONTH:
            return (self.first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return self.last or self.first


@dataclass(frozen=True, slots=True)
class Country:
    code: str
    name: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure changed before release: returns are a ledger, both values stay known."""

    country: str
    week: Week
    indicator: str
    before: Cell
    after: Cell
    recorded: date
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure of an earlier released edition that changed since (counting rule 7)."""

    edition: str
    indicator: str
    country: str
    before: Cell
    after: Cell
    on: date
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """What the figures are worth. `returns` follows Evaluation.countries."""

    returns: tuple[CountryReturns, ...]
    corrections: tuple[Correction, ...] = ()
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A syndicate or suspect that its originator released to all six countries. `status` is the word on screen."""

    reference: str
    name: Name
    aliases: tuple[Name, ...] = ()
    status: str = ""
    size: int | None = None  # known members of a syndicate


@dataclass(frozen=True, slots=True)
class National:
    """One country's section. `figures` and each row of `weeks` follow Evaluation.indicators."""

    country: str
    figures: tuple[Figure, ...]
    contributed: tuple[Cell, ...]  # credit for results that another country claims: shown, never added
    weeks: tuple[tuple[Cell, ...], ...]
    text: tuple[Text | Drawn, ...] = ()
    syndicates: tuple[NamedRecord, ...] = ()
    suspects: tuple[NamedRecord, ...] = ()


class EventKind(StrEnum):
    PHASE = "phase"
    MILESTONE = "milestone"
    MEETING = "meeting"
    ACTION_DAY = "action_day"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline. `actual` is None while it has not happened."""

    kind: EventKind
    title: str
    planned: When | None
    actual: When | None
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActionDay:
    """A joint action. Its results are part of the totals and are counted there once."""

    title: str
    when: When
    place: Text | None
    lead: str
    participants: tuple[str, ...]
    results: tuple[tuple[str, Cell], ...] = ()  # indicator code, value
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Term:
    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Published:
    """Figures that somebody else published: quoted as such, mixed in nowhere."""

    source: str
    on: date
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditSeal:
    """The newest anchor of the audit trail when the content was collected; its moment is real time (trust.md 27)."""

    number: int
    at: datetime
    entries: int
    digest: str
