"""The life of an action that a group plans: asked, decided by each, carried out, reconciled."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.joint.models import ActionState
from operation.kernel.transitions import StateTable, Transition

S = ActionState
CHANGEABLE = (S.PLANNED, S.ASKED, S.GO, S.NO_GO)
HELD = (S.CARRIED_OUT, S.RECONCILED)

STATES = StateTable(
    initial=S.PLANNED,
    transitions=(
        Transition("ask", _("Ask for go or no-go"), (S.PLANNED, S.NO_GO), S.ASKED, "joint.lead"),
        Transition("go", pgettext_lazy("decision", "Go"), (S.ASKED,), S.GO, "joint.decide"),
        Transition("no-go", pgettext_lazy("decision", "No-go"), (S.ASKED, S.GO), S.NO_GO, "joint.decide", ("words",)),
        Transition("carry-out", _("Say that it was carried out"), (S.GO,), S.CARRIED_OUT, "joint.lead"),
        Transition("cancel", _("Call it off"), CHANGEABLE, S.CANCELLED, "joint.lead", ("words",)),
        Transition("agree", _("Agree to the totals"), (S.CARRIED_OUT,), S.RECONCILED, "joint.decide"),
        Transition("object", _("Object to the totals"), (S.CARRIED_OUT,), S.CARRIED_OUT, "joint.decide", ("words",)),
    ),
    line=(S.PLANNED, S.ASKED, S.GO, S.CARRIED_OUT, S.RECONCILED),
    closed=frozenset({S.RECONCILED, S.CANCELLED}),
    beside={S.NO_GO: S.ASKED, S.CANCELLED: S.PLANNED},
)


def step_named(name: str) -> Transition:
    """Raises LookupError for a step that there is not."""
    found = STATES.named(name)
    if found is None:
        raise LookupError(name)
    return found
