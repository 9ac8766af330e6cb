"""What every step of a removal has in common: held, judged, written down, told."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.removals.models import PersonEnd, Removal, RemovalPerson, RemovalStep
from coordination.removals.policies import may_step
from coordination.removals.states import step_named
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require
from operation.kernel.transitions import Transition

STALE = _(
    "Somebody changed this removal since you opened it. Look at the present version, then enter your change again."
)
EXPLAIN = _("Say why, in words: the other side reads it.")


@dataclass(frozen=True)
class Order:
    """Who takes a step of which removal, in the version that he saw, on which day, in which words."""

    principal: Principal
    removal: Removal
    version: int
    on: date
    words: str = ""


def locked(principal: Principal, removal: Removal, version: int) -> Removal:
    """The removal as it is now, held until the transaction ends. Raises Conflict when it is another version."""
    found: Removal | None = (
        Removal.objects.visible_to(principal).select_for_update(of=("self",)).filter(pk=removal.pk).first()
    )
    if found is None or found.version != version:
        raise Conflict(STALE)
    return found


def begin(name: str, order: Order) -> Removal:
    """The removal, held, if the step may be taken now. Raises NotAllowed, Conflict, or Refused by field."""
    step = step_named(name)
    require(may_step(order.principal, order.removal, name), verb=f"{name} {order.removal.reference}")
    current = locked(order.principal, order.removal, order.version)
    if current.state not in step.sources:
        message = _("%(reference)s is «%(state)s»: «%(step)s» is not possible from there.")
        params = {"reference": current.reference, "state": current.get_state_display(), "step": step.label}
        raise Refused(message, params=params)
    _check_day(current, order.on)
    if "words" in step.needs and not order.words.strip():
        raise Refused({"words": EXPLAIN})
    return current


def _check_day(removal: Removal, on: date) -> None:
    if removal.state_on and on < removal.state_on:
        message = _("%(value)s lies before the present status (%(since)s). Status dates never run backwards.")
        raise Refused({"on": ValidationError(message, "order", {"value": on, "since": removal.state_on})})
    if on > clock.today():
        raise Refused({"on": ValidationError(_("%(value)s is in the future."), "future", {"value": on})})


def finish(name: str, order: Order, current: Removal) -> Removal:
    """Write the step: state, day and version, a row of history, an entry in the trail."""
    step = step_named(name)
    current.state, current.state_on = step.target, order.on
    write(current)
    note(order.principal, current, name, order.on, order.words)
    trail.record(verb_of(step), current, on=order.on)
    return current


def verb_of(step: Transition) -> str:
    return f"removal {step.name}"


def write(removal: Removal) -> None:
    """Store what may change, as the next version."""
    removal.version += 1
    removal.save()


def note(principal: Principal, removal: Removal, name: str, on: date, words: str = "") -> None:
    RemovalStep.objects.create(
        removal=removal,
        name=name,
        state=removal.state,
        on=on,
        side_id=principal.own_organisation,
        taken_by_id=principal.person,
        words=words.strip(),
    )


def listed(removal: Removal) -> list[RemovalPerson]:
    """Persons who are on the list, in the order in which they were listed."""
    rows: Any = removal.persons.exclude(end=PersonEnd.TAKEN_OFF)
    return list(rows)
