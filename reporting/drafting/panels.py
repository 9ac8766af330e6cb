"""What the pages of a report show as it is written: the list, its sections, and the versions of one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Protocol
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.knowledge.hints import hints_in
from operation.access.principal import Principal
from operation.people.models import User
from reporting.drafting.models import Report, ReportState, Section, SectionDraft, SectionVersion
from reporting.drafting.policies import may_assign, may_write

TONES = {
    ReportState.DRAFTING: "work",
    ReportState.CIRCULATED: "due",
    ReportState.PROPOSED: "due",
    ReportState.RELEASED: "ok",
    ReportState.WITHDRAWN: "late",
}


def rows(reports: Iterable[Report]) -> list[dict[str, Any]]:
    return [
        {
            "report": report,
            "url": reverse("written-report", args=[report.pk]),
            "tone": TONES[ReportState(report.state)],
            "period": period_words(report),
        }
        for report in reports
    ]


class Period(Protocol):
    """What has a first and a last day: a report, an edition of one."""

    starts_on: Any
    ends_on: Any


def period_words(report: Period) -> str:
    return _("%(first)s to %(last)s") % {
        "first": date_format(report.starts_on, "SHORT_DATE_FORMAT"),
        "last": date_format(report.ends_on, "SHORT_DATE_FORMAT"),
    }


def moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""


def grouped(digest: str) -> str:
    """In groups of eight, so that it can be compared by eye and wraps on a phone."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def two_persons(*decided: tuple[User | None, datetime | None], named: bool = True) -> list[dict[str, Any]]:
    """The two persons of a release, as far as they have decided; `named`: whether the reader learns who they are."""
    labels = (_("First person: the director"), _("Second person: the supervision or the communication desk"))
    return [_person(label, person, at, named) for label, (person, at) in zip(labels, decided, strict=True)]


def _person(label: str, person: User | None, at: datetime | None, named: bool) -> dict[str, Any]:
    state = "ok" if person else "idle"
    return {"label": label, "text": _decided(person, at, named), "tone": state, "icon": state}


def _decided(person: User | None, at: datetime | None, named: bool) -> str:
    if person is None:
        return _("not yet")
    return f"{person}, {moment(at)}" if named else moment(at)


def section_rows(
    principal: Principal, report: Report, sections: Iterable[Section], texts: Mapping[UUID, SectionVersion]
) -> list[dict[str, Any]]:
    """Each section with its author, its newest text's moment, and what the reader may do with it."""
    return [_section_row(principal, report, section, texts.get(section.pk)) for section in sections]


def _section_row(principal: Principal, report: Report, section: Section, text: SectionVersion | None) -> dict[str, Any]:
    keys = [report.pk, section.pk]
    return {
        "section": section,
        "text": text,
        "is_empty": text is None or not text.text,
        "url": reverse("written-section", args=keys),
        "edit_url": reverse("written-section-edit", args=keys) if may_write(principal, section, report) else "",
        "assign_url": reverse("written-section-author", args=keys) if may_assign(principal, section, report) else "",
    }


def kept_words(draft: SectionDraft | None) -> str:
    """When what is typed was kept last."""
    if draft is None:
        return ""
    return _("Kept %(time)s, not saved yet") % {"time": date_format(timezone.localtime(draft.kept_at), "TIME_FORMAT")}


def warning(text: str) -> str:
    """What in it looks as if it named somebody: pointed at, not refused (decision 25)."""
    found = [f"«{words}» ({kind})" for kind, words in hints_in(text)]
    if not found:
        return ""
    return _("Look again: %(found)s. No person is named here.") % {"found": ", ".join(found)}


def version_rows(versions: Iterable[SectionVersion]) -> list[dict[str, Any]]:
    """Every text of a section, newest first, with what it changed against the one before."""
    known = list(versions)
    before = {one.number: one for one in known}
    return [
        {
            "version": one,
            "parts": compared(before[one.number - 1].text, one.text) if one.number - 1 in before else [],
        }
        for one in known
    ]


def compared(earlier: str, later: str) -> list[dict[str, str]]:
    """Two texts line by line: what is the same, what was taken out, what came in. Nothing is left out."""
    old, new = earlier.split("\n"), later.split("\n")
    parts: list[dict[str, str]] = []
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append({"kind": "same", "text": "\n".join(old[first:last])})
            continue
        if last > first:
            parts.append({"kind": "out", "text": "\n".join(old[first:last])})
        if end > begin:
            parts.append({"kind": "in", "text": "\n".join(new[begin:end])})
    return parts
