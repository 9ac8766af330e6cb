"""Writes on case records: one function for each verb, set-wise, for form, API, import and tasks alike.

Each checks its policy, locks and changes, records in the trail, and publishes what it did to the features above.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from operation.access.handling import TLP
from operation.access.policies import may, may_as_originator
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases import checks, facts
from operation.cases.base import CaseRecord, Verification, new_reference, review_date
from operation.cases.drafts import IdentifierDraft, NameDraft, RecordDraft, StepDraft
from operation.cases.events import RecordsChanged, RecordsOpened
from operation.cases.marking import named_readers, require_unchanged
from operation.cases.naming import renamed_by, store_names
from operation.cases.registry import RecordType, type_of
from operation.cases.storing import locked, store
from operation.cases.storing_identifiers import check_again, given_for, store_identifiers
from operation.kernel import clock, events
from operation.kernel.errors import Refused, require
from operation.kernel.transitions import Transition
from operation.plan.models import Operation


@transaction.atomic
def open_records(
    *,
    principal: Principal,
    operation: Operation,
    record_type: RecordType,
    drafts: Sequence[RecordDraft],
    synthetic: bool = False,
) -> list[CaseRecord]:
    """Log new records of one type for the principal's agency.

    Raises NotAllowed, or Refused with the field, its value and the way out; then none of them is logged.
    """
    require(may(principal, record_type.permission("open")), verb=f"open {record_type.slug}")
    records = [new_record(principal, operation, record_type, draft, synthetic=synthetic) for draft in drafts]
    checks.check_numbers(records)
    stored: list[CaseRecord] = record_type.model.objects.bulk_create(records, batch_size=500)
    store_names(record_type, {record.pk: draft.names for record, draft in zip(stored, drafts, strict=True)})
    store_identifiers(record_type, stored, given_for(stored, drafts))
    facts.keep(stored, record_type.code)
    trail.record_each("opened", stored, {})
    events.publish(RecordsOpened(record_type, stored, principal))
    return stored


def new_record(
    principal: Principal,
    operation: Operation,
    record_type: RecordType,
    draft: RecordDraft,
    *,
    synthetic: bool = False,
) -> CaseRecord:
    """The record that a draft would become, checked and not written. Raises Refused by field."""
    country = principal.country or ""
    record = record_type.model(
        reference=new_reference(operation, country, record_type.code),
        operation=operation,
        originator_id=principal.own_organisation,
        country_id=country,
        created_by_id=principal.person,
        changed_by_id=principal.person,
        status=record_type.states.initial,
        review_on=review_date(clock.today(), record_type.retention_years),
        is_synthetic=synthetic,
    )
    checks.check_names(record_type, draft.names)
    checks.check_identifiers(record_type, draft.identifiers)
    _assign(record, draft.values)
    record.named_readers = named_readers(principal, principal.person, record.named_readers)
    record.status_on = record.event_on
    checks.check_values(record)
    return record


@transaction.atomic
def log_record(
    *,
    principal: Principal,
    operation: Operation,
    record_type: RecordType,
    draft: RecordDraft,
    step: Transition | None = None,
) -> CaseRecord:
    """Log one record and, if `step` is given, take it on the day of the event: an arrest is logged in one go.

    Raises what `open_records` and `take_step` raise; then nothing is logged.
    """
    logged = log_records(
        principal=principal, operation=operation, record_type=record_type, drafts=[draft], steps=[step]
    )
    return logged[0]


@transaction.atomic
def log_records(
    *,
    principal: Principal,
    operation: Operation,
    record_type: RecordType,
    drafts: Sequence[RecordDraft],
    steps: Sequence[Transition | None],
) -> list[CaseRecord]:
    """The same with many, in their order; each step is taken with all the records that take it. All or none."""
    opened = open_records(principal=principal, operation=operation, record_type=record_type, drafts=drafts)
    logged = {record.pk: record for record in opened}
    for step in dict.fromkeys(step for step in steps if step is not None):
        taking = [(record, draft) for record, draft, own in zip(opened, drafts, steps, strict=True) if own == step]
        days = [StepDraft(_whole_day(record), draft.values) for record, draft in taking]
        taken = take_steps(principal=principal, records=[record for record, _draft in taking], step=step, drafts=days)
        logged |= {record.pk: record for record in taken}
    return list(logged.values())


def _whole_day(record: CaseRecord) -> date:
    if record.event_on is None:
        raise Refused({"event_date": _("Give the whole day, as 2024-11-09: the status begins on it.")})
    return record.event_on


@transaction.atomic
def amend_records(
    *, principal: Principal, records: Sequence[CaseRecord], drafts: Sequence[RecordDraft], versions: Sequence[int]
) -> list[CaseRecord]:
    """Change fields and names. `versions` are those that the person saw: raises Conflict when one is older.

    Values not named in a draft stay. Names are replaced as a whole when a draft has any. What was verified is no
    longer so once it changed; a draft that changes nothing writes nothing.
    """
    record_type = type_of(records[0])
    require_originator(principal, record_type, records, "amend")
    current = locked(records, versions)
    changed: dict[UUID, list[str]] = {}
    for record, draft in zip(current, drafts, strict=True):
        changed[record.pk] = fill_in(principal, record_type, record, draft)
    checks.check_numbers(current)
    renamed = renamed_by(record_type, {r.pk: d.names for r, d in zip(current, drafts, strict=True) if d.names})
    for key in renamed:
        changed[key].append("names")
    for key in store_identifiers(record_type, current, given_for(current, drafts), replace=True):
        changed[key].append("identifiers")
    written = [record for record in current if changed[record.pk]]
    store_names(record_type, renamed, replace=True)
    check_again(record_type, written)
    write_changes(record_type, written, principal)
    trail.record_each("amended", written, [{"fields": changed[record.pk]} for record in written])
    return current


def fill_in(principal: Principal, record_type: RecordType, record: CaseRecord, draft: RecordDraft) -> list[str]:
    """Give a record the values of a draft, checked and not written; the fields that are new. Raises Refused."""
    checks.check_names(record_type, draft.names, required=False)
    checks.check_identifiers(record_type, draft.identifiers)
    require_unchanged(record, draft.values)
    _name_whoever_writes(record, draft, principal)
    changed = _assign(record, draft.values)
    checks.check_values(record)
    return changed


def _name_whoever_writes(record: CaseRecord, draft: RecordDraft, principal: Principal) -> None:
    """Who writes a name or an identifier that is RED goes on seeing it."""
    marked: tuple[NameDraft | IdentifierDraft, ...] = (*draft.names, *(draft.identifiers or ()))
    if principal.person not in record.named_readers and any(one.tlp == TLP.RED for one in marked):
        record.named_readers = [*record.named_readers, principal.person]


def take_step(
    *,
    principal: Principal,
    records: Sequence[CaseRecord],
    step: Transition,
    on: date,
    given: Mapping[str, Any] | None = None,
) -> list[CaseRecord]:
    """Take one step of the state table with all records, on a day: all or none.

    Raises NotAllowed, or Refused when a state, the date order or the step's condition does not allow it.
    """
    drafts = [StepDraft(on, given or {})] * len(records)
    return take_steps(principal=principal, records=records, step=step, drafts=drafts)


@transaction.atomic
def take_steps(
    *, principal: Principal, records: Sequence[CaseRecord], step: Transition, drafts: Sequence[StepDraft]
) -> list[CaseRecord]:
    """Take one step with all records, each on a day and with values of its own: all or none. Raises as `take_step`."""
    record_type = type_of(records[0])
    require(may(principal, step.permission), verb=step.name)
    require_originator(principal, record_type, records, "transition")
    current = locked(records, [record.version for record in records])
    for record, draft in zip(current, drafts, strict=True):
        checks.check_step(record, step, draft.on, draft.given)
        changed = _assign(record, {name: draft.given[name] for name in step.needs if draft.given.get(name)})
        if step.stamps and getattr(record, step.stamps) is None:
            setattr(record, step.stamps, draft.on)
        record.status, record.status_on = step.target, draft.on
        if step.effect:
            step.effect(record)
        checks.check_values(record, changed=changed)
    write_changes(record_type, current, principal)
    trail.record_each(step.name, current, [{"on": draft.on.isoformat()} for draft in drafts])
    return current


@transaction.atomic
def verify_records(*, principal: Principal, records: Sequence[CaseRecord]) -> list[CaseRecord]:
    """Confirm what was logged. Raises NotAllowed; Refused for one's own entry: who logged it does not verify it."""
    record_type = type_of(records[0])
    require(may(principal, "record.verify"), verb="verify")
    require_originator(principal, record_type, records, "transition")
    current = locked(records, [record.version for record in records])
    for record in current:
        if record.changed_by_id == principal.user_id:
            raise Refused(
                _("%(reference)s: who logged or changed it last does not verify it."),
                params={"reference": record.reference},
            )
    write_changes(record_type, current, principal, Verification.VERIFIED)
    trail.record_each("verified", current, {})
    return current


