"""Around the figures of a return: its life, what happened with it, its handling and its deadline."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.clocks.selectors import calendar_of
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.kernel import clock
from reporting.returns.models import NationalReturn, ReturnState, ReturnStep
from reporting.returns.states import OPEN, STATES
from reporting.returns.timeliness import Late

TONES = {
    ReturnState.DRAFT: "idle",
    ReturnState.SUBMITTED: "work",
    ReturnState.QUERIED: "due",
    ReturnState.VERIFIED: "ok",
    ReturnState.LOCKED: "ok",
}
DRAWINGS = {ReturnState.QUERIED: "query", ReturnState.LOCKED: "lock"}


def life_of(given: NationalReturn, steps: Sequence[ReturnStep]) -> list[dict[str, Any]]:
    """The states of a return as a line: past with its day, now, ahead with who takes it there."""
    now = ReturnState.SUBMITTED if given.state == ReturnState.QUERIED else ReturnState(given.state)
    reached = {step.state: step.created_at for step in steps}
    place = STATES.line.index(now)
    return [_stage(given, ReturnState(state), at - place, reached.get(state)) for at, state in enumerate(STATES.line)]


def _stage(given: NationalReturn, state: ReturnState, distance: int, reached: datetime | None) -> dict[str, Any]:
    """One state of the line; `distance` is 0 for the present one, negative for those that are past."""
    queried = distance == 0 and given.state == ReturnState.QUERIED
    ahead = {
        ReturnState.DRAFT: _("the agency"),
        ReturnState.SUBMITTED: _("supervisor or coordinator"),
        ReturnState.VERIFIED: _("LMLECC, not the submitter"),
        ReturnState.LOCKED: _("director"),
    }
    return {
        "label": capfirst(ReturnState.QUERIED.label if queried else state.label),
        "note": date_format(reached, "SHORT_DATE_FORMAT") if reached and distance <= 0 else ahead[state],
        "state": "now" if distance == 0 else "past" if distance < 0 else "ahead",
    }


def history_of(principal: Principal, steps: Iterable[ReturnStep]) -> list[dict[str, Any]]:
    """What happened with a return, newest first."""
    verbs = {
        "submit": _("Submitted"),
        "query": _("Question of the supervision desk"),
        "verify": _("Verified"),
        "lock": _("Locked"),
        "reopen": _("Reopened"),
    }
    return [
        {
            "at": step.created_at,
            "text": verbs[step.name],
            "who": taken_by(principal, step),
            "note": step.words,
        }
        for step in reversed(list(steps))
    ]


def taken_by(principal: Principal, step: ReturnStep) -> str:
    """Who took a step. Whoever acted for LMLECC is named to the secretariat alone."""
    return str(step.taken_by) if step.name == "submit" or principal.is_secretariat else _("LMLECC")


def handling_of(given: NationalReturn) -> dict[str, Any]:
    """The strip of a page with the figures of one return."""
    country = given.agency.country
    note = (
        _("Draft: only %(country)s and LMLECC read it") if given.state in OPEN else _("%(country)s and LMLECC read it")
    )
    return handling(note % {"country": country})


def handling(note: str) -> dict[str, Any]:
    """The strip of a page with figures: no name stands on it."""
    code = HandlingCode.H0
    return {"tlp": TLP.GREEN, "code": code, "words": code.label, "note": note}


def deadline_words(given: NationalReturn, steps: Iterable[ReturnStep]) -> tuple[str, str]:
    """How much time is left, or by how many working days it is late, and its tone; empty once it was submitted."""
    if any(step.state == ReturnState.SUBMITTED for step in steps):
        return "", ""
    left = given.due_at - clock.now()
    if left.total_seconds() < 0:
        calendar = calendar_of(given.agency.country_id or "")
        days = calendar.working_days_between(calendar.local_day(given.due_at), calendar.local_day(clock.now()))
        return str(Late(days, owed=True)), "late"
    if left.days:
        return ngettext("%(days)s day left", "%(days)s days left", left.days) % {"days": left.days}, "idle"
    hours, minutes = divmod(left.seconds // 60, 60)
    return _("%(hours)s h %(minutes)s min left") % {"hours": hours, "minutes": minutes}, "due"
