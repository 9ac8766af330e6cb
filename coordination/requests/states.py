"""The life of a request (domain.md §5): which step leads where, who takes it, and what it needs to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.requests.models import WAITING, Kind, PartKind, RequestState
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition

SENDER, RECIPIENT = "sender", "recipient"
S = RequestState
BEGUN = (S.ACKNOWLEDGED, S.IN_PROGRESS, S.PARTLY_ANSWERED)
"""The recipient has it and nothing is asked back."""

ENDED = (S.ANSWERED, S.REFUSED, S.REDIRECTED)
"""States in which the recipient has said its last word; with it the clock ends."""


@dataclass(frozen=True)
class Saying:
    """What the words of a step are. `needed`: the step is not taken without them."""

    part: PartKind
    needed: bool = True


def _by_mla_alone(request: Any, _given: Mapping[str, Any]) -> Text | None:
    if request.kind != Kind.EVIDENCE:
        return None
    return _("Evidence is given by mutual legal assistance alone: redirect the request, and say to whom to write.")


def _has_ground(_request: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given.get("ground") else _("A refusal names its ground: choose one.")


STATES = StateTable(
    initial=S.DRAFT,
    transitions=(
        Transition("send", _("Send"), (S.DRAFT,), S.SENT, "request.send"),
        Transition("acknowledge", _("Acknowledge"), (S.SENT,), S.ACKNOWLEDGED, "request.answer"),
        Transition(
            "ask", _("Ask for clarification"), (S.ACKNOWLEDGED, S.IN_PROGRESS), S.CLARIFICATION, "request.answer"
        ),
        Transition("clarify", _("Clarify"), (S.CLARIFICATION,), S.ACKNOWLEDGED, "request.send"),
        Transition("begin", _("Begin the work"), (S.ACKNOWLEDGED, S.CLARIFICATION), S.IN_PROGRESS, "request.answer"),
        Transition(
            "partly",
            _("Answer in part"),
            (S.IN_PROGRESS, S.PARTLY_ANSWERED),
            S.PARTLY_ANSWERED,
            "request.answer",
            condition=_by_mla_alone,
        ),
        Transition("answer", _("Answer"), BEGUN, S.ANSWERED, "request.answer", condition=_by_mla_alone),
        Transition("refuse", _("Refuse"), WAITING, S.REFUSED, "request.answer", ("ground",), condition=_has_ground),
        Transition("redirect", _("Redirect to mutual legal assistance"), WAITING, S.REDIRECTED, "request.answer"),
        Transition("withdraw", pgettext_lazy("step of a request", "Withdraw"), WAITING, S.WITHDRAWN, "request.send"),
        Transition("close", _("Close"), (*ENDED, S.WITHDRAWN), S.CLOSED, "request.send"),
    ),
    line=(S.DRAFT, S.SENT, S.ACKNOWLEDGED, S.IN_PROGRESS, S.ANSWERED, S.CLOSED),
    beside={
        S.CLARIFICATION: S.ACKNOWLEDGED,
        S.PARTLY_ANSWERED: S.IN_PROGRESS,
        S.REFUSED: S.ANSWERED,
        S.REDIRECTED: S.ANSWERED,
        S.WITHDRAWN: S.ANSWERED,
    },
    closed=frozenset({S.CLOSED}),
)
DELAY = Transition("delay", _("Announce a late answer"), (S.SENT, *BEGUN), "", "request.answer", ("expected_on",))
"""Changes no state: it stops the clock until the day on which the answer is expected."""

SIDES: Mapping[str, str] = {
    "send": SENDER,
    "clarify": SENDER,
    "withdraw": SENDER,
    "close": SENDER,
    "acknowledge": RECIPIENT,
    "ask": RECIPIENT,
    "begin": RECIPIENT,
    "partly": RECIPIENT,
    "answer": RECIPIENT,
    "refuse": RECIPIENT,
    "redirect": RECIPIENT,
    "delay": RECIPIENT,
}
SAYINGS: Mapping[str, Saying] = {
    "acknowledge": Saying(PartKind.ACKNOWLEDGEMENT, needed=False),
    "ask": Saying(PartKind.QUESTION),
    "clarify": Saying(PartKind.CLARIFICATION),
    "partly": Saying(PartKind.PARTIAL),
    "answer": Saying(PartKind.ANSWER),
    "refuse": Saying(PartKind.REFUSAL, needed=False),
    "redirect": Saying(PartKind.REDIRECTION),
    "withdraw": Saying(PartKind.WITHDRAWAL, needed=False),
    "delay": Saying(PartKind.DELAY),
}
STEPS: tuple[Transition, ...] = (*STATES.transitions, DELAY)


def step_named(name: str) -> Transition:
    """Raises LookupError for a step that requests do not have."""
    step = next((one for one in STEPS if one.name == name), None)
    if step is None:
        raise LookupError(name)
    return step


def steps_from(state: str) -> list[Transition]:
    return [step for step in STEPS if state in step.sources]