def require_originator(principal: Principal, record_type: RecordType, records: Sequence[CaseRecord], verb: str) -> None:
    """Every record belongs to the principal's agency, or nothing happens."""
    for record in records:
        permission = record_type.permission(verb)
        require(may_as_originator(principal, permission, record.originator_id), verb=f"{verb} {record.reference}")


def _assign(record: CaseRecord, values: Mapping[str, Any]) -> list[str]:
    changed = [name for name, value in values.items() if not _is_now(record, name, value)]
    for name in changed:
        setattr(record, name, values[name])
    return changed


def _is_now(record: CaseRecord, name: str, value: Any) -> bool:
    """Relations are compared by key: the record at their other end may have been recalled from the reader."""
    if name == "event_date":
        return bool(record.event_date == value)
    field = record._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        return bool(getattr(record, field.attname) == (value.pk if value else None))
    return bool(getattr(record, name) == value)


def write_changes(
    record_type: RecordType,
    records: Sequence[CaseRecord],
    principal: Principal,
    verification: Verification = Verification.UNVERIFIED,
) -> None:
    """Store records that an action has changed and locked, with their facts, and tell it to the features above."""
    for record in records:
        record.verification = verification
        record.version += 1
        record.changed_at, record.changed_by_id = clock.now(), principal.person
    if records:
        store(record_type, records)
        facts.keep(records, record_type.code)
        events.publish(RecordsChanged(record_type, records, principal))
