"""Writes on meetings: call and amend one, agenda, attendance, minutes, decisions, answers, and the steps of minutes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.consulting import check_heard, countries_of, give_voice, hold
from coordination.meetings.models import AgendaItem, Decision, Delegation, Minutes, MinutesVoice
from coordination.meetings.policies import may_amend, may_answer, may_call, may_make_action, may_write
from coordination.meetings.states import step_named
from coordination.questions import STALE
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.names import composed_lines
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require
from operation.people.models import Country, Organisation
from operation.plan.models import LineOfEffort, Meeting, Operation, OperationalAction

WRITTEN = ("title", "place", "starts_on", "ends_on", "for_partners")
Draft = Mapping[str, Any]
Point = tuple[str, UUID | None]
"""A point of the agenda and who speaks to it."""


@transaction.atomic
def call_meeting(*, principal: Principal, operation: Operation, draft: Draft, synthetic: bool = False) -> Meeting:
    """A new meeting of the operation. Raises NotAllowed; Refused by field."""
    require(may_call(principal), verb="call meeting")
    meeting = Meeting(operation=operation, is_synthetic=synthetic)
    _write(meeting, draft)
    meeting.save(force_insert=True)
    _minutes_of(principal, meeting)
    trail.record("meeting_called", meeting, for_partners=meeting.for_partners)
    return meeting


@transaction.atomic
def amend_meeting(*, principal: Principal, meeting: Meeting, draft: Draft, version: int) -> Meeting:
    """Change title, place, days or mark. Raises NotAllowed, also for one of the operation's file; Refused; Conflict."""
    require(may_amend(principal, meeting), verb="amend meeting")
    minutes = _locked(principal, meeting, version)
    _write(minutes.meeting, draft)
    minutes.meeting.save(update_fields=[*WRITTEN])
    _save(minutes)
    trail.record("meeting_amended", meeting, for_partners=minutes.meeting.for_partners)
    return minutes.meeting


def _write(meeting: Meeting, draft: Draft) -> None:
    for name in WRITTEN:
        if name in draft:
            setattr(meeting, name, draft[name])
    meeting.title, meeting.place = composed_lines(meeting.title), composed_lines(meeting.place)
    if not meeting.title:
        raise Refused({"title": _("Give the meeting a title.")})
    if meeting.ends_on < meeting.starts_on:
        raise Refused({"ends_on": _("It ends before it begins.")})
    meeting.full_clean(exclude=["decisions"])


@transaction.atomic
def set_agenda(*, principal: Principal, meeting: Meeting, points: Sequence[Point], version: int) -> list[AgendaItem]:
    """The agenda as it is now, in this order. Raises NotAllowed; Refused; Conflict."""
    minutes = _opened(principal, meeting, version)
    taking_part = {one.pk for one in _taking_part(meeting.operation)}
    if any(speaker and speaker not in taking_part for _title, speaker in points):
        raise Refused(_("Only organisations that take part in the operation speak."))
    AgendaItem.objects.filter(meeting=meeting).delete()
    made = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=place, title=composed_lines(title), speaker_id=speaker)
        for place, (title, speaker) in enumerate(points, start=1)
    )
    _save(minutes)
    trail.record("meeting_agenda_set", meeting, points=len(made))
    return made


@transaction.atomic
def set_attendance(
    *, principal: Principal, meeting: Meeting, numbers: Mapping[UUID, int], version: int
) -> list[Delegation]:
    """How many representatives each organisation sent; who is not named sent nobody. Raises NotAllowed; Conflict."""
    minutes = _opened(principal, meeting, version)
    there = [one for one in _taking_part(meeting.operation) if numbers.get(one.pk, 0) > 0]
    Delegation.objects.filter(meeting=meeting).delete()
    made = Delegation.objects.bulk_create(
        Delegation(meeting=meeting, organisation=one, number=numbers[one.pk]) for one in there
    )
    meeting.present.set(there)
    _save(minutes)
    trail.record("meeting_attendance_set", meeting, organisations=len(made))
    return made


@transaction.atomic
def write_minutes(*, principal: Principal, meeting: Meeting, text: str, version: int) -> Minutes:
    """The text of the minutes. Raises NotAllowed; Conflict."""
    minutes = _opened(principal, meeting, version)
    minutes.text, minutes.written_by_id = composed_lines(text), principal.person
    _save(minutes)
    trail.record("minutes_written", meeting)
    return minutes


@transaction.atomic
def set_decision(
    *, principal: Principal, meeting: Meeting, decision: Decision | None, draft: Draft, version: int
) -> Decision:
    """A new decision at the end, or another wording of one. Raises NotAllowed; Refused by field; Conflict."""
    minutes = _opened(principal, meeting, version)
    members = [country.code for country in countries_of(meeting.operation)]
    agreed = [code for code in members if code in draft["agreed_by"]]
    if len(agreed) != len(set(draft["agreed_by"])):
        raise Refused({"agreed_by": _("Only member countries agree to a decision.")})
    if not composed_lines(draft["text"]):
        raise Refused({"text": _("Write down what was decided.")})
    if decision is None:
        decision = Decision(minutes=minutes, position=minutes.decisions.count() + 1)
    decision.text, decision.agreed_by = composed_lines(draft["text"]), agreed
    decision.leader, decision.due_on = draft["leader"], draft["due_on"]
    decision.save()
    _save(minutes)
    trail.record("meeting_decision_set", meeting, row=str(decision.pk))
    return decision


@transaction.atomic
def take_out_decision(*, principal: Principal, meeting: Meeting, decision: Decision, version: int) -> None:
    """Remove a decision from the draft. Raises NotAllowed; Conflict."""
    minutes = _opened(principal, meeting, version)
    trail.record("meeting_decision_removed", meeting, row=str(decision.pk))
    decision.delete()
    _save(minutes)


