"""The life of a removal: which side takes which step from where (domain.md §5)."""

from django.utils.translation import gettext_lazy as _

from coordination.removals.models import RemovalState
from operation.kernel.transitions import StateTable, Transition

ASKING, ASKED, EITHER = "asking", "asked", "either"
ASK, ANSWER, CONFIRM = "removal.ask", "removal.answer", "removal.confirm"

S = RemovalState
ANSWERED_FROM = (S.REQUESTED, S.ACKNOWLEDGED, S.LOCATED, S.IN_CUSTODY, S.DECISION)
UNDER_WAY = (*ANSWERED_FROM, S.SCHEDULED)
"""Asked for, and not handed over yet."""

LISTING = (S.ACKNOWLEDGED, S.LOCATED, S.IN_CUSTODY, S.DECISION)
"""While the asked side may add persons, and prepare checks and manifest."""

GOING = (S.SCHEDULED, S.HANDED_OVER, S.RECEIVED)
"""While something can go another way on the road."""

OVER = frozenset({S.CLOSED, S.REFUSED, S.WITHDRAWN, S.LAPSED})

STATES = StateTable(
    initial=S.DRAFT,
    transitions=(
        Transition("send", _("Send the request"), (S.DRAFT,), S.REQUESTED, ASK),
        Transition("acknowledge", _("Acknowledge"), (S.REQUESTED,), S.ACKNOWLEDGED, ANSWER),
        Transition("locate", _("Say that they are located"), (S.ACKNOWLEDGED,), S.LOCATED, ANSWER),
        Transition("hold", _("Say that they are in custody"), (S.LOCATED,), S.IN_CUSTODY, ANSWER),
        Transition("decide", _("Grant the removal"), (S.IN_CUSTODY,), S.DECISION, ANSWER, ("words",)),
        Transition("schedule", _("Schedule the hand-over"), (S.DECISION, S.SCHEDULED), S.SCHEDULED, ANSWER),
        Transition("hand-over", _("Hand over"), (S.SCHEDULED,), S.HANDED_OVER, CONFIRM),
        Transition("receive", _("Confirm who was received"), (S.HANDED_OVER,), S.RECEIVED, CONFIRM),
        Transition("close", _("Close"), (S.RECEIVED,), S.CLOSED, CONFIRM),
        Transition("refuse", _("Refuse"), ANSWERED_FROM, S.REFUSED, ANSWER, ("ground", "words")),
        Transition("withdraw", _("Withdraw the request"), UNDER_WAY, S.WITHDRAWN, ASK, ("words",)),
        Transition("lapse", _("Say that it has lapsed"), UNDER_WAY, S.LAPSED, ANSWER, ("words",)),
    ),
    line=(
        *(S.DRAFT, S.REQUESTED, S.ACKNOWLEDGED, S.LOCATED, S.IN_CUSTODY),
        *(S.DECISION, S.SCHEDULED, S.HANDED_OVER, S.RECEIVED, S.CLOSED),
    ),
    closed=OVER,
)

SIDES = {
    "send": ASKING,
    "withdraw": ASKING,
    "receive": ASKING,
    "close": EITHER,
}
"""Whose step it is; every other one is the asked side's."""


def side_of(name: str) -> str:
    return SIDES.get(name, ASKED)


def step_named(name: str) -> Transition:
    """Raises LookupError for a step that removals do not have."""
    step = STATES.named(name)
    if step is None:
        raise LookupError(name)
    return step
