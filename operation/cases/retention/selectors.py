"""Reads of retention: what is due for its review, what is held, who was cleared by when."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from operation.access.context import as_system
from operation.access.handling import TLP
from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.counting import count_each
from operation.cases.records.suspect import CLEARED, SUSPECT, Suspect
from operation.cases.registry import RecordType, all_types
from operation.cases.retention.models import LegalHold
from operation.kernel import clock
from operation.kernel.errors import require

SHOWN_AT_MOST = 50
RESTORABLE = timedelta(days=90)
"""How long a deleted record can be given back before the rule takes it."""

RETENTION = "retention"
"""The system's name under which an agency's TLP:RED records are seen once they are due (walls.record_wall)."""


def due_of(principal: Principal, record_type: RecordType) -> Any:
    """The principal's own records of a type whose review is due; whoever was cleared is due by the national rule."""
    own = record_type.model._default_manager.own(principal)
    return own.filter(review_on__lte=clock.today()).order_by("review_on", "pk")


def due_in_all(principal: Principal, record_type: RecordType) -> Any:
    """The same whatever its mark, for counts and for the rule alone: run it inside `as_system(RETENTION)`."""
    records = record_type.model._default_manager.filter(review_on__lte=clock.today(), deleted_at=None)
    return records.filter(originator_id=principal.own_organisation).order_by("review_on", "pk")


def count_for_named_readers(principal: Principal) -> int:
    """How many records of the agency are due that only their named readers may see, the principal not among them.

    Nothing else is told of them; fifty-one of a type stand for more.
    """
    require(may(principal, "record.retain"), verb="count records due")
    with as_system(RETENTION):
        found = count_each(
            lambda kind: (
                due_in_all(principal, kind).filter(tlp=TLP.RED).exclude(named_readers__contains=[principal.user_id])
            )
        )
    return sum(found.values())


def list_due(principal: Principal) -> list[tuple[RecordType, CaseRecord]]:
    """The first records due of each type, longest due first; one entry in the trail with those shown."""
    require(may(principal, "record.retain"), verb="list records due")
    found = [(kind, record) for kind in all_types() for record in due_of(principal, kind)[:SHOWN_AT_MOST]]
    trail.record("listed records due", shown=[record.pk for _kind, record in found])
    return found


def cleared(principal: Principal) -> Iterator[Suspect]:
    """Suspects acquitted or eliminated whose time is over, TLP:RED included, as far as nothing holds them.

    For the rule: run it inside `as_system(RETENTION)`.
    """
    due = due_in_all(principal, SUSPECT).filter(status__in=CLEARED)
    free = due.exclude(pk__in=LegalHold.objects.filter(lifted_at=None).values("record_id"))
    yield from free.iterator()


def purged_on(deleted_at: datetime) -> datetime:
    """When the rule takes what was deleted then and nobody gave back."""
    return deleted_at + RESTORABLE


def not_given_back(principal: Principal) -> Iterator[CaseRecord]:
    """Records of every type whose time is over since they were deleted, TLP:RED included; a held one is none of them.

    For the rule: run it inside `as_system(RETENTION)`. One query for each type.
    """
    for kind in all_types():
        own = kind.model._default_manager.filter(originator_id=principal.own_organisation)
        yield from own.filter(deleted_at__lte=clock.now() - RESTORABLE).order_by("deleted_at", "pk").iterator()


def is_held(record: CaseRecord) -> bool:
    return bool(held([record.pk]))


def held(records: Collection[UUID]) -> dict[UUID, LegalHold]:
    """The holds in force, by record."""
    found = LegalHold.objects.filter(record_id__in=records, lifted_at=None)
    return {hold.record_id: hold for hold in found if hold.record_id}
