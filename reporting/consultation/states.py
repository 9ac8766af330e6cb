"""The life of a report: written, circulated as often as it changes, proposed, released by two persons, withdrawn."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition
from reporting.drafting.models import OPEN, ReportState


def _reasoned(_report: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given.get("reason") else _("Say why: the reason stays with the report.")


STATES = StateTable(
    initial=ReportState.DRAFTING,
    transitions=(
        Transition("circulate", _("Circulate"), OPEN, ReportState.CIRCULATED, "report.circulate"),
        Transition(
            "propose", _("Propose release"), (ReportState.CIRCULATED,), ReportState.PROPOSED, "report.propose_release"
        ),
        Transition(
            "confirm", _("Confirm release"), (ReportState.PROPOSED,), ReportState.RELEASED, "report.confirm_release"
        ),
        Transition(
            "decline",
            _("Decline release"),
            (ReportState.PROPOSED,),
            ReportState.CIRCULATED,
            "report.confirm_release",
            ("reason",),
            condition=_reasoned,
        ),
        Transition(
            "withdraw",
            _("Withdraw"),
            (ReportState.RELEASED,),
            ReportState.WITHDRAWN,
            "report.withdraw_release",
            ("reason",),
            condition=_reasoned,
        ),
    ),
    line=(ReportState.DRAFTING, ReportState.CIRCULATED, ReportState.PROPOSED, ReportState.RELEASED),
    closed=frozenset({ReportState.WITHDRAWN}),
)


def step_named(name: str) -> Transition:
    """Raises LookupError for a step that reports do not have."""
    step = STATES.named(name)
    if step is None:
        raise LookupError(name)
    return step
