"""What the ledger keeps beside what was counted again: where they differ, and which records make the difference."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from coordination.deconfliction.keeping import FIGURES
from operation.access.context import as_system
from operation.plan.models import Operation
from reporting.indicators.models import LedgerEntry, Source, Standing
from reporting.recounting.histories import Counted
from reporting.recounting.recount import NONE, Amount, Count, Where


@dataclass(frozen=True, slots=True)
class Difference:
    """Where ledger and recount differ, with the records that count otherwise in that cell: (key, kept, recounted)."""

    where: Where
    kept: Amount
    recounted: Amount
    records: tuple[tuple[UUID, Decimal, Decimal], ...]


def kept(operation: Operation, as_known: date | None = None) -> Count:
    """What the ledger says at the same moment."""
    with as_system(FIGURES):
        rows = LedgerEntry.objects.filter(operation=operation).known_on(as_known).order_by()
        sums = rows.values_list("indicator", "agency_id", "week", "source", "standing").annotate(
            value=Sum("delta"), said=Sum("stated")
        )
        of_records = rows.filter(record_id__isnull=False, source__in=(Source.RECORD, Source.CREDIT)).values_list(
            "record_id", "indicator", "agency_id", "week", "action_day_id", "source"
        )
        return Count(
            {Where(row[:3], *row[3:5]): Amount(*row[5:]) for row in sums if row[5] or row[6]},
            {
                Counted(row[0], row[1:4], row[4], row[5]): row[6]
                for row in of_records.annotate(value=Sum("delta"))
                if row[6]
            },
        )


def differences(kept: Count, recounted: Count) -> list[Difference]:
    """Where the two are not the same, in the order of indicators, agencies and weeks; none is expected."""
    places = {
        where
        for where in kept.sums.keys() | recounted.sums.keys()
        if kept.sums.get(where, Amount()) != recounted.sums.get(where, Amount())
    }
    by_record = {
        counted
        for counted in kept.records.keys() | recounted.records.keys()
        if kept.records.get(counted, NONE) != recounted.records.get(counted, NONE)
    }
    places |= {
        Where(counted.cell, counted.source, Standing.LOGGED)
        for counted in by_record
        if not any((where.cell, where.source) == (counted.cell, counted.source) for where in places)
    }
    return [
        Difference(
            where,
            kept.sums.get(where, Amount()),
            recounted.sums.get(where, Amount()),
            tuple(
                (counted.record_id, kept.records.get(counted, NONE), recounted.records.get(counted, NONE))
                for counted in sorted(by_record, key=str)
                if (counted.cell, counted.source) == (where.cell, where.source)
            ),
        )
        for where in sorted(places, key=str)
    ]
