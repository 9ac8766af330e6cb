"""The life of an edition: built by a job, proposed by the director, confirmed by a second person, perhaps withdrawn."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition
from reporting.evaluation.models import EditionState


def _reasoned(_edition: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given.get("reason") else _("Say why: the reason stays with the edition.")


STATES = StateTable(
    initial=EditionState.BUILDING,
    transitions=(
        Transition("rebuild", _("Build again"), (EditionState.FAILED,), EditionState.BUILDING, "report.build"),
        Transition(
            "propose", _("Propose release"), (EditionState.BUILT,), EditionState.PROPOSED, "report.propose_release"
        ),
        Transition(
            "confirm", _("Confirm release"), (EditionState.PROPOSED,), EditionState.RELEASED, "report.confirm_release"
        ),
        Transition(
            "decline",
            _("Decline release"),
            (EditionState.PROPOSED,),
            EditionState.BUILT,
            "report.confirm_release",
            ("reason",),
            condition=_reasoned,
        ),
        Transition(
            "withdraw",
            _("Withdraw"),
            (EditionState.RELEASED,),
            EditionState.WITHDRAWN,
            "report.withdraw_release",
            ("reason",),
            condition=_reasoned,
        ),
    ),
    line=(EditionState.BUILDING, EditionState.BUILT, EditionState.PROPOSED, EditionState.RELEASED),
    closed=frozenset({EditionState.WITHDRAWN}),
)


def step_named(name: str) -> Transition:
    """Raises LookupError for a step that editions do not have."""
    step = STATES.named(name)
    if step is None:
        raise LookupError(name)
    return step
