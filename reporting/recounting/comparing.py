"""What the ledger keeps beside what was counted again: where they differ, and which records make the difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from coordination.deconfliction.keeping import FIGURES
from operation.access.context import as_system
from operation.plan.models import Operation
from reporting.indicators.ledger import sum_in_currency
from reporting.indicators.models import LedgerEntry, Source, Standing
from reporting.indicators.worth import NOTHING, Worth
from reporting.recounting.histories import Counted
from reporting.recounting.recount import Amount, Count, OfRecord, Where

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where ledger and recount differ, with the records that count otherwise in that cell: (key, kept, recounted).

    `money` are the currencies of which the cell holds otherwise.
    """

    where: Where
    kept: Amount
    recounted: Amount
    records: tuple[tuple[UUID, Worth, Worth], ...]
    money: tuple[tuple[str, Worth, Worth], ...] = ()


def kept(operation: Operation, as_known: date | None = None) -> Count:
    """What the ledger says at the same moment."""
    with as_system(FIGURES):
        rows = LedgerEntry.objects.filter(operation=operation).known_on(as_known).order_by()
        sums = rows.values_list("indicator", "agency_id", "week", "source", "standing").annotate(
            value=Sum("delta"), said=Sum("stated")
        )
        of_records = Q(record_id__isnull=False, source__in=(Source.RECORD, Source.CREDIT))
        return Count(
            {Where(row[:3], *row[3:5]): Amount(*row[5:]) for row in sums if row[5] or row[6]},
            _counted(rows.filter(of_records)),
            _counted(rows.exclude(currency="").exclude(of_records)),
        )


def _counted(rows: QuerySet[LedgerEntry]) -> dict[Counted, Worth]:
    names = ("record_id", "indicator", "agency_id", "week", "action_day_id", "source", "currency")
    sums = rows.values_list(*names).annotate(value=Sum("delta"), found=sum_in_currency())
    return {Counted(row[0], row[1:4], *row[4:7]): worth for row in sums if (worth := Worth(*row[7:]))}


def counted_before(kept: Count, recounted: Count) -> set[OfRecord]:
    """Which records the ledger counted before it kept currencies, and never since: it says none, the recount one.

    It is right about what they count in USD, and cannot be about their currency (decision 57).
    """
    without = {_of_record(one) for one in kept.records if not one.currency}
    return (without & {_of_record(one) for one in recounted.records if one.currency}) - {
        _of_record(one) for one in kept.records if one.currency
    }


def _of_record(counted: Counted) -> OfRecord:
    return counted.record_id, counted.cell[0]


def differences(kept: Count, recounted: Count) -> list[Difference]:
    """Where the two are not the same, in the order of indicators, agencies and weeks; none is expected.

    Of records that were counted before the ledger kept currencies what they count in USD is compared alone.
    """
    recounted = recounted.without_currency(counted_before(kept, recounted))
    kept_money, money = kept.money(), recounted.money()
    places = _unlike(kept.sums, recounted.sums, Amount())
    by_record = _unlike(kept.records, recounted.records, NOTHING)
    by_currency = _unlike(kept_money, money, NOTHING)
    unlike = {(one.cell, one.source) for one in by_record} | {(one.cell, one.source) for one in by_currency}
    for cell, source in unlike - {(where.cell, where.source) for where in places}:
        places.add(Where(cell, source, Standing.LOGGED))
    return [
        Difference(
            where,
            kept.sums.get(where, Amount()),
            recounted.sums.get(where, Amount()),
            tuple(
                (counted.record_id, kept.records.get(counted, NOTHING), recounted.records.get(counted, NOTHING))
                for counted in sorted(by_record, key=str)
                if (counted.cell, counted.source) == (where.cell, where.source)
            ),
            tuple(
                (kind.currency, kept_money.get(kind, NOTHING), money.get(kind, NOTHING))
                for kind in sorted(by_currency, key=str)
                if (kind.cell, kind.source) == (where.cell, where.source)
            ),
        )
        for where in sorted(places, key=str)
    ]


def _unlike(kept: Mapping[K, V], recounted: Mapping[K, V], nothing: V) -> set[K]:
    return {key for key in kept.keys() | recounted.keys() if kept.get(key, nothing) != recounted.get(key, nothing)}
