"""Hold records while they change, and write them back: what every action on records begins and ends with."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from operation.cases.base import CaseRecord
from operation.cases.registry import RecordType
from operation.kernel.errors import Conflict

STALE = _(
    "Somebody changed this record since you opened it. Look at the present version, then enter your change again."
)


def locked(records: Sequence[CaseRecord], versions: Sequence[int] | None = None) -> list[CaseRecord]:
    """The records as they are now, held until the transaction ends.

    Raises Conflict when one of `versions` is not the present one, or a record is no longer the principal's to change.
    """
    model = type(records[0])
    found = {
        row.pk: row for row in model.objects.select_for_update().filter(pk__in=[r.pk for r in records]).order_by("pk")
    }
    current = [found[record.pk] for record in records if record.pk in found]
    if len(current) != len(records) or (versions and [record.version for record in current] != list(versions)):
        raise Conflict(STALE)
    return current


def store(record_type: RecordType, records: Sequence[CaseRecord]) -> None:
    """Write all fields that may change, set-wise."""
    fixed = {"id", "created_at", "reference", "operation", "originator", "country", "created_by"}
    fields = [field.name for field in record_type.model._meta.concrete_fields if field.name not in fixed]
    # one row of values for each record: CASE expressions, as bulk_update writes them, cost fifty times as much
    record_type.model.objects.bulk_create(
        records, batch_size=500, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )
