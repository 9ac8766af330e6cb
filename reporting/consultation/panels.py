"""What the page of a report shows: its life, where the countries stand, frozen sections, comments, what one may do."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.clocks.calendars import WorkCalendar
from operation.access.principal import Principal
from operation.cases.names import language_of
from operation.kernel import clock
from operation.kernel.errors import Text
from operation.templatetags.look import country_name
from reporting.consultation.models import CirculatedSection, ReportStep
from reporting.consultation.policies import SECOND_PERSON, may_approve, may_step
from reporting.consultation.selectors import Consultation
from reporting.consultation.standing import Position, Voice
from reporting.consultation.states import STATES
from reporting.drafting.models import Report, ReportState, Section
from reporting.drafting.panels import grouped, moment, period_words

ICONS = {"circulate": "release", "propose": "release", "confirm": "release", "decline": "undo", "withdraw": "undo"}
TAKEN: dict[str, Text] = {
    "circulate": gettext_lazy("Circulated"),
    "propose": gettext_lazy("Release proposed"),
    "confirm": gettext_lazy("Release confirmed"),
    "decline": gettext_lazy("Release declined"),
    "withdraw": gettext_lazy("Withdrawn"),
}


def state_words(found: Consultation) -> str:
    """Its state; a circulated one that all have approved says so."""
    if found.report.state == ReportState.CIRCULATED and found.is_agreed:
        return _("agreed by all six")
    return str(found.report.get_state_display())


def facts(found: Consultation) -> list[dict[str, Any]]:
    report, latest = found.report, found.latest
    known: list[dict[str, Any]] = [
        {"label": _("Kind"), "value": capfirst(report.get_kind_display())},
        {"label": _("Period"), "value": period_words(report)},
        {
            "label": _("Data cut-off"),
            "value": _("figures known by the end of %(day)s") % {"day": date_format(report.cutoff, "DATE_FORMAT")},
            "note": _("Kunming"),
        },
    ]
    if report.country_id:
        known.insert(1, {"label": _("Country"), "country": report.country_id})
    if latest:
        known += [
            {"label": _("Round"), "value": str(latest.number), "note": moment(latest.created_at)},
            {"label": _("SHA-256 of the round"), "value": grouped(latest.sha256)},
        ]
    return known


def unwritten(sections: Sequence[Section]) -> dict[str, Any]:
    """The sections that would be left out of a round, for who circulates it."""
    names = [str(section.title) for section in sections if not section.version]
    return {"label": _("Not written, and left out"), "list": names, "value": "" if names else _("none")}


def life(found: Consultation) -> list[dict[str, Any]]:
    """Written, with the countries, agreed, proposed, released."""
    report, latest = found.report, found.latest
    line = [
        (_("Being written"), moment(report.created_at)),
        (_("With the countries"), moment(latest.created_at) if latest else ""),
        (_("Agreed by all six"), ""),
        (_("Release proposed"), moment(report.proposed_at)),
        (_("Released by a second person"), moment(report.released_at)),
    ]
    place = {ReportState.DRAFTING: 0, ReportState.CIRCULATED: 2 if found.is_agreed else 1, ReportState.PROPOSED: 3}
    now = place.get(ReportState(report.state), 4)
    return [
        {"label": label, "note": note if at <= now else "", "state": _place(at, now)}
        for at, (label, note) in enumerate(line)
    ]


def _place(at: int, now: int) -> str:
    return "past" if at < now else "now" if at == now else "ahead"


def six(found: Consultation, calendars: Mapping[str, WorkCalendar]) -> list[dict[str, Any]]:
    """Where each country stands, in the shape of components/six.html; notes stand beside it, in their languages."""
    return [_position(position, calendars[position.country]) for position in found.positions]


def _position(position: Position, calendar: WorkCalendar) -> dict[str, Any]:
    shown = {"code": position.country, "name": country_name(position.country)}
    if position.has_agreed:
        noted = bool(position.notes)
        words = _("approves with a note") if noted else _("approves")
        return shown | {"tone": "due" if noted else "ok", "state": words, "icon": "note" if noted else "ok"}
    waiting = [voice for voice in position.voices if voice.is_owed]
    half = 0 < len(waiting) < len(position.voices)
    due = waiting[0].clock(calendar) if waiting else None
    late = due is not None and due.is_late(clock.now())
    words = _("waits for %(agency)s") % {"agency": waiting[0].agency.short_name} if half else _("no answer yet")
    until = _("until %(moment)s") % {"moment": moment(due.due)} if due else ""
    return shown | {"tone": "late" if late else "idle", "state": _("late") if late else words, "note": until}


def own_line(voice: Voice | None, calendar: WorkCalendar | None) -> dict[str, Any] | None:
    """What the reader's own agency is asked, for a note above the page."""
    if voice is None or not voice.is_owed or calendar is None:
        return None
    known = voice.clock(calendar)
    words = voice.asked_in.words if voice.asked_in else ""
    return {"until": moment(known.due) if known else "", "words": words, "lang": language_of(words)}


def history(steps: Sequence[ReportStep]) -> list[dict[str, Any]]:
    """What was done with it, newest first."""
    return [
        {"at": step.created_at, "text": TAKEN.get(step.name, step.name), "who": str(step.by), "note": step.reason}
        for step in reversed(steps)
    ]


def actions(principal: Principal, found: Consultation, own: list[CirculatedSection]) -> list[dict[str, Any]]:
    """What the reader may do from here, the way onward first."""
    report, shown = found.report, []
    voice = found.voice(principal.organisation_id)
    verdict = may_approve(principal, report, own)
    if voice and verdict:
        label = _("Approve for your agency") if voice.is_owed else _("Change your answer")
        url = reverse("written-approve", args=[report.pk])
        shown.append({"label": label, "url": url, "main": voice.is_owed, "icon": "check"})
    for step in STATES.from_state(report.state):
        may_take = may_step(principal, report, step.name)
        if not may_take and may_take != SECOND_PERSON:
            continue
        shown.append(_step(report, step.name, step.label, _why_not(found, step.name, may_take)))
    if principal.holds("report.build") and found.latest:
        url = reverse("written-edition", args=[report.pk])
        shown.append({"label": _("Editions"), "url": url, "icon": "file"})
    return shown


def _why_not(found: Consultation, name: str, may_take: Any) -> str:
    """What stands in the way of a step that is the reader's by role."""
    if not may_take:
        return str(SECOND_PERSON.reason)
    if name in ("propose", "confirm") and found.missing:
        return _("Not all countries have approved.")
    return ""


def _step(report: Report, name: str, label: Text, disabled: str) -> dict[str, Any]:
    again = name == "circulate" and report.round
    return {
        "label": _("Circulate again") if again else label,
        "url": reverse("written-step", args=[report.pk, name]),
        "icon": ICONS[name],
        "main": name in ("propose", "confirm") or (name == "circulate" and not again),
        "grave": name == "withdraw",
        "disabled": disabled,
    }
