"""Who takes a change back: whoever may make such a change."""

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.registry import type_of
from operation.cases.stepping import may_take
from operation.cases.undoing.changes import LastChange
from operation.kernel.errors import Verdict


def may_undo(principal: Principal, record: CaseRecord, change: LastChange | None) -> Verdict:
    """For a step who may take it, for a marking who may regrade, else who may amend."""
    record_type = type_of(record)
    if change is not None and change.regraded:
        return may_as_originator(principal, "record.regrade", record.originator_id)
    if change is not None and change.moved:
        verdicts = [may_take(principal, record_type, record, step) for step in change.steps(record_type)]
        if verdicts:
            return next((verdict for verdict in verdicts if verdict), verdicts[0])
    return may_as_originator(principal, record_type.permission("amend"), record.originator_id)
