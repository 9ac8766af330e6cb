"""The hand-over: heads sent, heads received, incidents and how they are explained, the end."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.removals.checking import require_cleared
from coordination.removals.events import PersonsReceived
from coordination.removals.models import PersonEnd, Removal, RemovalIncident, RemovalPerson
from coordination.removals.moving import PENDING, held_records, settle
from coordination.removals.policies import may_explain
from coordination.removals.states import GOING
from coordination.removals.stepping import EXPLAIN, Order, begin, finish, listed, locked, write
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock, events
from operation.kernel.errors import Refused, require

ENDS = frozenset({PersonEnd.RECEIVED, PersonEnd.STAYED, PersonEnd.RETURNED, PersonEnd.ESCAPED, PersonEnd.DECEASED})
"""What a person about whom the two sides differ can have come to."""


def _chosen(persons: Collection[RemovalPerson], keys: Collection[UUID]) -> set[UUID]:
    """Keys of persons on the list. Raises Refused for any other."""
    found = {UUID(str(key)) for key in keys}
    if found - {person.pk for person in persons}:
        raise Refused({"persons": _("One of them is not on the list.")})
    return found


@transaction.atomic
def hand_over_persons(*, order: Order, persons: Collection[UUID]) -> Removal:
    """The asked side ticks whom it hands over; whom it does not tick stays, until the other side has counted.

    Raises Refused when nobody is ticked, or somebody ticked is not cleared or waits no longer for his removal.
    """
    current = begin("hand-over", order)
    everybody = listed(current)
    going = _chosen(everybody, persons)
    if not going:
        raise Refused({"persons": _("Tick at least one person; where nobody goes, say that it has lapsed.")})
    leaving = [person for person in everybody if person.pk in going]
    require_cleared(current, leaving)
    _require_waiting(order.principal, leaving)
    for person in everybody:
        person.sent = person.pk in going
    RemovalPerson.objects.bulk_update(everybody, ["sent"])
    current.heads_sent = len(going)
    return finish("hand-over", order, current)


def _require_waiting(principal: Principal, persons: Collection[RemovalPerson]) -> None:
    found = held_records(principal, list(persons))
    for person in persons:
        suspect = found.get(person.held_record)
        if suspect is None or suspect.status != PENDING or suspect.treated_as_child:
            message = _("«%(name)s» does not wait for removal any more. Take the person off the list.")
            raise Refused(message, params={"name": person.name})


@transaction.atomic
def receive_persons(*, order: Order, persons: Collection[UUID]) -> Removal:
    """The asking side ticks whom it received. Where the ticks of both sides differ, an incident opens by itself.

    Whoever both sides ticked is transferred; whom neither ticked stays; about anybody else both explain.
    """
    current = begin("receive", order)
    everybody = listed(current)
    come = _chosen(everybody, persons)
    for person in everybody:
        person.arrived = person.pk in come
        if not person.differs:
            person.end = PersonEnd.RECEIVED if person.arrived else PersonEnd.STAYED
    RemovalPerson.objects.bulk_update(everybody, ["arrived", "end"])
    current.heads_received, current.received_on = len(come), order.on
    settle(order.principal, current, [person for person in everybody if person.end], order.on)
    _tell_received(everybody)
    if any(person.differs for person in everybody):
        _open_difference(order, current)
    return finish("receive", order, current)


def _open_difference(order: Order, removal: Removal) -> None:
    made = RemovalIncident.objects.create(
        removal=removal,
        difference=(removal.heads_sent or 0) - (removal.heads_received or 0),
        of_heads=True,
        noted_by_id=order.principal.own_organisation,
        noted_on=order.on,
    )
    trail.record("noted removal incident", removal, incident=made.pk)


@transaction.atomic
def note_incident(*, principal: Principal, removal: Removal, version: int, on: date, what: str) -> RemovalIncident:
    """Either side writes down what went another way, from the schedule to the end."""
    require(may_explain(principal, removal), verb=f"note an incident {removal.reference}")
    current = locked(principal, removal, version)
    if current.state not in GOING:
        raise Refused(_("Incidents are noted from the schedule until the removal is closed."))
    if not what.strip():
        raise Refused({"words": _("Say what happened.")})
    if on > clock.today():
        raise Refused({"on": _("That day is in the future.")})
    own = principal.own_organisation
    made = RemovalIncident.objects.create(removal=current, what=what.strip(), noted_by_id=own, noted_on=on)
    write(current)
    trail.record("noted removal incident", current, incident=made.pk)
    return made


@transaction.atomic
def explain_incident(
    *,
    principal: Principal,
    removal: Removal,
    version: int,
    incident: UUID,
    words: str,
    ends: Mapping[UUID, str] | None = None,
) -> RemovalIncident:
    """One side explains an incident; when both have, it is resolved. Where heads differ, both say the same of each.

    Raises NotAllowed, Conflict, or Refused: no words, no end for a person, another end than the other side said.
    """
    require(may_explain(principal, removal), verb=f"explain an incident {removal.reference}")
    current = locked(principal, removal, version)
    found: RemovalIncident | None = current.incidents.filter(pk=incident, resolved_on=None).first()
    if found is None:
        raise Refused(_("This incident is resolved."))
    if not words.strip():
        raise Refused({"words": EXPLAIN})
    persons = _in_question(current) if found.of_heads else []
    said = _agreed(found, persons, ends or {}, first=not _other_words(found, current, principal))
    name = "asking_words" if current.of_sender(principal) else "asked_words"
    setattr(found, name, words.strip())
    found.outcomes = said
    if found.asking_words and found.asked_words:
        _resolve(principal, current, found, persons)
    found.save()
    write(current)
    trail.record("explained removal incident", current, incident=found.pk, resolved=not found.is_open)
    return found


def _in_question(removal: Removal) -> list[RemovalPerson]:
    return [person for person in removal.persons.filter(end="") if person.differs]


def _other_words(incident: RemovalIncident, removal: Removal, principal: Principal) -> str:
    return str(incident.asked_words if removal.of_sender(principal) else incident.asking_words)


def _agreed(
    incident: RemovalIncident, persons: Collection[RemovalPerson], ends: Mapping[UUID, str], *, first: bool
) -> dict[str, str]:
    said = {str(key): str(end) for key, end in ends.items()}
    wanted = {str(person.pk) for person in persons}
    if set(said) != wanted or any(end not in ENDS for end in said.values()):
        raise Refused({"ends": _("Say of each person about whom you differ what became of him.")})
    if not first and said != incident.outcomes:
        raise Refused({"ends": _("The other side says otherwise. Agree with it first; it may explain anew.")})
    return said


def _resolve(
    principal: Principal, removal: Removal, incident: RemovalIncident, persons: Collection[RemovalPerson]
) -> None:
    """The persons have their ends, the records follow; who had come is transferred on the day of the reception."""
    today: Any = max(clock.today(), removal.state_on or clock.today())
    incident.resolved_on = today
    for person in persons:
        person.end = incident.outcomes[str(person.pk)]
    RemovalPerson.objects.bulk_update(persons, ["end"])
    come = [person for person in persons if person.end == PersonEnd.RECEIVED]
    settle(principal, removal, come, removal.received_on or today)
    settle(principal, removal, [person for person in persons if person not in come], today)
    _tell_received(come)


def _tell_received(persons: Collection[RemovalPerson]) -> None:
    come = [person for person in persons if person.end == PersonEnd.RECEIVED]
    if come:
        events.publish(PersonsReceived(come))


@transaction.atomic
def close_removal(*, order: Order) -> Removal:
    """The end: every incident is resolved and every person has his end."""
    current = begin("close", order)
    if current.incidents.filter(resolved_on=None).exists():
        raise Refused(_("An incident is open. Both sides explain it first."))
    if current.persons.filter(end="").exists():
        raise Refused(_("Somebody on the list has no end yet."))
    return finish("close", order, current)
