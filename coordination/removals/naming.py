"""Writes on the list of persons: name somebody, put one's own suspect beside him, take him off."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.removals.holding import require_free, store_held
from coordination.removals.listing import person_of, suspect_of
from coordination.removals.models import PersonEnd, Removal, RemovalPerson, RemovalState
from coordination.removals.moving import settle
from coordination.removals.policies import may_list, may_prepare
from coordination.removals.states import LISTING
from coordination.removals.stepping import EXPLAIN, locked, write
from coordination.removals.telling import disclose
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import Refused, require

NOT_NOW = _("The list of persons cannot be changed any more.")


@transaction.atomic
def list_person(*, principal: Principal, removal: Removal, version: int, record: UUID | str) -> RemovalPerson:
    """Put a suspect on the list, as he is written now. A draft's asking side, then the asked side while it prepares.

    Raises NotAllowed, Conflict, or Refused: a child, a stricter mark, one who is on another removal that was sent.
    """
    require(may_list(principal, removal), verb=f"list a person {removal.reference}")
    current = locked(principal, removal, version)
    _require_open(principal, current)
    suspect = suspect_of(principal, current, record)
    _require_new(current, suspect.pk)
    person = person_of(principal, current, suspect)
    person.under_way = current.state != RemovalState.DRAFT
    require_free(principal, current, person)
    store_held(principal, current, person, None)
    current.heads += 1
    write(current)
    trail.record("listed person", current, person=person.pk)
    if current.state != RemovalState.DRAFT:
        disclose(current, [person], to=current.sender)
    return person


def _require_open(principal: Principal, removal: Removal) -> None:
    open_ = LISTING if removal.of_recipient(principal) else (RemovalState.DRAFT,)
    if removal.state not in open_:
        raise Refused(NOT_NOW)


def _require_new(removal: Removal, record: UUID) -> None:
    if removal.persons.filter(Q(asking_record=record) | Q(held_record=record), end="").exists():
        raise Refused({"record": _("This suspect is on the list already.")})


@transaction.atomic
def match_person(
    *, principal: Principal, removal: Removal, version: int, person: UUID, record: UUID | str
) -> RemovalPerson:
    """Put the asked side's own suspect beside a person whom the other side named: his record follows the removal."""
    require(may_prepare(principal, removal), verb=f"match a person {removal.reference}")
    current = locked(principal, removal, version)
    _require_open(principal, current)
    found = person_on(current, person)
    suspect = suspect_of(principal, current, record)
    if suspect.originator_id != principal.organisation_id:
        raise Refused({"record": _("Choose a suspect of your own agency.")})
    found.held_record = suspect.pk
    require_free(principal, current, found)
    store_held(principal, current, found, ["held_record"])
    write(current)
    trail.record("matched person", current, person=found.pk)
    return found


@transaction.atomic
def take_off(*, principal: Principal, removal: Removal, version: int, person: UUID, why: str) -> RemovalPerson:
    """Take somebody off the list before the hand-over, with the reason. His record goes back to where it stood.

    The asking side in its draft; the asked side until it hands over.
    """
    require(may_list(principal, removal), verb=f"take a person off {removal.reference}")
    current = locked(principal, removal, version)
    if current.state != RemovalState.SCHEDULED:
        _require_open(principal, current)
    elif not current.of_recipient(principal):
        raise Refused(NOT_NOW)
    if not why.strip():
        raise Refused({"why": EXPLAIN})
    found = person_on(current, person)
    end_on_list(principal, current, found, why.strip())
    return found


def end_on_list(principal: Principal, removal: Removal, person: RemovalPerson, why: str) -> None:
    """The row stays, so that nobody is lost; his record stays behind."""
    person.end, person.why = PersonEnd.TAKEN_OFF, why
    person.save(update_fields=["end", "why"])
    removal.heads -= 1
    write(removal)
    settle(principal, removal, [person], max(clock.today(), removal.state_on or clock.today()))
    trail.record("took person off", removal, person=person.pk)


def person_on(removal: Removal, key: UUID) -> RemovalPerson:
    """Somebody who is on the list and whose way has no end yet. Raises Refused."""
    found: RemovalPerson | None = removal.persons.filter(pk=key, end="").first()
    if found is None:
        raise Refused(_("That person is not on the list any more."))
    return found
