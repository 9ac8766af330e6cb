"""Reads of custody chains: each hand-over as it stands, and what stood in its place before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from operation.cases.base import CaseRecord
from operation.cases.handovers import Handover
from operation.cases.registry import type_of


@dataclass(frozen=True)
class Entry:
    """One place of the chain: the row that was added first, and those that corrected it, the present one last."""

    rows: tuple[Handover, ...]

    @property
    def key(self) -> UUID:
        """By which it is known, however often it is corrected."""
        return self.rows[0].pk

    @property
    def now(self) -> Handover:
        return self.rows[-1]


def chain_of(record: CaseRecord) -> list[Entry]:
    """The hand-overs of a record that was read, the first one first; one query."""
    return chains_of([record])[record.pk]


def chains_of(records: Sequence[CaseRecord]) -> dict[UUID, list[Entry]]:
    """The chains of records of one type; one query. Empty for a type that nobody holds."""
    table: Any = type_of(records[0]).custody
    if table is None:
        return {record.pk: [] for record in records}
    rows: dict[UUID, list[Handover]] = defaultdict(list)
    for row in table._default_manager.filter(record_id__in=[record.pk for record in records]):
        rows[row.record_id].append(row)
    return {record.pk: _in_order(rows[record.pk]) for record in records}


def _in_order(rows: Sequence[Handover]) -> list[Entry]:
    following = {row.previous_id: row for row in rows if row.corrects_id is None}  # type: ignore[attr-defined]
    corrected = {row.corrects_id: row for row in rows if row.corrects_id is not None}  # type: ignore[attr-defined]
    chain: list[Entry] = []
    row = following.get(None)
    while row is not None:
        chain.append(Entry(tuple(_corrections(row, corrected))))
        row = following.get(row.pk)
    return chain


def _corrections(row: Handover | None, corrected: dict[UUID, Handover]) -> Any:
    while row is not None:
        yield row
        row = corrected.get(row.pk)
