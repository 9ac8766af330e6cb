"""Reads of the account of measures that are kept from records: sums by country, and the records behind one."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from operation.access.principal import Principal
from operation.plan.models import Operation
from reporting.measures.base import Item, Reading
from reporting.measures.models import MeasureEntry


def kept(code: str, reading: Reading) -> Iterator[Item]:
    """What the records of each country add to a measure: one item a country, none where no record counts. One query."""
    rows = _entries(reading.principal, reading.operation, reading.moment.as_known).filter(measure=code)
    sums = rows.order_by().values_list("agency__country_id", "part").annotate(sum=Sum("delta")).exclude(sum=0)
    by_country: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for country, part, sum_ in sums:
        by_country[country or ""][part] = sum_
    for country, parts in by_country.items():
        yield Item((country,), parts)


def records_in(
    principal: Principal, operation: Operation, code: str, part: str, *, country: str, as_known: date | None
) -> QuerySet[MeasureEntry, object]:
    """Keys of the records that count in a part; those corrected away are not among them. "" is all countries."""
    rows = _entries(principal, operation, as_known).filter(measure=code, part=part)
    if country:
        rows = rows.filter(agency__country_id=country)
    sums = rows.order_by().values("record_id").annotate(counted=Sum("delta"))
    return sums.exclude(counted=0).values_list("record_id", flat=True)


def _entries(principal: Principal, operation: Operation, as_known: date | None) -> QuerySet[MeasureEntry]:
    return MeasureEntry.objects.visible_to(principal).filter(operation=operation).known_on(as_known)
