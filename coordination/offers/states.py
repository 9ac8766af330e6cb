"""The life of an offer: LMLECC decides and follows it, the receiving countries say that it came."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.offers.models import State
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition


def _explained(_offer: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given.get("words") else _("Say why: the partner reads it.")


STATES = StateTable(
    initial=State.OFFERED,
    transitions=(
        Transition("accept", _("Accept"), (State.OFFERED,), State.ACCEPTED, "offer.decide", ("words",)),
        Transition(
            "decline",
            _("Decline"),
            (State.OFFERED,),
            State.DECLINED,
            "offer.decide",
            ("words",),
            condition=_explained,
        ),
        Transition("begin", _("It is under way"), (State.ACCEPTED,), State.UNDER_WAY, "offer.decide"),
        Transition(
            "confirm", _("Confirm that it came"), (State.UNDER_WAY,), State.DELIVERED, "offer.confirm", ("words",)
        ),
    ),
    line=(State.OFFERED, State.ACCEPTED, State.UNDER_WAY, State.DELIVERED),
    closed=frozenset({State.DECLINED, State.DELIVERED}),
)


def step_named(name: str) -> Transition:
    """Raises LookupError for a step that offers do not have."""
    step = STATES.named(name)
    if step is None:
        raise LookupError(name)
    return step
