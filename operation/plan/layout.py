"""What an operation's file must hold: sections, keys, and how each value is read. `files.py` reads by this table."""

import calendar
import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from typing import Annotated, Any, get_type_hints
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from operation.kernel.dates import Precision, parse
from operation.people.models import OrganisationKind
from operation.plan.models import Phase

KIND = "operation"
VERSION = 1
Read = Callable[[Any], Any]


@dataclass(frozen=True)
class When:
    """A day, or a month that is all one knows."""

    first: date
    last: date
    month_only: bool


def text(longest: int) -> Read:
    def read(value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValueError(_("must be a text between quotation marks"))
        if len(value) > longest:
            raise ValueError(_("is longer than %(count)s characters") % {"count": longest})
        return value.strip()

    return read


def matching(pattern: str, reason: str) -> Read:
    def read(value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise ValueError(_("«%(value)s» is not %(what)s") % {"value": value, "what": reason})
        return value

    return read


def one_of(known: Callable[[], Any]) -> Read:
    def read(value: Any) -> str:
        words = sorted(known())
        if value not in words:
            examples = ", ".join(words[:7])
            raise ValueError(_("«%(value)s» is not known; use one of: %(words)s") % {"value": value, "words": examples})
        return str(value)

    return read


def texts(each: Read) -> Read:
    def read(value: Any) -> list[str]:
        if not isinstance(value, list):
            raise ValueError(_('must be a list: ["…", "…"]'))
        return [each(one) for one in value]

    return read


def whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 999:
        raise ValueError(_("must be a whole number from 1 to 999"))
    return value


def yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("must be true or false"))
    return value


def when(value: Any) -> When:
    """A TOML date, or a month between quotation marks («2024-04»)."""
    if isinstance(value, datetime) or not isinstance(value, date | str):
        raise ValueError(_('must be a day (2024-08-07) or a month ("2024-04")'))
    try:
        known = parse(str(value))
    except ValidationError as wrong:
        raise ValueError(" ".join(wrong.messages)) from wrong
    if known.precision == Precision.YEAR:
        raise ValueError(_('must be a day (2024-08-07) or a month ("2024-04")'))
    if known.precision == Precision.DAY:
        return When(known.day, known.day, False)
    last = calendar.monthrange(known.day.year, known.day.month)[1]
    return When(known.day, known.day.replace(day=last), True)


CODE = matching(r"[a-z][a-z0-9-]{1,28}[a-z0-9]", "a code of small letters, digits and hyphens")
COUNTRY = matching(r"[A-Z]{2}", "a country code of two capital letters (ISO 3166-1)")
INDICATOR = matching(r"[A-Z]\d\d[A-Z]?", "an indicator's code, as P02 or P01S")


@dataclass(frozen=True)
class Source:
    key: Annotated[str, CODE]
    name: Annotated[str, text(120)]
    title: Annotated[str, text(400)]


@dataclass(frozen=True)
class Parent:
    code: Annotated[str, CODE]
    name: Annotated[str, text(120)]
    source: Annotated[str, text(200)]
    mandate: Annotated[str, text(4000)] = ""


@dataclass(frozen=True)
class OperationEntry:
    code: Annotated[str, CODE]
    name: Annotated[str, text(120)]
    prefix: Annotated[str, matching(r"[A-Z0-9]{2,6}", "a prefix of two to six capital letters and digits")]
    mandate: Annotated[str, text(4000)]
    starts: Annotated[When, when]
    ends: Annotated[When, when]
    source: Annotated[str, text(200)]
    principle: Annotated[str, text(200)] = ""


@dataclass(frozen=True)
class CountryEntry:
    code: Annotated[str, COUNTRY]
    name: Annotated[str, text(60)]
    time_zone: Annotated[str, one_of(available_timezones)]
    language: Annotated[str, one_of(lambda: dict(settings.LANGUAGES))]
    position: Annotated[int, whole]
    source: Annotated[str, text(200)]


@dataclass(frozen=True)
class OrganisationEntry:
    code: Annotated[str, CODE]
    kind: Annotated[str, one_of(lambda: OrganisationKind.values)]
    name: Annotated[str, text(120)]
    short_name: Annotated[str, text(40)]
    position: Annotated[int, whole]
    source: Annotated[str, text(200)]
    country: Annotated[str, COUNTRY] = ""
    lead: Annotated[bool, yes_no] = False
    undertaking: Annotated[str, text(1000)] = ""


@dataclass(frozen=True)
class LineEntry:
    number: Annotated[int, whole]
    title: Annotated[str, text(120)]
    source: Annotated[str, text(200)]
    lead_indicator: Annotated[str, INDICATOR] = ""
    indicators: Annotated[list[str], texts(INDICATOR)] = field(default_factory=list)


@dataclass(frozen=True)
class PhaseEntry:
    kind: Annotated[str, one_of(lambda: Phase.Kind.values)]
    title: Annotated[str, text(160)]
    starts: Annotated[When, when]
    source: Annotated[str, text(200)]
    ends: Annotated[When | None, when] = None
    happened: Annotated[When | None, when] = None
    partners: Annotated[bool, yes_no] = False


@dataclass(frozen=True)
class MeetingEntry:
    title: Annotated[str, text(200)]
    starts: Annotated[When, when]
    source: Annotated[str, text(200)]
    place: Annotated[str, text(80)] = ""
    ends: Annotated[When | None, when] = None
    attendance: Annotated[str, text(120)] = ""
    present: Annotated[list[str], texts(CODE)] = field(default_factory=list)
    decisions: Annotated[list[str], texts(text(500))] = field(default_factory=list)
    partners: Annotated[bool, yes_no] = False


SINGLE: dict[str, type] = {"parent": Parent, "operation": OperationEntry}
LISTS: dict[str, type] = {
    "sources": Source,
    "countries": CountryEntry,
    "organisations": OrganisationEntry,
    "lines": LineEntry,
    "phases": PhaseEntry,
    "meetings": MeetingEntry,
}
OPTIONAL = {"parent", "phases", "meetings"}


@dataclass(frozen=True)
class OperationFile:
    """The whole file, checked."""

    operation: OperationEntry
    parent: Parent | None
    sources: list[Source]
    countries: list[CountryEntry]
    organisations: list[OrganisationEntry]
    lines: list[LineEntry]
    phases: list[PhaseEntry]
    meetings: list[MeetingEntry]

    def cited(self, source: str) -> str:
        """«kick-off, paragraph 4» with the source's name in place of its key."""
        names = {one.key: one.name for one in self.sources}
        return "; ".join(_cite(part.strip(), names) for part in source.split(";"))


def _cite(part: str, names: dict[str, str]) -> str:
    name, comma, place = part.partition(",")
    return names[name] + comma + place


@dataclass(frozen=True)
class Key:
    """A key of a section: how its value is read (ValueError with the reason), and whether it may be left out."""

    name: str
    read: Read
    required: bool


def keys_of(entry: type) -> dict[str, Key]:
    hints = get_type_hints(entry, include_extras=True)
    needed = {one.name: one.default is MISSING and one.default_factory is MISSING for one in fields(entry)}
    return {name: Key(name, hints[name].__metadata__[0], needed[name]) for name in needed}
