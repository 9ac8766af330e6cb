"""A suspect is erased, or found to be a presumed victim: nothing of him stays on a list, and he is not removed."""

from django.db.models import Q

from coordination.removals.models import PersonEnd, Removal, RemovalCheck, RemovalPerson, RemovalState
from coordination.removals.moving import settle
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.records.suspect import Suspect
from operation.kernel import clock

EMPTY = {
    **dict.fromkeys(("name", "lang", "romanised", "born", "nationalities"), ""),
    **dict.fromkeys(("document", "document_kind", "document_country", "why"), ""),
    "sex": "unknown",
}
BEFORE = frozenset(RemovalState) - {RemovalState.HANDED_OVER, RemovalState.RECEIVED, RemovalState.CLOSED}


def forget(record: CaseRecord) -> None:
    """Empty what lists copied from the record, where its originator sees it; before the hand-over the person is off
    the list, and the other side's record goes back to where it stood. The other side learns that he is, and not why.

    Rows that the originator does not see, those of drafts of the other side, and the key of the record are emptied by
    `erase_beside_removals` in the database, right after.
    """
    if not isinstance(record, Suspect):
        return
    rows = RemovalPerson.objects.filter(Q(held_record=record.pk) | Q(asking_record=record.pk))
    for person in rows.select_related("removal").select_for_update(of=("self", "removal")):
        _empty(person)
        if not person.end and person.removal.state in BEFORE:
            _take_off(person, person.removal, record)


def _empty(person: RemovalPerson) -> None:
    for name, value in EMPTY.items():
        setattr(person, name, value)
    person.save()
    RemovalCheck.objects.filter(person=person).update(words="")
    trail.record("erased person", person.removal, person=person.pk)


def _take_off(person: RemovalPerson, removal: Removal, record: Suspect) -> None:
    """Where the asking side erased its record, the one of the asked side stays where it stood."""
    person.end = PersonEnd.TAKEN_OFF
    person.save(update_fields=["end"])
    removal.heads -= 1
    removal.version += 1
    removal.save(update_fields=["heads", "version"])
    if person.held_record != record.pk:
        eraser = Principal(None, organisation_id=record.originator_id, kind="agency")
        settle(eraser, removal, [person], clock.today())
