"""Children: who is under 18, or whose age is disputed, has no name outside the country that logged the record."""

from django.db.models import Q

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.registry import RecordType


def is_masked(record_type: RecordType, record: CaseRecord, principal: Principal) -> bool:
    """Whether names and personal fields of the record are withheld from the principal (domain.md §4)."""
    if record.originator_id == principal.organisation_id or not record_type.child_field:
        return False
    return bool(getattr(record, record_type.child_field))


def unmasked(record_type: RecordType, principal: Principal) -> Q:
    """Records whose names the principal may search: a masked name is not found either."""
    if not record_type.child_field:
        return Q()
    return Q(originator_id=principal.organisation_id) | Q(**{record_type.child_field: False})
