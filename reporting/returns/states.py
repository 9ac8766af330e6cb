"""The life of a return (domain.md §6): the agency drafts and submits, LMLECC asks or verifies, the director locks."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition
from reporting.returns.models import ReturnState

OPEN = frozenset({ReturnState.DRAFT, ReturnState.QUERIED})
"""States in which the agency may change what its return says."""


def _asks(_return: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given.get("words") else _("Write down your question: the agency reads it above its return.")


def _explains(_return: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given.get("words") else _("Say why: the reason stays with the return.")


STATES = StateTable(
    initial=ReturnState.DRAFT,
    transitions=(
        Transition(
            "submit", _("Submit"), (ReturnState.DRAFT, ReturnState.QUERIED), ReturnState.SUBMITTED, "return.submit"
        ),
        Transition(
            "query",
            _("Ask"),
            (ReturnState.SUBMITTED,),
            ReturnState.QUERIED,
            "return.verify",
            ("words",),
            condition=_asks,
        ),
        Transition("verify", _("Verify"), (ReturnState.SUBMITTED,), ReturnState.VERIFIED, "return.verify"),
        Transition("lock", _("Lock"), (ReturnState.VERIFIED,), ReturnState.LOCKED, "return.lock"),
        Transition(
            "reopen",
            _("Reopen"),
            (ReturnState.VERIFIED, ReturnState.LOCKED),
            ReturnState.DRAFT,
            "return.reopen",
            ("words",),
            condition=_explains,
        ),
    ),
    line=(ReturnState.DRAFT, ReturnState.SUBMITTED, ReturnState.VERIFIED, ReturnState.LOCKED),
    closed=frozenset({ReturnState.LOCKED}),
)


def step_named(name: str) -> Transition:
    """Raises LookupError for a step that returns do not have."""
    step = STATES.named(name)
    if step is None:
        raise LookupError(name)
    return step
