"""Who may attach files to a record, and take them away."""

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.registry import type_of
from operation.kernel.errors import Denied, Verdict


def may_attach(principal: Principal, record: CaseRecord) -> Verdict:
    """Whoever may amend the record, if its type takes files at all (RecordType.files_refused)."""
    record_type = type_of(record)
    if record_type.files_refused:
        return Denied(record_type.files_refused)
    return may_as_originator(principal, record_type.permission("amend"), record.originator_id)
