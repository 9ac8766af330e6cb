"""The suspects of the asked side follow their removal: they wait for it, leave with it, or stay where they stood.

When the asking side confirms who arrived, the records of the asked side follow in the same transaction, in the context
and under the name of whoever handed over for that side: he declared that they go (docs/decisions/0037).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.removals.models import PersonEnd, Removal, RemovalPerson
from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.cases.moves import move_records
from operation.cases.records.suspect import HELD, LEAVES, STATES, STAYS, STAYS_HELD, WAITS, Suspect
from operation.kernel.errors import Refused
from operation.kernel.transitions import Transition

CHANNEL = "removal"
READY = (*HELD, *STAYS)
"""From where somebody can begin to wait for his removal."""

PENDING = "removal_pending"


def held_records(principal: Principal, persons: Sequence[RemovalPerson]) -> dict[Any, Suspect]:
    """Suspects of the asked side by key, as far as the principal sees them; one query."""
    keys = [person.held_record for person in persons if person.held_record]
    return {one.pk: one for one in Suspect.objects.visible_to(principal).filter(pk__in=keys)}


def begin_waiting(principal: Principal, removal: Removal, persons: Sequence[RemovalPerson], on: date) -> None:
    """All listed persons wait for their removal from `on`; those that do already stay as they are."""
    found = held_records(principal, persons)
    beginning = [person for person in persons if found[person.held_record].status != PENDING]
    for person in beginning:
        person.status_before = found[person.held_record].status
    records = [found[person.held_record] for person in beginning]
    move_records(principal=principal, records=records, step=_step(WAITS), on=on, because=removal.reference)
    RemovalPerson.objects.bulk_update(beginning, ["status_before"])


def settle(principal: Principal, removal: Removal, persons: Sequence[RemovalPerson], on: date) -> None:
    """The records follow the ends of these persons. Who is no longer waiting was settled by his own country."""
    with _for_holder(principal, removal) as holder:
        found = held_records(holder, persons)
        waiting = [person for person in persons if _waits(found.get(person.held_record))]
        for name in (LEAVES, STAYS_HELD, *STAYS.values()):
            records = [found[person.held_record] for person in waiting if _way(person) == name]
            move_records(principal=holder, records=records, step=_step(name), on=on, because=removal.reference)


def _waits(suspect: Suspect | None) -> bool:
    return suspect is not None and suspect.status == PENDING


def _way(person: RemovalPerson) -> str:
    if person.end == PersonEnd.RECEIVED:
        return LEAVES
    return STAYS.get(person.status_before, STAYS_HELD)


@contextmanager
def _for_holder(principal: Principal, removal: Removal) -> Iterator[Principal]:
    """The asked side's own view: the principal, if he is of it, else whoever stepped last for it."""
    if removal.of_recipient(principal):
        yield principal
        return
    last = removal.steps.filter(side_id=removal.recipient_id).select_related("taken_by", "side").last()
    if last is None:  # it was never theirs: none of their records moved
        yield principal
        return
    holder = Principal(
        user_id=last.taken_by_id,
        name=str(last.taken_by),
        organisation_id=removal.recipient_id,
        kind="agency",
        country=last.side.country_id,
        group_id=last.side.group_id,
        roles=frozenset({Role.SUPERVISOR}),
    )
    with acting_as(holder, channel=CHANNEL):
        yield holder


def _step(name: str) -> Transition:
    step = STATES.named(name)
    assert step is not None
    return step


def require_held(principal: Principal, persons: Sequence[RemovalPerson]) -> None:
    """Each has a suspect of the asked side who is in custody. Raises Refused with who has not, and the way out."""
    found = held_records(principal, persons)
    for person in persons:
        suspect = found.get(person.held_record)
        if suspect is None:
            message = _("«%(name)s» has no suspect of yours beside him. Log him, then choose him on his page.")
            raise Refused(message, params={"name": person.name})
        if suspect.status not in (*READY, PENDING):
            message = _("%(reference)s is not in custody. Record the arrest or the surrender there first.")
            raise Refused(message, params={"reference": suspect.reference})
