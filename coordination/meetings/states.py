"""The life of minutes: LMLECC writes and circulates them, every country answers, LMLECC approves them."""

from django.utils.translation import gettext_lazy as _

from coordination.meetings.models import MinutesState
from operation.kernel.transitions import StateTable, Transition

STATES = StateTable(
    initial=MinutesState.DRAFT,
    transitions=(
        Transition(
            "circulate", _("Circulate"), (MinutesState.DRAFT,), MinutesState.CIRCULATED, "meeting.amend", ("answer_by",)
        ),
        Transition("revise", _("Revise"), (MinutesState.CIRCULATED,), MinutesState.DRAFT, "meeting.amend"),
        Transition("approve", _("Approve"), (MinutesState.CIRCULATED,), MinutesState.APPROVED, "meeting.amend"),
    ),
    line=(MinutesState.DRAFT, MinutesState.CIRCULATED, MinutesState.APPROVED),
    closed=frozenset({MinutesState.APPROVED}),
)


def step_named(name: str) -> Transition:
    """Raises LookupError for a step that minutes do not have."""
    step = STATES.named(name)
    if step is None:
        raise LookupError(name)
    return step
