"""Take the last change of a record back, as a change of its own."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases import checks
from operation.cases.actions import write_changes
from operation.cases.base import CaseRecord, Verification
from operation.cases.marking import Marking
from operation.cases.registry import type_of
from operation.cases.sharing import regrade_records
from operation.cases.storing import locked
from operation.cases.undoing.changes import LastChange, last_change, why_not
from operation.cases.undoing.policies import may_undo
from operation.kernel.errors import Refused, require


@transaction.atomic
def undo_last(*, principal: Principal, record: CaseRecord, version: int, reason: str) -> CaseRecord:
    """Give a record the values that it had before its last change: an amendment, a step or another marking.

    It is a new version with its own entry in the trail; what had been verified before is so again, figures follow.
    `version` is the one that the person saw: raises Conflict when another change came after. Raises NotAllowed for who
    may not make such a change; Refused without a reason, or when it was verified or released since (changes.py).
    """
    require(may_undo(principal, record, None), verb=f"undo {record.reference}")
    [current] = locked([record], [version])
    change = last_change(current)
    require(may_undo(principal, current, change), verb=f"undo {current.reference}")
    if not reason.strip():
        raise Refused({"reason": _("Say why it is taken back.")})
    objection = why_not(current, change)
    if change is None or objection:
        raise Refused(objection)
    if change.regraded:
        [current] = regrade_records(
            principal=principal, records=[current], versions=[version], marking=_marking(change), reason=reason
        )
    else:
        _put_back(principal, current, change)
    trail.record("undone", current, version=version, fields=list(change.columns), reason=reason)
    return current


def _put_back(principal: Principal, record: CaseRecord, change: LastChange) -> None:
    for column in change.columns:
        setattr(record, column, getattr(change.before, column))
    checks.check_values(record, changed=_checked(record, change))
    checks.check_numbers([record])
    write_changes(type_of(record), [record], principal, Verification(change.before.verification))


def _checked(record: CaseRecord, change: LastChange) -> set[str]:
    """Plain values are checked as any; what a relation points at was right when it was chosen."""
    fields = [field for field in record._meta.concrete_fields if not isinstance(field, models.ForeignKey)]
    return {field.name for field in fields} & set(change.columns)


def _marking(change: LastChange) -> Marking:
    was = change.before
    return Marking(was.tlp, was.handling_code, was.handling_text, tuple(was.named_readers))
