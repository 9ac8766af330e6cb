"""The life of a visit and of a recommendation (domain.md §5): LMLECC inspects and verifies, the agency answers."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.supervision.models import InspectionState as Visit
from coordination.supervision.models import RecommendationState as Advice
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition

INSPECT, RESPOND = "supervision.inspect", "supervision.respond"


def _reports(_visit: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given.get("words") else _("Write the report: the agency reads it above the findings.")


def _answers(_visit: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given.get("words") else _("Write the answer of your agency.")


def _explains(_advice: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given.get("words") else _("Say why: the reason stays with the recommendation.")


def _proves(_advice: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given.get("words") else _("Say by what one sees that it is done.")


VISITS = StateTable(
    initial=Visit.PLANNED,
    transitions=(
        Transition("carry_out", _("Carried out"), (Visit.PLANNED,), Visit.CARRIED_OUT, INSPECT),
        Transition(
            "report", _("Report"), (Visit.CARRIED_OUT,), Visit.REPORTED, INSPECT, ("words",), condition=_reports
        ),
        Transition("answer", _("Answer"), (Visit.REPORTED,), Visit.ANSWERED, RESPOND, ("words",), condition=_answers),
        Transition("close", _("Close"), (Visit.ANSWERED,), Visit.CLOSED, INSPECT),
    ),
    line=(Visit.PLANNED, Visit.CARRIED_OUT, Visit.REPORTED, Visit.ANSWERED, Visit.CLOSED),
    closed=frozenset({Visit.CLOSED}),
)

ADVICE = StateTable(
    initial=Advice.OPEN,
    transitions=(
        Transition("accept", _("Accept"), (Advice.OPEN,), Advice.ACCEPTED, RESPOND),
        Transition("reject", _("Reject"), (Advice.OPEN,), Advice.REJECTED, RESPOND, ("words",), condition=_explains),
        Transition(
            "implement", _("Done"), (Advice.ACCEPTED,), Advice.IMPLEMENTED, RESPOND, ("words",), condition=_proves
        ),
        Transition("verify", _("Verify"), (Advice.IMPLEMENTED,), Advice.VERIFIED, INSPECT),
        Transition(
            "return", _("Send back"), (Advice.IMPLEMENTED,), Advice.ACCEPTED, INSPECT, ("words",), condition=_explains
        ),
    ),
    line=(Advice.OPEN, Advice.ACCEPTED, Advice.IMPLEMENTED, Advice.VERIFIED),
    closed=frozenset({Advice.REJECTED, Advice.VERIFIED}),
    beside={Advice.REJECTED: Advice.ACCEPTED},
)


def step_named(table: StateTable, name: str) -> Transition:
    """Raises LookupError for a step that there is not."""
    step = table.named(name)
    if step is None:
        raise LookupError(name)
    return step
