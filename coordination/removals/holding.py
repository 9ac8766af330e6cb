"""One suspect of the asked side is on one removal at a time, among those that were sent: the database says so."""

from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from coordination.removals.models import Removal, RemovalPerson
from operation.access.principal import Principal
from operation.kernel.errors import Refused, Text

ONCE = "removed_once_at_a_time"
ELSEWHERE = _("This suspect is on another removal that is not over yet. End that one first.")
NOT_AT_PRESENT = _("This suspect cannot be listed now.")
"""Nothing more for the asking side: the other removal may be one with a third country."""


def require_free(principal: Principal, removal: Removal, person: RemovalPerson) -> None:
    """What the principal can know of it. Raises Refused; what he cannot know `store_held` finds."""
    taken = RemovalPerson.objects.visible_to(principal).filter(held_record=person.held_record, end="", under_way=True)
    if person.held_record and taken.exclude(pk=person.pk).exists():
        raise Refused({"record": _words(principal, removal)})


def store_held(principal: Principal, removal: Removal, person: RemovalPerson, fields: Collection[str] | None) -> None:
    """Write a row that names a suspect. Raises Refused where another one took him first, seen or not."""
    try:
        with transaction.atomic():
            person.save(update_fields=fields)
    except IntegrityError as taken:
        if ONCE not in str(taken):
            raise
        raise Refused({"record": _words(principal, removal)}) from taken


def begin_counting(principal: Principal, removal: Removal, persons: Sequence[RemovalPerson]) -> None:
    """The rows of a draft that is sent count from now on. Raises Refused with who is taken, and the way out."""
    for person in persons:
        person.under_way = True
        try:
            store_held(principal, removal, person, ["under_way"])
        except Refused as refused:
            message = _("«%(name)s» cannot be listed now. Take the person off the list.")
            raise Refused(message, params={"name": person.name}) from refused


def _words(principal: Principal, removal: Removal) -> Text:
    """The asked side sees all removals that hold its suspects."""
    return ELSEWHERE if removal.of_recipient(principal) else NOT_AT_PRESENT
