"""What must agree between the sections of an operation's file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from operation.people.models import OrganisationKind
from operation.plan.layout import LISTS, MeetingEntry, OperationFile, OrganisationEntry, PhaseEntry

Where = tuple[str | int, ...]
NAMED_BY = {
    "sources": ("key",),
    "countries": ("code", "position"),
    "organisations": ("code", "position"),
    "lines": ("number",),
    "phases": ("title",),
}


@dataclass(frozen=True)
class Finding:
    """A reason, and the key it speaks of."""

    where: Where
    reason: str


def findings(file: OperationFile) -> list[Finding]:
    """Everything that contradicts itself in a file whose every value reads well."""
    return [
        *_twice(file),
        *_uncited(file),
        *_spans(file),
        *_organisations(file),
        *_meetings(file),
        *_lines(file),
    ]


def _twice(file: OperationFile) -> Iterator[Finding]:
    for section, keys in NAMED_BY.items():
        for key in keys:
            yield from _repeated(section, key, getattr(file, section))
    seen: set[Any] = set()
    for number, meeting in enumerate(file.meetings):
        if (meeting.title, meeting.starts) in seen:
            yield Finding(("meetings", number, "title"), _("is in the file twice with the same date"))
        seen.add((meeting.title, meeting.starts))


def _repeated(section: str, key: str, entries: Iterable[Any]) -> Iterator[Finding]:
    seen: set[Any] = set()
    for number, entry in enumerate(entries):
        value = getattr(entry, key)
        if value in seen:
            yield Finding((section, number, key), _("«%(value)s» is in the file twice") % {"value": value})
        seen.add(value)


def _uncited(file: OperationFile) -> Iterator[Finding]:
    known = {source.key for source in file.sources}
    entries: list[tuple[Where, Any]] = [(("operation",), file.operation)]
    entries += [(("parent",), file.parent)] if file.parent else []
    for section in LISTS:
        if section != "sources":
            entries += [((section, number), entry) for number, entry in enumerate(getattr(file, section))]
    for where, entry in entries:
        for part in entry.source.split(";"):
            name = part.partition(",")[0].strip()
            if name not in known:
                reason = _("«%(value)s» is none of the sources of this file") % {"value": name}
                yield Finding((*where, "source"), reason)


def _spans(file: OperationFile) -> Iterator[Finding]:
    spans: list[tuple[Where, Any]] = [(("operation",), file.operation)]
    spans += [(("phases", number), phase) for number, phase in enumerate(file.phases)]
    spans += [(("meetings", number), meeting) for number, meeting in enumerate(file.meetings)]
    for where, span in spans:
        if span.ends and span.ends.last < span.starts.first:
            yield Finding((*where, "ends"), _("lies before its beginning"))
        if where[0] != "operation" and span.ends and span.ends.month_only != span.starts.month_only:
            yield Finding((*where, "ends"), _("must be as exact as its beginning: two days, or two months"))
        yield from _happened(where, span)
    for key in ("starts", "ends"):
        if getattr(file.operation, key).month_only:
            yield Finding(("operation", key), _("must be a day: figures are counted from the first to the last day"))


def _happened(where: Where, span: MeetingEntry | PhaseEntry) -> Iterator[Finding]:
    happened = getattr(span, "happened", None)
    if happened and happened.month_only != span.starts.month_only:
        yield Finding((*where, "happened"), _("must be as exact as its beginning"))


def _organisations(file: OperationFile) -> Iterator[Finding]:
    codes = {country.code for country in file.countries}
    leads: dict[str, int] = dict.fromkeys(codes, 0)
    for number, one in enumerate(file.organisations):
        yield from _organisation(number, one, codes)
        if one.lead and one.country in leads:
            leads[one.country] += 1
            if leads[one.country] > 1:
                reason = _("is the second lead agency of %(country)s: one leads") % {"country": one.country}
                yield Finding(("organisations", number, "lead"), reason)
    for number, country in enumerate(file.countries):
        if not leads[country.code]:
            yield Finding(("countries", number, "code"), _("has no lead agency among the organisations"))
    if not any(one.kind == OrganisationKind.SECRETARIAT for one in file.organisations):
        yield Finding(("organisations",), _("have no secretariat among them"))


def _organisation(number: int, one: OrganisationEntry, codes: set[str]) -> Iterator[Finding]:
    where: Where = ("organisations", number)
    if one.kind == OrganisationKind.AGENCY and one.country not in codes:
        reason = _("«%(value)s» is none of the countries of this file") % {"value": one.country}
        yield Finding((*where, "country"), reason)
    if one.kind != OrganisationKind.AGENCY and (one.country or one.lead):
        yield Finding((*where, "country" if one.country else "lead"), _("belongs to agencies alone"))


def _meetings(file: OperationFile) -> Iterator[Finding]:
    codes = {one.code for one in file.organisations}
    for number, meeting in enumerate(file.meetings):
        for code in meeting.present:
            if code not in codes:
                reason = _("«%(value)s» is none of the organisations of this file") % {"value": code}
                yield Finding(("meetings", number, "present"), reason)


def _lines(file: OperationFile) -> Iterator[Finding]:
    for number, line in enumerate(file.lines):
        if line.lead_indicator and line.lead_indicator not in line.indicators:
            yield Finding(("lines", number, "lead_indicator"), _("is not among the indicators of this line"))
    if file.parent and file.parent.code == file.operation.code:
        yield Finding(("parent", "code"), _("is the operation's own code"))
