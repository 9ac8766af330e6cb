"""The steps of a request, each by one action: state and clock, words, trail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.clocks.calendars import WorkCalendar
from coordination.clocks.clock import Clock
from coordination.clocks.selectors import calendar_of
from coordination.requests.delays import check_delay, expected_from
from coordination.requests.models import Request, RequestStep
from coordination.requests.policies import may_step
from coordination.requests.states import ENDED, SAYINGS, step_named
from coordination.requests.storing import locked, write
from coordination.requests.timing import allowance_of, clock_of, keep_clock
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import Refused, require
from operation.kernel.transitions import Transition

LONGEST = 10_000


@dataclass(frozen=True)
class Given:
    """What comes with a step: its words and their language, a ground, the day on which the answer is expected."""

    words: str = ""
    language: str = "en"
    ground: str = ""
    expected_on: date | None = None

    @property
    def fields(self) -> dict[str, Any]:
        return {"words": self.words.strip(), "ground": self.ground, "expected_on": self.expected_on}


@transaction.atomic
def take_step(*, principal: Principal, request: Request, name: str, given: Given, version: int) -> Request:
    """Take one step: policy, lock, state and clock, words, trail.

    Raises NotAllowed, Refused by field, Conflict, or LookupError for a step that there is not.
    """
    step = step_named(name)
    require(may_step(principal, request, name), verb=f"{name} {request.reference}")
    current = locked(request, version)
    _check(current, step, given)
    EFFECTS.get(name, _nothing)(current, given)
    _end_clock(current, step)
    current.state, current.version = step.target or current.state, current.version + 1
    current.save(update_fields=CHANGED)
    _tell(principal, current, step, given)
    return current


CHANGED = [
    "state", "version", "clock_unit", "sent_at", "acknowledged_at", "due_at", "clock_stopped_at", "clock_resumes_at",
    "delay_announced_at", "answered_at", "ground",
]  # fmt: skip
Effect = Callable[[Request, Given], None]


def _nothing(_request: Request, _given: Given) -> None:
    """A step that changes the state alone."""


def _send(request: Request, _given: Given) -> None:
    request.sent_at = clock.now()
    allowance = allowance_of(request.operation, request.urgency)
    keep_clock(request, Clock.begin(request.sent_at, allowance, _calendar(request)))


def _acknowledge(request: Request, _given: Given) -> None:
    request.acknowledged_at = clock.now()


def _stop(request: Request, _given: Given) -> None:
    keep_clock(request, clock_of(request, _calendar(request)).stop(clock.now()))


def _resume(request: Request, _given: Given) -> None:
    keep_clock(request, clock_of(request, _calendar(request)).resume(clock.now()))


def _refuse(request: Request, given: Given) -> None:
    request.ground = given.ground


def _delay(request: Request, given: Given) -> None:
    calendar, now = _calendar(request), clock.now()
    until = expected_from(calendar, given.expected_on)
    keep_clock(request, clock_of(request, calendar).stop_until(now, until))
    request.delay_announced_at = now


EFFECTS: Mapping[str, Effect] = {
    "send": _send,
    "acknowledge": _acknowledge,
    "ask": _stop,
    "clarify": _resume,
    "begin": _resume,
    "refuse": _refuse,
    "delay": _delay,
}


def _end_clock(request: Request, step: Transition) -> None:
    """With the last word of the recipient the clock ends; one that stood still until then lost no time."""
    if step.target in ENDED:
        _resume(request, Given())
        request.answered_at = clock.now()


def _check(request: Request, step: Transition, given: Given) -> None:
    if request.state not in step.sources:
        message = _("%(reference)s is «%(state)s»: «%(step)s» is not possible from there.")
        params = {"reference": request.reference, "state": request.get_state_display(), "step": step.label}
        raise Refused(message, params=params)
    reason = step.condition(request, given.fields) if step.condition else None
    if reason:
        raise Refused({step.needs[0]: reason} if step.needs else reason)
    saying = SAYINGS.get(step.name)
    if saying and saying.needed and not given.words.strip():
        raise Refused({"words": _("Write it down: the other country reads it.")})
    if len(given.words) > LONGEST:
        raise Refused({"words": _("%(most)s characters at most.") % {"most": LONGEST}})
    if step.name == "delay":
        check_delay(clock_of(request, _calendar(request)), request, given.expected_on)


def _tell(principal: Principal, request: Request, step: Transition, given: Given) -> None:
    """Words, history and trail of a step."""
    saying = SAYINGS.get(step.name)
    if saying and given.words.strip():
        write(principal, request, {saying.part: given.words}, given.language)
    _add_step(principal, request, step.name)
    details = {"step": step.name, "state": request.state, "ground": given.ground}
    trail.record("took request step", request, **{name: value for name, value in details.items() if value})


def _add_step(principal: Principal, request: Request, name: str) -> None:
    RequestStep.objects.create(
        request=request,
        name=name,
        state=request.state,
        taken_by_id=principal.person,
        organisation_id=principal.own_organisation,
        due_at=request.due_at,
        clock_stopped_at=request.clock_stopped_at,
        clock_resumes_at=request.clock_resumes_at,
    )


def _calendar(request: Request) -> WorkCalendar:
    return calendar_of(request.recipient.country_id or "")