@transaction.atomic
def take_step(
    *, principal: Principal, meeting: Meeting, name: str, version: int, answer_by: date | None = None
) -> Minutes:
    """Circulate, revise, approve. Raises NotAllowed; Refused; Conflict; LookupError."""
    step = step_named(name)
    require(may_call(principal), verb=f"{name} minutes")
    minutes = _locked(principal, meeting, version)
    if minutes.state not in step.sources:
        words = _("The minutes are «%(state)s»: «%(step)s» is not possible from there.")
        raise Refused(words, params={"state": minutes.get_state_display(), "step": step.label})
    if name == "circulate":
        _circulate(minutes, answer_by)
    elif name == "approve":
        check_heard(meeting.operation, minutes.voices.filter(round=minutes.round))
        minutes.approved_at = clock.now()
    minutes.state = step.target
    _save(minutes)
    trail.record(f"minutes_{name}", meeting, round=minutes.round)
    return minutes


def _circulate(minutes: Minutes, answer_by: date | None) -> None:
    if not minutes.text:
        raise Refused(_("Write the minutes first: the countries agree to a text."))
    if answer_by is None or answer_by < clock.today():
        raise Refused({"answer_by": _("Say until which day the countries answer, from today on.")})
    minutes.answer_by, minutes.circulated_at = answer_by, clock.now()
    minutes.round += 1


@transaction.atomic
def answer_minutes(*, principal: Principal, minutes: Minutes, answer: str, words: str = "") -> MinutesVoice:
    """What the principal's country says to the minutes. Raises NotAllowed; Refused for an objection without words;
    Conflict when other minutes are circulated by now."""
    require(may_answer(principal, minutes), verb="answer minutes")
    hold(minutes.pk)
    current = Minutes.objects.select_related("meeting").filter(pk=minutes.pk).first()
    if current is None:
        raise Conflict(STALE)
    require(may_answer(principal, current), verb="answer minutes")
    if current.round != minutes.round:
        raise Conflict(STALE)
    voice = give_voice(MinutesVoice, principal, answer, words, minutes=current, round=current.round)
    trail.record("minutes_answered", current.meeting, answer=voice.answer)
    return voice


@transaction.atomic
def make_action(
    *,
    principal: Principal,
    decision: Decision,
    line: LineOfEffort,
    title: str,
    leader: Country | None,
    due_on: date | None,
    synthetic: bool = False,
) -> OperationalAction:
    """The one place where decisions become actions of the plan. Raises NotAllowed, also before the minutes are
    approved; Refused by field; Conflict when somebody else made it one meanwhile.

    The one action whose history does not begin with «added»: only who may amend the plan writes there (second wall),
    which the communication desk may not. Decision and trail tell who made it.
    """
    require(may_make_action(principal, decision), verb="make action")
    rows = Decision.objects.select_for_update(of=("self",)).select_related("minutes__meeting")
    current: Decision | None = rows.filter(pk=decision.pk).first()
    if current is None or current.action_id:
        raise Conflict(STALE)
    require(may_make_action(principal, current), verb="make action")
    meeting = current.minutes.meeting
    _check_action(meeting, line, title, leader, due_on)
    made = OperationalAction.objects.create(
        line=line, title=composed_lines(title), leader=leader, due_on=due_on, is_synthetic=synthetic
    )
    current.action = made
    current.save(update_fields=["action"])
    trail.record("decision_made_action", made, meeting=str(meeting.pk), line=line.number)
    return made


def _check_action(
    meeting: Meeting, line: LineOfEffort, title: str, leader: Country | None, due_on: date | None
) -> None:
    """What an action of the plan needs wherever it comes from (operation/plan/progress/actions.py)."""
    problems: dict[str, ValidationError] = {}
    if line.operation_id != meeting.operation_id:
        problems["line"] = ValidationError(_("Choose a line of effort of this operation."))
    if not composed_lines(title):
        problems["title"] = ValidationError(_("Say what is to be done."))
    if leader is None:
        problems["leader"] = ValidationError(_("Choose the country that leads it and reports on it."))
    if due_on is None:
        problems["due_on"] = ValidationError(_("Say until when it is to be done."))
    elif due_on < clock.today():
        words = _("«%(day)s» is past. Choose today or a later day.")
        problems["due_on"] = ValidationError(words, "past", {"day": due_on})
    if problems:
        raise Refused(problems)


def _opened(principal: Principal, meeting: Meeting, version: int) -> Minutes:
    """The minutes, locked and still a draft. Raises NotAllowed; Conflict."""
    require(may_call(principal), verb="write on meeting")
    minutes = _locked(principal, meeting, version)
    require(may_write(principal, minutes), verb="write on meeting")
    return minutes


def _locked(principal: Principal, meeting: Meeting, version: int) -> Minutes:
    """The minutes of a meeting, made when they are first needed; version 1 is that of new ones."""
    minutes = _minutes_of(principal, meeting)
    hold(minutes.pk)
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__operation")
    current: Minutes | None = rows.filter(pk=minutes.pk).first()
    if current is None or current.version != version:
        raise Conflict(STALE)
    return current


def _minutes_of(principal: Principal, meeting: Meeting) -> Minutes:
    minutes, _made = Minutes.objects.get_or_create(meeting=meeting, defaults={"written_by_id": principal.person})
    return minutes


def _taking_part(operation: Operation) -> list[Organisation]:
    return list(Organisation.objects.filter(participations__operation=operation).order_by("position"))


def _save(minutes: Minutes) -> None:
    minutes.version += 1
    minutes.save(update_fields=[known.name for known in minutes._meta.concrete_fields if not known.primary_key])
