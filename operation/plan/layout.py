"""What an operation's file must hold: sections, keys, and how each value is read. `files.py` reads by this table."""

import calendar
import re
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date, datetime
from typing import Any
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


def given(read: Read, **default: Any) -> Any:
    """A key of a section: how its value is read (ValueError with the reason), and its default if it may be left out."""
    return field(metadata={"read": read}, **default)


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
INDICATOR = matching(r"[A-Z]\d\d", "an indicator's code, as P02")


@dataclass(frozen=True)
class Source:
    key: str = given(CODE)
    name: str = given(text(120))
    title: str = given(text(400))


@dataclass(frozen=True)
class Parent:
    code: str = given(CODE)
    name: str = given(text(120))
    source: str = given(text(200))
    mandate: str = given(text(4000), default="")


@dataclass(frozen=True)
class OperationEntry:
    code: str = given(CODE)
    name: str = given(text(120))
    prefix: str = given(matching(r"[A-Z0-9]{2,6}", "a prefix of two to six capital letters and digits"))
    mandate: str = given(text(4000))
    starts: When = given(when)
    ends: When = given(when)
    source: str = given(text(200))
    principle: str = given(text(200), default="")


@dataclass(frozen=True)
class CountryEntry:
    code: str = given(COUNTRY)
    name: str = given(text(60))
    time_zone: str = given(one_of(available_timezones))
    language: str = given(one_of(lambda: dict(settings.LANGUAGES)))
    position: int = given(whole)
    source: str = given(text(200))


@dataclass(frozen=True)
class OrganisationEntry:
    code: str = given(CODE)
    kind: str = given(one_of(lambda: OrganisationKind.values))
    name: str = given(text(120))
    short_name: str = given(text(40))
    position: int = given(whole)
    source: str = given(text(200))
    country: str = given(COUNTRY, default="")
    lead: bool = given(yes_no, default=False)
    undertaking: str = given(text(1000), default="")


@dataclass(frozen=True)
class LineEntry:
    number: int = given(whole)
    title: str = given(text(120))
    source: str = given(text(200))
    lead_indicator: str = given(INDICATOR, default="")
    indicators: list[str] = given(texts(INDICATOR), default_factory=list)


@dataclass(frozen=True)
class PhaseEntry:
    kind: str = given(one_of(lambda: Phase.Kind.values))
    title: str = given(text(160))
    starts: When = given(when)
    source: str = given(text(200))
    ends: When | None = given(when, default=None)
    happened: When | None = given(when, default=None)
    partners: bool = given(yes_no, default=False)


@dataclass(frozen=True)
class MeetingEntry:
    title: str = given(text(200))
    starts: When = given(when)
    source: str = given(text(200))
    place: str = given(text(80), default="")
    ends: When | None = given(when, default=None)
    attendance: str = given(text(120), default="")
    present: list[str] = given(texts(CODE), default_factory=list)
    decisions: list[str] = given(texts(text(500)), default_factory=list)
    partners: bool = given(yes_no, default=False)


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


def keys_of(entry: type) -> dict[str, Field[Any]]:
    return {known.name: known for known in fields(entry)}


def required(known: Field[Any]) -> bool:
    return known.default is MISSING and known.default_factory is MISSING
