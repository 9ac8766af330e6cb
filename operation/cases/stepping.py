"""Which steps of a record's life cycle are open to whom."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may, may_as_originator
from operation.access.principal import Principal
from operation.cases import checks
from operation.cases.base import CaseRecord
from operation.cases.registry import RecordType
from operation.kernel.errors import Denied, Text, Verdict
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


def steps_from(principal: Principal, record_type: RecordType, states: Sequence[str]) -> list[Transition]:
    """The steps that lead on from any of these states, for a principal who may take them with records of its own."""
    if not principal.holds(record_type.permission("transition")):
        return []
    onward = [step for step in record_type.states.transitions if set(step.sources) & set(states)]
    return [step for step in onward if principal.holds(step.permission)]


def not_from_here(record_type: RecordType, record: CaseRecord, step: Transition) -> Text:
    """Why the step does not begin where the record stands; "" when it does."""
    if record.status in step.sources:
        return ""
    return format_lazy(
        _("now «{state}», from where «{step}» is not possible"),
        state=record_type.state_label(record.status),
        step=step.label,
    )


def objections(records: Sequence[CaseRecord], step: Transition, on: date, given: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the way of the step, by reference: all of it at once, where the action stops at the first."""
    found: dict[str, str] = {}
    for record in records:
        try:
            checks.check_step(record, step, on, given)
        except ValidationError as refused:
            found[record.reference] = " ".join(refused.messages)
    return found
