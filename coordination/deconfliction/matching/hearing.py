"""Heard names follow the names of records: set-wise, in the transaction that changes them, or right after it."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from coordination.deconfliction.keeping import CHANNEL, MATCHING
from coordination.deconfliction.matching import finding
from coordination.deconfliction.matching.models import HeardName
from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.names import Name
from operation.cases.registry import RecordType

TOLD = ("packed", "heard", "keys", "marked")
OF_PERSON = ("born", "born_estimated", "sex", "nationalities")
BATCH = 500
AT_ONCE = 50
"""Records whose names are heard in the transaction that writes them."""


def hear(principal: Principal, record_type: RecordType, records: Sequence[CaseRecord]) -> None:
    """Write what is heard of the names of own records, and what is known of whom they name.

    Of many records only once they are committed, and part by part: an import must not wait for it.
    """
    if record_type.names is None or not records:
        return
    if len(records) <= AT_ONCE:
        _hear(record_type, records)
        return
    for at in range(0, len(records), BATCH):
        part = records[at : at + BATCH]
        transaction.on_commit(partial(_hear_later, principal, record_type, part), robust=True)


def _hear_later(principal: Principal, record_type: RecordType, records: Sequence[CaseRecord]) -> None:
    with acting_as(principal, channel=CHANNEL):
        _hear(record_type, records)


def _hear(record_type: RecordType, records: Sequence[CaseRecord]) -> None:
    """Names that who acts may not see stay as they were heard: they are not changed by him either."""
    by_record: dict[UUID, list[Name]] = defaultdict(list)
    names: Any = record_type.names.objects  # type: ignore[union-attr]
    for name in names.filter(record_id__in=[one.pk for one in records]):
        by_record[name.record_id].append(name)
    rows = [row for one in records for row in _rows(record_type, one, by_record[one.pk])]
    with as_system(MATCHING):
        HeardName.objects.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["name_id"],
            update_fields=[*TOLD, *OF_PERSON, "in_use", "waits"],
        )


def put_aside(records: Sequence[CaseRecord]) -> None:
    """What was deleted matches nothing."""
    _use(records, in_use=False)


def put_back(records: Sequence[CaseRecord]) -> None:
    """What was given back matches again, and is asked for anew."""
    _use(records, in_use=True, waits=True)


def person_of(record: Any) -> dict[str, Any]:
    """What is known of the person whom a record is about; nothing of records of other things."""
    born = getattr(record, "born_on", None)
    return {
        "born": str(born) if born else "",
        "born_estimated": bool(getattr(record, "born_estimated", False)),
        "sex": str(getattr(record, "sex", "")),
        "nationalities": [one.code for one in getattr(record, "nationalities", ()) or ()],
    }


def _rows(record_type: RecordType, record: CaseRecord, names: Sequence[Name]) -> list[HeardName]:
    known = person_of(record)
    found = ((name, finding.kept(name.text, name.romanisation)) for name in names)
    return [
        HeardName(
            record_type=record_type.code,
            record_id=record.pk,
            name_id=name.pk,
            originator_id=record.originator_id,
            packed=kept.packed,
            heard=kept.heard,
            keys=list(kept.keys),
            marked=bool(name.tlp),
            **known,
        )
        for name, kept in found
        if kept
    ]


def _use(records: Sequence[CaseRecord], **how: bool) -> None:
    with as_system(MATCHING):
        HeardName.objects.filter(record_id__in=[one.pk for one in records]).update(**how)
