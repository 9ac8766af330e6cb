"""What a record adds to measures follows it, whoever changes it: by differences, in the transaction of the change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from operation.cases.base import CaseRecord
from operation.kernel import clock
from reporting.indicators.ledger import scopes_of
from reporting.indicators.rules.base import Scope
from reporting.measures.base import Measure
from reporting.measures.models import MeasureEntry
from reporting.measures.rules import MEASURES

BATCH = 1000
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one record counts."""

    operation_id: UUID
    measure: str
    part: str
    agency_id: UUID
    record_id: UUID


def follow(records: Sequence[CaseRecord]) -> None:
    """Append what the records, of one type, add now minus what they added before.

    Two queries and the rows, however many records; none for a type that no measure counts. The action that changed the
    records holds them.
    """
    concerned = [measure for measure in MEASURES if records and measure.model is type(records[0])]
    if not concerned:
        return
    before, now = _before(records), added_now(records, concerned)
    places = sorted(before.keys() | now.keys(), key=lambda one: (one.measure, one.part, one.record_id))
    changes = {place: now.get(place, NONE) - before.get(place, NONE) for place in places}
    _append({place: change for place, change in changes.items() if change})


def added_now(records: Sequence[CaseRecord], concerned: Sequence[Measure]) -> dict[Place, Decimal]:
    """What each record adds, counted afresh. One query."""
    scopes = scopes_of({record.operation_id for record in records})
    return {
        Place(record.operation_id, measure.code, part, record.originator_id, record.pk): value
        for record in records
        if (scope := scopes.get(record.operation_id))
        for measure, part, value in _parts(record, scope, concerned)
    }


def _parts(record: CaseRecord, scope: Scope, concerned: Sequence[Measure]) -> Iterator[tuple[Measure, str, Decimal]]:
    for measure in concerned:
        counted = measure.counts(record, scope) if measure.counts else None
        for part, value in (counted or {}).items():
            yield measure, part, value


def _before(records: Sequence[CaseRecord]) -> dict[Place, Decimal]:
    names = ("operation_id", "measure", "part", "agency_id", "record_id")
    rows = MeasureEntry.objects.filter(record_id__in=[record.pk for record in records]).order_by()
    return {Place(*row[:-1]): row[-1] for row in rows.values_list(*names).annotate(added=Sum("delta"))}


def _append(changes: Mapping[Place, Decimal]) -> None:
    """Rows that belong together are recorded at one moment, so that no cut-off falls between them."""
    moment, versions = clock.now(), {measure.code: measure.version for measure in MEASURES}
    MeasureEntry.objects.bulk_create(
        [
            MeasureEntry(
                operation_id=place.operation_id,
                measure=place.measure,
                part=place.part,
                agency_id=place.agency_id,
                record_id=place.record_id,
                delta=change,
                rule_version=versions[place.measure],
                recorded_at=moment,
                created_at=moment,
            )
            for place, change in changes.items()
        ],
        batch_size=BATCH,
    )
