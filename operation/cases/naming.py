"""Write the names of records, set-wise. Called by the actions, which have checked who may."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.drafts import NameDraft
from operation.cases.names import Name
from operation.cases.registry import RecordType, type_of


def names_of(model: type[CaseRecord], principal: Principal) -> list[Prefetch]:
    """The names of records, as far as the principal may see each: for `prefetch_related`; nothing without names."""
    table: Any = type_of(model).names
    return [Prefetch("names", table.objects.visible_to(principal))] if table else []


def renamed_by(
    record_type: RecordType, drafts: Mapping[UUID, tuple[NameDraft, ...]]
) -> dict[UUID, tuple[NameDraft, ...]]:
    """Of these drafts, those that differ from the names which the records have now."""
    if record_type.names is None or not drafts:
        return {}
    present: dict[UUID, list[NameDraft]] = defaultdict(list)
    table: Any = record_type.names._default_manager
    for row in table.filter(record_id__in=list(drafts)):
        present[row.record_id].append(
            NameDraft(**{field.name: getattr(row, field.name) for field in fields(NameDraft)})
        )
    return {key: names for key, names in drafts.items() if tuple(present[key]) != names}


def store_names(
    record_type: RecordType, drafts: Mapping[UUID, tuple[NameDraft, ...]], *, replace: bool = False
) -> None:
    """Names by record, the first of each primary; `replace` takes those away that the writer can see.

    What was typed in Zawgyi is kept as long as its name is.
    """
    if record_type.names is None or not drafts:
        return
    model: Any = record_type.names
    table = model._default_manager
    as_typed: dict[tuple[UUID, str], str] = {}
    if replace:
        present = table.filter(record_id__in=list(drafts))
        as_typed = {(row.record_id, row.text): row.as_typed for row in present.exclude(as_typed="")}
        present.delete()
    rows: list[Name] = []
    for key, names in drafts.items():
        for position, draft in enumerate(names):
            typed = as_typed.get((key, draft.text), "")
            name = model(record_id=key, is_primary=position == 0, as_typed=typed, **vars(draft))
            name.settle()
            rows.append(name)
    table.bulk_create(rows, batch_size=500)
