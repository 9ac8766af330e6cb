"""What a meeting's page shows beside the plan's own: agenda, attendance, minutes, decisions, and what may be done."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.consulting import countries_of, six
from coordination.meetings import selectors
from coordination.meetings.models import Decision, Minutes, MinutesState
from coordination.meetings.policies import may_amend, may_answer, may_call, may_make_action, may_write
from coordination.meetings.states import STATES
from operation.access.principal import Principal
from operation.cases.names import language_of
from operation.kernel.errors import Text
from operation.plan.models import Meeting
from operation.plan.parts import Origin, Part
from operation.templatetags.look import country_name

TONES = {MinutesState.DRAFT: "idle", MinutesState.CIRCULATED: "work", MinutesState.APPROVED: "ok"}
WRITES: tuple[tuple[Text, str], ...] = (
    (gettext_lazy("Agenda"), "meeting-agenda"),
    (gettext_lazy("Attendance"), "meeting-attendance"),
    (gettext_lazy("Minutes"), "meeting-minutes"),
    (gettext_lazy("Add a decision"), "decision-new"),
)
ICONS = {"circulate": "release", "revise": "undo", "approve": "check"}


def meeting_part(principal: Principal, meeting: Meeting) -> Part:
    """Nothing to show where nothing is written; a constant number of queries."""
    minutes = selectors.minutes_of(principal, meeting)
    agenda = selectors.agenda_of(principal, meeting)
    delegations = selectors.delegations_of(principal, meeting)
    shown = {
        "agenda": [{"item": one, "lang": language_of(one.title)} for one in agenda],
        "delegations": delegations,
        "representatives": sum(one.number for one in delegations),
        **(_minutes(principal, meeting, minutes) if minutes else {}),
    }
    template = "meetings/_part.html" if minutes or agenda or delegations else ""
    return Part(template, shown, list(_actions(principal, meeting, minutes)))


def _minutes(principal: Principal, meeting: Meeting, minutes: Minutes) -> dict[str, Any]:
    consulted = minutes.state != MinutesState.DRAFT and not principal.is_partner
    voices = selectors.voices_of(principal, minutes) if consulted else []
    return {
        "minutes": minutes,
        "lang": language_of(minutes.text),
        "tone": TONES[MinutesState(minutes.state)],
        "steps": _life(minutes),
        "six": six(countries_of(meeting.operation), voices) if consulted else [],
        "objections": [
            {"country": country_name(one.country_id), "words": one.words, "lang": language_of(one.words)}
            for one in voices
            if one.words
        ],
        "decisions": [_decision(principal, meeting, one) for one in selectors.decisions_of(principal, minutes)],
    }


def _life(minutes: Minutes) -> list[dict[str, Any]]:
    now = STATES.line.index(minutes.state)
    days = (minutes.created_at, minutes.circulated_at, minutes.approved_at)
    ahead = ("", _("to the six countries"), _("after all have answered"))
    return [
        {
            "label": capfirst(str(MinutesState(state).label)),
            "note": date_format(day, "SHORT_DATE_FORMAT") if day and at <= now else words,
            "state": "now" if at == now else "past" if at < now else "ahead",
        }
        for at, (state, day, words) in enumerate(zip(STATES.line, days, ahead, strict=True))
    ]


def _decision(principal: Principal, meeting: Meeting, decision: Decision) -> dict[str, Any]:
    """A decision, and what became of it; partners do not read the action plan's part for members."""
    keys = [meeting.pk, decision.pk]
    action = None if principal.is_partner else decision.action
    return {
        "decision": decision,
        "lang": language_of(decision.text),
        "action": action,
        "action_url": f"{reverse('action-plan')}#line-{action.line.number}" if action else "",
        "make_url": reverse("decision-action", args=keys) if may_make_action(principal, decision) else "",
        "edit_url": reverse("decision-edit", args=keys) if may_write(principal, decision.minutes) else "",
    }


def _actions(principal: Principal, meeting: Meeting, minutes: Minutes | None) -> Iterator[Mapping[str, Any]]:
    """The way onward first."""
    if minutes and may_answer(principal, minutes):
        yield _action(_("Answer for your country"), "minutes-answer", meeting, icon="check", main=True)
    if not may_call(principal):
        return
    for step in STATES.from_state(minutes.state) if minutes else ():
        url = reverse("minutes-step", args=[meeting.pk, step.name])
        yield {"label": step.label, "url": url, "icon": ICONS[step.name], "main": step.name != "revise"}
    if may_write(principal, minutes):
        for label, route in WRITES:
            yield _action(label, route, meeting, icon="plus" if route == "decision-new" else "pen")
    if may_amend(principal, meeting):
        yield _action(_("Change the meeting"), "meeting-edit", meeting, icon="pen")


def _action(label: Text, route: str, meeting: Meeting, **about: Any) -> dict[str, Any]:
    return {"label": label, "url": reverse(route, args=[meeting.pk]), **about}


def list_actions(principal: Principal) -> Sequence[Mapping[str, Any]]:
    """What may be done on the list of meetings."""
    if not may_call(principal):
        return ()
    return ({"label": _("Call a meeting"), "url": reverse("meeting-new"), "icon": "plus", "main": True},)


def origins(principal: Principal, actions: Sequence[UUID]) -> dict[UUID, Origin]:
    """Actions that were decided at a meeting, with the way there."""
    return {
        one.action_id: Origin(
            _("decided: %(meeting)s") % {"meeting": one.minutes.meeting},
            reverse("meeting", args=[one.minutes.meeting_id]),
        )
        for one in selectors.decided(principal, actions)
        if one.action_id
    }
