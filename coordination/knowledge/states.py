"""The life of an item: an agency proposes it, LMLECC validates it, the six countries are heard, the director adopts."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.knowledge.models import State
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition

OPEN = frozenset({State.DRAFT, State.QUERIED})
"""States in which the agency may change what it says."""

BY_ORIGINATOR = frozenset({"propose", "withdraw"})
"""Steps of the agency that wrote it; the others are LMLECC's."""


def _explained(_item: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given.get("words") else _("Say why: the words stay with it.")


STATES = StateTable(
    initial=State.DRAFT,
    transitions=(
        Transition("propose", _("Propose"), (State.DRAFT, State.QUERIED), State.PROPOSED, "knowledge.propose"),
        Transition("validate", _("Validate"), (State.PROPOSED,), State.VALIDATED, "knowledge.validate"),
        Transition(
            "query",
            _("Ask"),
            (State.PROPOSED, State.VALIDATED),
            State.QUERIED,
            "knowledge.validate",
            ("words",),
            condition=_explained,
        ),
        Transition("adopt", _("Adopt"), (State.VALIDATED,), State.ADOPTED, "knowledge.adopt"),
        Transition(
            "set-aside",
            _("Set aside"),
            (State.PROPOSED, State.QUERIED, State.VALIDATED, State.ADOPTED),
            State.SET_ASIDE,
            "knowledge.set_aside",
            ("words",),
            condition=_explained,
        ),
        Transition(
            "withdraw",
            _("Withdraw it"),
            (State.DRAFT, State.PROPOSED, State.QUERIED),
            State.SET_ASIDE,
            "knowledge.propose",
            ("words",),
            condition=_explained,
        ),
    ),
    line=(State.DRAFT, State.PROPOSED, State.VALIDATED, State.ADOPTED),
    closed=frozenset({State.SET_ASIDE}),
    beside={State.QUERIED: State.PROPOSED},
)


def step_named(name: str) -> Transition:
    """Raises LookupError for a step that items do not have."""
    step = STATES.named(name)
    if step is None:
        raise LookupError(name)
    return step
