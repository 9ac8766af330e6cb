"""What records add to the figures: the ledger follows every record that is opened or changed, by differences.

Figures are only right «as known on D» when what happens is recorded in the order of the clock: whoever loads history
opens records and takes the steps of returns in the order of time, agency by agency.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import DecimalField, Sum, Value
from django.db.models.functions import Coalesce

from operation.cases.base import CaseRecord
from operation.kernel import clock
from operation.people.models import Country
from operation.plan.models import Operation
from reporting.indicators.models import LedgerEntry, Source, Standing
from reporting.indicators.rules import INDICATORS
from reporting.indicators.rules.base import Scope
from reporting.indicators.weeks import monday_of
from reporting.indicators.worth import NONE, NOTHING, Worth

LOCK = """
SELECT pg_advisory_xact_lock(hashtextextended(cell, 0))
FROM (SELECT unnest(%s::text[]) AS cell) AS cells
"""
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Share:
    """Where one record counts, and in which currency: the rows of a record with the same share sum to what it adds."""

    record_id: UUID
    operation_id: UUID
    indicator: str
    agency_id: UUID
    week: date
    action_day_id: UUID | None
    source: str
    currency: str


Cell = tuple[UUID, date]
"""An agency and the Monday of a week: the unit in which figures are locked and confirmed."""


def follow(records: Sequence[CaseRecord]) -> dict[UUID, set[Cell]]:
    """Append what the records add now minus what they added before; returns the changed cells of each operation.

    Reads in two queries, however many records. Must run in the transaction of the action that changed them, which
    holds their rows.
    """
    before, now = _added_before(records), _added_now(records)
    every = now.keys() | before.keys()
    changes = {share: change for share in every if (change := now.get(share, NOTHING) - before.get(share, NOTHING))}
    cells: dict[UUID, set[Cell]] = defaultdict(set)
    for share in changes:
        cells[share.operation_id].add((share.agency_id, share.week))
    for operation_id, changed in cells.items():
        lock_cells(operation_id, changed)
    append(_rows(changes))
    return cells


def lock_cells(operation_id: UUID, cells: Collection[Cell]) -> None:
    """Hold some agency-weeks until the transaction ends, always in one order: no two writers settle one at once."""
    keys = sorted(f"{operation_id}:{agency_id}:{week}" for agency_id, week in cells)
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [keys])


def append(rows: Iterable[LedgerEntry]) -> None:
    """Add rows that belong together: all of them recorded at one moment, so that no cut-off falls between them."""
    moment, entries = clock.now(), list(rows)
    for entry in entries:
        entry.recorded_at = entry.created_at = moment
    LedgerEntry.objects.bulk_create(entries, batch_size=BATCH)


def rule_versions() -> dict[str, int]:
    return {indicator.code: indicator.version for indicator in INDICATORS}


def _rows(changes: Mapping[Share, Worth]) -> Iterator[LedgerEntry]:
    versions = rule_versions()
    for share, change in sorted(changes.items(), key=_order):
        yield LedgerEntry(
            operation_id=share.operation_id,
            indicator=share.indicator,
            agency_id=share.agency_id,
            week=share.week,
            source=share.source,
            standing=Standing.LOGGED,
            delta=change.value,
            currency=share.currency,
            original=change.original if share.currency else None,
            record_id=share.record_id,
            action_day_id=share.action_day_id,
            rule_version=versions.get(share.indicator, 0),
        )


def _order(item: tuple[Share, Worth]) -> tuple[date, str, UUID]:
    share, _change = item
    return share.week, share.indicator, share.record_id


def sum_in_currency() -> Coalesce:
    """The sum of rows in their currency; 0 where they are no money."""
    return Coalesce(Sum("original"), Value(NONE, DecimalField(max_digits=38, decimal_places=18)))


def _added_before(records: Sequence[CaseRecord]) -> dict[Share, Worth]:
    names = ("record_id", "operation_id", "indicator", "agency_id", "week", "action_day_id", "source", "currency")
    sums = (
        LedgerEntry.objects.filter(record_id__in=[record.pk for record in records])
        .values_list(*names)
        .annotate(added=Sum("delta"), found=sum_in_currency())
        .order_by()
    )
    return {Share(*row[:-2]): Worth(*row[-2:]) for row in sums}


def _added_now(records: Sequence[CaseRecord]) -> dict[Share, Worth]:
    scopes = scopes_of({record.operation_id for record in records})
    found: defaultdict[Share, Worth] = defaultdict(Worth)
    for record in records:
        if scope := scopes.get(record.operation_id):
            for share, value in _shares(record, scope):
                found[share] += value
    return found


def scopes_of(operations: Collection[UUID]) -> dict[UUID, Scope]:
    """By operation what lies within it, for those that have execution dates. One query."""
    members = ArraySubquery(Country.objects.order_by().values("code"))
    rows = Operation.objects.filter(pk__in=operations).annotate(members=members)
    found = {operation.pk: Scope.of(operation, frozenset(operation.members)) for operation in rows}
    return {key: scope for key, scope in found.items() if scope}


def _shares(record: CaseRecord, scope: Scope) -> Iterator[tuple[Share, Worth]]:
    for indicator in INDICATORS:
        for contribution in indicator.contributions(record, scope):
            yield (
                Share(
                    record_id=record.pk,
                    operation_id=record.operation_id,
                    indicator=indicator.code,
                    agency_id=record.originator_id,
                    week=monday_of(contribution.event.on),
                    action_day_id=record.action_day_id if indicator.on_action_day else None,
                    source=Source.CREDIT if indicator.is_credit(record, scope) else Source.RECORD,
                    currency=contribution.currency,
                ),
                contribution.worth,
            )
