"""Which steps of a record's life cycle are open to whom."""

from operation.access.policies import may, may_as_originator
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.registry import RecordType
from operation.kernel.errors import Denied, Verdict
from operation.kernel.transitions import Transition


def steps_for(principal: Principal, record_type: RecordType, record: CaseRecord) -> list[Transition]:
    """The steps that the principal may take from where the record stands."""
    open_now = record_type.states.from_state(record.status)
    return [step for step in open_now if may_take(principal, record_type, record, step)]


def may_take(principal: Principal, record_type: RecordType, record: CaseRecord, step: Transition) -> Verdict:
    """Whether the principal may take this step with this record, wherever it stands; else the reason why not."""
    verdict = may(principal, step.permission)
    if isinstance(verdict, Denied):
        return verdict
    return may_as_originator(principal, record_type.permission("transition"), record.originator_id)


def first_steps(record_type: RecordType, principal: Principal) -> list[Transition]:
    """Steps that a new record may take at once: those from the first state that do not close it."""
    states = record_type.states
    return [
        step
        for step in states.from_state(states.initial)
        if step.target not in states.closed and principal.holds(step.permission)
    ]
