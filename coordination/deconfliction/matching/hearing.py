"""Heard names follow the names of records: set-wise, in the transaction that changes them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from coordination.deconfliction.matching import finding
from coordination.deconfliction.matching.models import HeardName
from coordination.deconfliction.matching.walls import MATCHING
from operation.access.context import as_system
from operation.cases.base import CaseRecord
from operation.cases.names import Name
from operation.cases.registry import RecordType

TOLD = ("packed", "heard", "keys")
OF_PERSON = ("born", "born_estimated", "sex", "nationalities")
BATCH = 500


def hear(record_type: RecordType, records: Sequence[CaseRecord]) -> None:
    """Write what is heard of the names of own records, and what is known of whom they name.

    Names that who acts may not see stay as they were heard: they are not changed by him either.
    """
    if record_type.names is None or not records:
        return
    by_record: dict[UUID, list[Name]] = defaultdict(list)
    names: Any = record_type.names.objects
    for name in names.filter(record_id__in=[one.pk for one in records]):
        by_record[name.record_id].append(name)
    rows = [row for one in records for row in _rows(record_type, one, by_record[one.pk])]
    with as_system(MATCHING):
        HeardName.objects.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["name_id"],
            update_fields=[*TOLD, *OF_PERSON, "in_use"],
        )


def put_aside(records: Sequence[CaseRecord]) -> None:
    """What was deleted matches nothing."""
    _use(records, in_use=False)


def put_back(records: Sequence[CaseRecord]) -> None:
    """What was given back matches again."""
    _use(records, in_use=True)


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
            **known,
        )
        for name, kept in found
        if kept
    ]


def _use(records: Sequence[CaseRecord], *, in_use: bool) -> None:
    with as_system(MATCHING):
        HeardName.objects.filter(record_id__in=[one.pk for one in records]).update(in_use=in_use)
