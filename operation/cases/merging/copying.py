"""What the kept record has from the other: copies of names and identifiers, and whatever points to it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from operation.cases.attachments.models import Attachment
from operation.cases.base import CaseRecord
from operation.cases.registry import all_types
from operation.kernel.models import new_id

NAME = ("text", "kind", "honorific", "romanisation", "romanisation_system", "tlp", "as_typed")
IDENTIFIER = ("kind", "text", "country", "issuer", "tlp")
ATTACHMENTS = "attachments"
Moved = Mapping[str, Sequence[str]]
"""Keys of rows that point to the kept record now, by relation."""


def copy_rows(model: Any, told: Sequence[str], from_: CaseRecord, to: CaseRecord) -> list[UUID]:
    """Copy rows of names or identifiers that differ in what is `told`; returns the keys of those that were copied."""
    if model is None:
        return []
    present = {_told(row, told) for row in model._default_manager.filter(record_id=to.pk)}
    wanted = [row for row in model._default_manager.filter(record_id=from_.pk) if _told(row, told) not in present]
    keys = [row.pk for row in wanted]
    for row in wanted:
        row.pk, row.record_id = new_id(), to.pk
        if hasattr(row, "is_primary"):
            row.is_primary = False
    model._default_manager.bulk_create(wanted)
    return keys


def take_back(model: Any, told: Sequence[str], keys: Collection[UUID], from_: CaseRecord) -> None:
    """Take copies of these rows away again, as far as they still stand there as they were copied."""
    if model is None or not keys:
        return
    copied = {_told(row, told) for row in model._default_manager.filter(pk__in=list(keys))}
    rows = model._default_manager.filter(record_id=from_.pk)
    again = [row.pk for row in rows if _told(row, told) in copied and not getattr(row, "is_primary", False)]
    model._default_manager.filter(pk__in=again).delete()


def move_what_points(from_: CaseRecord, to: CaseRecord) -> Moved:
    """Files of the one, and own records that name it in a field, are the other's now."""
    moved: dict[str, list[str]] = {}
    files = Attachment.objects.of(from_)
    moved[ATTACHMENTS] = _keys(files)
    files.update(record_id=to.pk)
    for relation, model, name in _relations(from_):
        rows = model.objects.filter(originator_id=from_.originator_id, **{name: from_.pk})
        moved[relation] = _keys(rows)
        rows.update(**{name: to.pk})
    return {relation: keys for relation, keys in moved.items() if keys}


def move_back(moved: Moved, to: CaseRecord, from_: CaseRecord) -> None:
    """Give back what still points to the kept record; what was changed since stays as it is."""
    Attachment.objects.of(from_).filter(pk__in=moved.get(ATTACHMENTS, ())).update(record_id=to.pk)
    for relation, model, name in _relations(to):
        rows = model.objects.filter(pk__in=moved.get(relation, ()), **{name: from_.pk})
        rows.update(**{name: to.pk})


def _relations(record: CaseRecord) -> Iterator[tuple[str, Any, str]]:
    """Fields of record types that point to records of this one's type."""
    for record_type in all_types():
        for field in record_type.model._meta.concrete_fields:
            if field.related_model is type(record):
                yield f"{record_type.code}.{field.name}", record_type.model, field.name


def _keys(rows: Any) -> list[str]:
    return [str(key) for key in rows.order_by().values_list("pk", flat=True)]


def _told(row: Any, told: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(getattr(row, name) or "") for name in told)
