"""What the actions of case records tell the features above (kernel/events.py)."""

from collections.abc import Sequence
from dataclasses import dataclass

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.registry import RecordType
from operation.people.models import Organisation


@dataclass(frozen=True)
class RecordsProposed:
    """Records as they would be logged or changed, not written: a feature that would refuse them does so now."""

    record_type: RecordType
    records: Sequence[CaseRecord]
    principal: Principal


@dataclass(frozen=True)
class RecordsOpened:
    record_type: RecordType
    records: Sequence[CaseRecord]
    principal: Principal


@dataclass(frozen=True)
class RecordsDeleted:
    """The records are out of use, as if they had not been logged; `deleted_at` of each says since when."""

    record_type: RecordType
    records: Sequence[CaseRecord]
    principal: Principal


@dataclass(frozen=True)
class RecordsRestored:
    """Records that were deleted are in use again, as they were."""

    record_type: RecordType
    records: Sequence[CaseRecord]
    principal: Principal


@dataclass(frozen=True)
class RecordsChanged:
    """Fields or status of the records changed; they are as they are now."""

    record_type: RecordType
    records: Sequence[CaseRecord]
    principal: Principal


@dataclass(frozen=True)
class RecordsReleased:
    """Other organisations (`to`) may read the records from now on; `records` are held until the transaction ends."""

    record_type: RecordType
    records: Sequence[CaseRecord]
    to: Sequence[Organisation]
    principal: Principal


@dataclass(frozen=True)
class RecordsCombined:
    """Two records of one agency became one, or are two again."""

    kept: CaseRecord


@dataclass(frozen=True)
class RecordErased:
    """Content of the record is about to be erased: a purge, or a suspect who is reclassified (erasure.py)."""

    record: CaseRecord
