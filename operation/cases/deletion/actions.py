"""Take records out of use and give them back, set-wise. Values, names, releases and history stay where they are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from operation.access.context import as_system
from operation.access.grants import purposes
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases import checks, facts, notices
from operation.cases.base import CaseRecord
from operation.cases.deletion.policies import may_delete, may_restore
from operation.cases.events import RecordsDeleted, RecordsRestored
from operation.cases.notices import NoticeKind
from operation.cases.registry import type_of
from operation.cases.retention.selectors import held
from operation.cases.storing import STALE, locked, store
from operation.kernel import clock, events
from operation.kernel.errors import Conflict, Refused, require
from operation.people.models import Organisation

DELETION = "deletion"
"""The system's name under which what was deleted is seen (walls.deletion_wall)."""

Told = dict[str, dict[UUID, set[UUID]]]


@transaction.atomic
def delete_records(*, principal: Principal, records: Sequence[CaseRecord], reason: str) -> list[CaseRecord]:
    """Take records of one type out of use: lists, search, figures and whoever they were released to, all at once.

    All records or none. What submitted returns said stays said; figures follow as after any correction. Raises
    NotAllowed (policies.py); Refused without a reason, under legal hold, or when others read it and the principal may
    not restore; Conflict when one was changed since it was read.
    """
    for record in records:
        require(may_delete(principal, record), verb=f"delete {record.reference}")
    if not reason.strip():
        raise Refused({"reason": _("Say why it is deleted.")})
    record_type = type_of(records[0])
    with as_system(DELETION):
        current = locked(records, [record.version for record in records])
        released = _recipients(current)
        _check(principal, current, released)
        _write(current, principal, clock.now(), reason)
    facts.forget(current)
    for told in released.values():
        notices.tell(NoticeKind.DELETED, current, told)
    trail.record_each("deleted", current, {"reason": reason, "on": clock.now()})
    events.publish(RecordsDeleted(record_type, current, principal))
    return current


@transaction.atomic
def restore_records(*, principal: Principal, records: Sequence[CaseRecord]) -> list[CaseRecord]:
    """Give back records of one type as they were, releases that still hold included; recipients are told again.

    All records or none. Raises NotAllowed; Refused when another record has taken the national case number meanwhile;
    Conflict when one is no longer deleted.
    """
    for record in records:
        require(may_restore(principal, record), verb=f"restore {record.reference}")
    record_type = type_of(records[0])
    with as_system(DELETION):
        current = locked(records)
        if not all(record.deleted_at for record in current):
            raise Conflict(STALE)
        checks.check_numbers(current)
        _write(current, principal, None, "")
    facts.keep(current, record_type.code)
    for purpose, told in _recipients(current).items():
        notices.tell(NoticeKind.RELEASED, current, told, purpose=purpose)
    trail.record_each("restored", current, {"on": clock.now()})
    events.publish(RecordsRestored(record_type, current, principal))
    return current


def _check(principal: Principal, records: Sequence[CaseRecord], released: Told) -> None:
    under_hold = held([record.pk for record in records])
    others_read = {key for told in released.values() for key in told}
    for record in records:
        if record.pk in under_hold:
            message = _("%(reference)s is under legal hold. Lift it first.")
            raise Refused(message, params={"reference": record.reference})
        if record.pk in others_read and not may_restore(principal, record):
            message = _("%(reference)s is released to others: your coordinator deletes it.")
            raise Refused(message, params={"reference": record.reference})


def _write(records: Sequence[CaseRecord], principal: Principal, deleted_at: datetime | None, reason: str) -> None:
    """A change like any other, except that nobody has to verify it anew: what it says is the same."""
    for record in records:
        record.deleted_at, record.deleted_because = deleted_at, reason
        record.version += 1
        record.changed_at, record.changed_by_id = clock.now(), principal.person
    store(type_of(records[0]), records)


def _recipients(records: Sequence[CaseRecord]) -> Told:
    """By purpose and record, the organisations to which it is released."""
    rows = purposes(records)
    groups = {group for _key, group, _purpose in rows}
    by_group = dict(Organisation.objects.filter(group_id__in=groups).values_list("group_id", "pk"))
    told: Told = defaultdict(lambda: defaultdict(set))
    for key, group, purpose in rows:
        told[purpose][key].add(by_group[group])
    return told
