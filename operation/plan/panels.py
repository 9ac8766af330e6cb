"""What the operation's pages show, as the components want it: facts, steps, rows and their places on the axis."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.people.models import OrganisationKind
from operation.plan.indicators import label_of
from operation.plan.models import LineOfEffort, Meeting, Objective, Operation, OperationalAction, Phase
from operation.plan.parts import Origin
from operation.plan.selectors import Side, actual_span
from operation.plan.timeline import Span

PAGES: tuple[tuple[str, Text, bool], ...] = (
    ("operation", gettext_lazy("Mandate"), False),
    ("participants", gettext_lazy("Participants"), False),
    ("action-plan", gettext_lazy("Action plan"), False),
    ("timeline", gettext_lazy("Timeline"), False),
    ("meetings", gettext_lazy("Meetings"), False),
    ("action-days", gettext_lazy("Action days"), True),
)
GROUPS: dict[str, Text] = {
    OrganisationKind.AGENCY: gettext_lazy("Member countries"),
    OrganisationKind.SECRETARIAT: gettext_lazy("Secretariat"),
    OrganisationKind.PARTNER: gettext_lazy("Partners"),
}
ACTION_TONES = {"planned": "idle", "under_way": "work", "done": "ok", "dropped": "idle"}


def handling(principal: Principal) -> dict[str, Any]:
    """Partners read what is GREEN; with the part for members the page is AMBER."""
    tlp, code = (TLP.GREEN, HandlingCode.H0) if principal.is_partner else (TLP.AMBER, HandlingCode.H1)
    return {"tlp": tlp, "code": code, "words": code.label, "note": ""}


def pages(principal: Principal, path: str) -> list[dict[str, Any]]:
    """The operation's own menu, without what a partner cannot open."""
    return [
        {
            "label": label,
            "url": reverse(name),
            "current": _current(name, path),
        }
        for name, label, members_only in PAGES
        if not (members_only and principal.is_partner)
    ]


def _current(name: str, path: str) -> str:
    """Value of aria-current: the page itself, or the one below which this page lies."""
    if path == reverse(name):
        return "page"
    return "true" if name != "operation" and path.startswith(reverse(name)) else ""


def paragraphs(text: str) -> list[str]:
    """A text of the operation's file in the reader's language, paragraph by paragraph."""
    return [_(part) for part in text.split("\n\n") if part.strip()]


def operation_facts(operation: Operation) -> list[dict[str, Any]]:
    span = Span(operation.starts_on, operation.ends_on) if operation.starts_on and operation.ends_on else None
    return [
        {"label": _("Execution"), "value": str(span or ""), "note": _("in the local time of each country")},
        {"label": _("Part of"), "value": _(operation.parent.name) if operation.parent else ""},
        {"label": _("Principle"), "value": _(operation.principle) if operation.principle else ""},
        {"label": _("References begin with"), "value": operation.prefix},
    ]


def steps(phases: Iterable[Phase], today: date) -> list[dict[str, Any]]:
    """The phases and milestones as a life cycle; the phase that contains today is the present one."""
    shown = []
    for phase in phases:
        span = Span(phase.starts_on, phase.ends_on, phase.month_only)
        happened = actual_span(phase) is not None or phase.ends_on < today
        state = "past" if happened else "now" if phase.starts_on <= today else "ahead"
        shown.append({"label": str(phase), "note": str(span), "state": state})
    return shown


def grouped(sides: Iterable[Side]) -> list[dict[str, Any]]:
    """Participants under the heading of their kind."""
    groups: dict[str, list[Side]] = {}
    for side in sides:
        groups.setdefault(side.kind, []).append(side)
    return [{"title": GROUPS[kind], "kind": kind, "sides": members} for kind, members in groups.items()]


def plan_lines(lines: Iterable[LineOfEffort], today: date, origins: Mapping[UUID, Origin]) -> list[dict[str, Any]]:
    return [
        {
            "line": line,
            "lead": label_of(line.lead_indicator),
            "objectives": [_objective(one) for one in line.objectives.all()],
            "actions": [_action(one, today) | {"origin": origins.get(one.pk)} for one in line.actions.all()],
        }
        for line in lines
    ]


def _objective(objective: Objective) -> dict[str, Any]:
    return {"objective": objective, "indicator": label_of(objective.indicator)}


def _action(action: OperationalAction, today: date) -> dict[str, Any]:
    words, tone = action_state(action, today)
    return {"action": action, "words": words, "tone": tone, "url": reverse("plan-action", args=[action.pk])}


def action_state(action: OperationalAction, today: date) -> tuple[Text, str]:
    """Word and tone of an action; one that is due and not done is late, whatever its status says."""
    if action.is_open and action.due_on and action.due_on < today:
        late = (today - action.due_on).days
        words: Text = ngettext("%(days)s day late", "%(days)s days late", late) % {"days": late}
        return words, "late"
    return action.get_status_display(), ACTION_TONES[action.status]


def dated(meetings: Iterable[Meeting]) -> list[dict[str, Any]]:
    """Meetings with the words for their days."""
    return [{"meeting": one, "when": str(Span(one.starts_on, one.ends_on, one.month_only))} for one in meetings]


def meeting_facts(meeting: Meeting) -> list[dict[str, Any]]:
    return [
        {"label": _("When"), "value": str(Span(meeting.starts_on, meeting.ends_on, meeting.month_only))},
        {"label": _("Where"), "value": _(meeting.place) if meeting.place else ""},
        {"label": _("Attendance"), "value": _(meeting.attendance) if meeting.attendance else ""},
    ]
