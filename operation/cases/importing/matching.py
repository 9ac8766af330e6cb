"""Which records the rows of a file mean: by reference, by national case number, or because they were imported before.

Set-wise: a few statements for each batch of rows, whatever its size.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.cells import Related, text_of
from operation.cases.columns import Column
from operation.cases.importing.entries import Entry
from operation.cases.importing.models import ImportedRow, ImportState
from operation.cases.importing.reading import cell_of
from operation.cases.naming import names_of
from operation.cases.registry import RecordType
from operation.cases.storing_identifiers import identifiers_of


@dataclass(frozen=True)
class Known:
    """The own agency's records that a batch of rows speaks of, and those that equal rows became before, by digest."""

    by_reference: Mapping[str, CaseRecord] = field(default_factory=dict)
    by_number: Mapping[str, CaseRecord] = field(default_factory=dict)
    by_digest: Mapping[bytes, CaseRecord] = field(default_factory=dict)

    def meant(self, entry: Entry) -> CaseRecord | None:
        """The record that a row names; a reference goes before a number."""
        if entry.reference:
            return self.by_reference.get(entry.reference)
        return self.by_number.get(entry.national_reference) if entry.national_reference else None


def known_records(
    principal: Principal, record_type: RecordType, entries: Sequence[Entry], relations: Collection[str]
) -> Known:
    """The records with these relations, in a few statements for any number of rows.

    What the principal may not see, or another agency logged, is not known.
    """
    own = record_type.model.objects.visible_to(principal).filter(originator_id=principal.own_organisation)
    references = {entry.reference for entry in entries} - {""}
    numbers = {entry.national_reference for entry in entries} - {""}
    named: list[Any] = []
    if references or numbers:
        asked = Q(reference__in=references) | Q(national_reference__in=numbers)
        with_company = own.select_related(*relations) if relations else own
        named = list(with_company.filter(asked).prefetch_related(*with_rows(record_type, principal)))
    return Known(
        {record.reference: record for record in named},
        {record.national_reference: record for record in named if record.national_reference},
        _imported_before(principal, own, [entry.digest for entry in entries if entry.digest]),
    )


def with_rows(record_type: RecordType, principal: Principal) -> list[Prefetch]:
    """Names and identifiers, for `prefetch_related`."""
    return [*names_of(record_type.model, principal), *identifiers_of(record_type.model, principal)]


def _imported_before(principal: Principal, own: Any, digests: Collection[bytes]) -> dict[bytes, CaseRecord]:
    """Records that equal rows became, as far as they are still there."""
    if not digests:
        return {}
    taken = ImportedRow.objects.filter(originator_id=principal.own_organisation, digest__in=digests, logged=True)
    rows = dict(taken.exclude(file__state=ImportState.UNDONE).values_list("digest", "record_id"))
    there = own.only("reference", "version").in_bulk(set(rows.values())) if rows else {}
    return {bytes(digest): there[key] for digest, key in rows.items() if key in there}


class Relations:
    """What the relations of a file name, found once for each text."""

    def __init__(self, principal: Principal, columns: Sequence[Column]) -> None:
        self.principal = principal
        self.kinds = {place: column.kind for place, column in enumerate(columns) if isinstance(column.kind, Related)}
        self.found: dict[str, dict[str, Any]] = {kind.column: {} for kind in self.kinds.values()}
        self.asked: dict[str, set[str]] = {kind.column: set() for kind in self.kinds.values()}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.found)

    def learn(self, rows: Sequence[Sequence[Any]]) -> None:
        """One statement for each relation of which these rows say something new."""
        for place, kind in self.kinds.items():
            texts = {text_of(cell_of(row[place])) for row in rows if row[place] is not None} - self.asked[kind.column]
            if texts:
                self.asked[kind.column] |= texts
                self.found[kind.column] |= kind.find(self.principal, texts)


def namesakes(principal: Principal, record_type: RecordType, texts: Collection[str]) -> dict[str, str]:
    """References of the own agency's records that bear one of these names, by name. One statement."""
    table: Any = record_type.names
    own = table.objects.visible_to(principal).filter(record__originator_id=principal.own_organisation)
    return dict(own.filter(text__in=texts).values_list("text", "record__reference"))
