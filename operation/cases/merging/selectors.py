"""Reads of what was combined, for who may change the kept record."""

from collections.abc import Sequence
from uuid import UUID

from operation.access.context import as_system
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.deletion.actions import DELETION
from operation.cases.merging.models import Combination
from operation.cases.registry import RecordType, by_code
from operation.cases.selectors import with_company


def combinations_of(record: CaseRecord) -> Sequence[Combination]:
    """Those of which this record was kept and that nobody undid, the last first."""
    return list(Combination.objects.filter(kept_id=record.pk, undone_at=None).order_by("-created_at"))


def kept_instead_of(record_type: RecordType, key: UUID) -> UUID | None:
    """The record that was kept instead of this one, for its originator."""
    found = Combination.objects.filter(other_id=key, record_type=record_type.code, undone_at=None)
    return found.values_list("kept_id", flat=True).first()


def find_other(principal: Principal, record_type: RecordType, reference: str) -> CaseRecord | None:
    """A record of the own agency by its reference, as far as the principal may see it."""
    own = with_company(record_type, principal).visible_to(principal).filter(originator_id=principal.own_organisation)
    found: CaseRecord | None = own.filter(reference=reference.strip().upper()).first()
    return found


def other_of(principal: Principal, combination: Combination) -> CaseRecord | None:
    """The other record as it stands out of use; None once it was purged, or when its mark hides it from the reader."""
    record_type = by_code(combination.record_type)
    assert record_type is not None
    with as_system(DELETION):
        seen = with_company(record_type, principal).deleted(principal)
        found: CaseRecord | None = seen.filter(pk=combination.other_id).first()
    return found


def read_other(principal: Principal, combination: Combination) -> CaseRecord | None:
    """The same for its reader; the reading is in the trail."""
    found = other_of(principal, combination)
    if found is not None:
        trail.record("read", found)
    return found
