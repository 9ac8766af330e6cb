"""Steps that no person takes with a record: a thing between two organisations moves it when it comes that far."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases import checks
from operation.cases.actions import require_originator, write_changes
from operation.cases.base import CaseRecord
from operation.cases.registry import type_of
from operation.cases.storing import locked
from operation.kernel.transitions import Transition

MOVES = "record.move"


@transaction.atomic
def move_records(
    *, principal: Principal, records: Sequence[CaseRecord], step: Transition, on: date, because: str
) -> list[CaseRecord]:
    """Take a step that is nobody's own with records of the principal's agency; `because` is the reference of its cause.

    Raises LookupError for a step that people take themselves, NotAllowed, Conflict, or Refused as `check_step` does.
    """
    if step.permission != MOVES:
        raise LookupError(step.name)
    if not records:
        return []
    record_type = type_of(records[0])
    require_originator(principal, record_type, records, "transition")
    current = locked(records)
    for record in current:
        _move(record, step, on)
    write_changes(record_type, current, principal)
    trail.record_each(step.name, current, {"on": on.isoformat(), "because": because})
    return current


def _move(record: Any, step: Transition, on: date) -> None:
    checks.check_step(record, step, on, {})
    if step.stamps and getattr(record, step.stamps) is None:
        setattr(record, step.stamps, on)
    record.status, record.status_on = step.target, on
