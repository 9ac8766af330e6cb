"""Write the identifiers of records, set-wise. Called by the actions, which have checked who may."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.drafts import IdentifierDraft, RecordDraft
from operation.cases.identifiers import Identifier
from operation.cases.registry import RecordType, type_of

Drafts = Mapping[UUID, tuple[IdentifierDraft, ...]]
GIVEN = tuple(field.name for field in fields(IdentifierDraft))
DERIVED = ["normalised", "search_key", "verdict", "finding", "confirmed"]


def identifiers_of(model: type[CaseRecord], principal: Principal) -> list[Prefetch]:
    """The identifiers of records, as far as the principal may see each: for `prefetch_related`."""
    table: Any = type_of(model).identifiers
    return [Prefetch("identifiers", table.objects.visible_to(principal))] if table else []


def given_for(records: Iterable[CaseRecord], drafts: Iterable[RecordDraft]) -> Drafts:
    """Identifiers by record, of those drafts that say anything about them."""
    pairs = zip(records, drafts, strict=True)
    return {record.pk: draft.identifiers for record, draft in pairs if draft.identifiers is not None}


def draft_of(row: Any) -> IdentifierDraft:
    """What was typed of an identifier that is kept."""
    return IdentifierDraft(**{name: str(getattr(row, name) or "") for name in GIVEN})


def store_identifiers(
    record_type: RecordType, records: Sequence[CaseRecord], drafts: Drafts, *, replace: bool = False
) -> set[UUID]:
    """Identifiers by record; `replace` takes those away that the writer can see and that are in no draft.

    What stays as it was keeps its confirmation. Returns the keys of the records that have others now.
    """
    if record_type.identifiers is None or not drafts:
        return set()
    table: Any = record_type.identifiers._default_manager
    present = _present(record_type, drafts) if replace else {}
    added: list[Identifier] = []
    gone: list[Identifier] = []
    for record in records:
        wanted = list(drafts.get(record.pk, ()))
        gone += [row for row in present.get(record.pk, ()) if not _taken(wanted, row)]
        added += [_made(record_type, record, draft) for draft in wanted]
    if gone:
        table.filter(pk__in=[row.pk for row in gone]).delete()
    table.bulk_create(added, batch_size=500)
    return {row.record_id for row in (*gone, *added)}


def check_again(record_type: RecordType, records: Sequence[CaseRecord]) -> None:
    """Identifiers are compared with their bearer: sex or date of birth may have changed."""
    bearers = {record.pk: record for record in records if record_type.identifiers and record.bearer}
    if not bearers:
        return
    table: Any = record_type.identifiers
    rows = list(table._default_manager.filter(record_id__in=list(bearers)))
    before = {row.pk: (row.verdict, row.finding) for row in rows}
    for row in rows:
        row.settle(bearers[row.record_id].country_id, bearers[row.record_id].bearer)
    other = [row for row in rows if (row.verdict, row.finding) != before[row.pk]]
    for row in other:
        row.confirmed = False
    table._default_manager.bulk_update(other, DERIVED, batch_size=500)


def _present(record_type: RecordType, drafts: Drafts) -> dict[UUID, list[Identifier]]:
    rows: dict[UUID, list[Identifier]] = defaultdict(list)
    table: Any = record_type.identifiers
    for row in table._default_manager.filter(record_id__in=list(drafts)):
        rows[row.record_id].append(row)
    return rows


def _taken(wanted: list[IdentifierDraft], row: Identifier) -> bool:
    """Whether one of the drafts is this row; each is one row's alone."""
    found = draft_of(row) in wanted
    if found:
        wanted.remove(draft_of(row))
    return found


def _made(record_type: RecordType, record: CaseRecord, draft: IdentifierDraft) -> Identifier:
    model: Any = record_type.identifiers
    row: Identifier = model(record_id=record.pk, **vars(draft))
    row.settle(record.country_id, record.bearer)
    return row
