"""Writes on imports: upload a file, import what was checked, undo it, put it away."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.context import acting_as
from operation.access.grants import grant_model
from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.audit.context import current_actor
from operation.cases.actions import amend_records, open_records, take_steps
from operation.cases.base import CaseRecord
from operation.cases.deletion.actions import delete_records
from operation.cases.drafts import StepDraft
from operation.cases.importing import limits
from operation.cases.importing.entries import Entry
from operation.cases.importing.judging import Judge
from operation.cases.importing.matching import with_rows
from operation.cases.importing.models import DECIDED, LOGGED, ImportedRow, ImportFile, ImportRow, ImportState, Verdict
from operation.cases.importing.storing import BATCH, batches, columns_read, judge_of, type_of_file
from operation.cases.registry import RecordType
from operation.cases.undoing.actions import undo_last
from operation.jobs.engine import submit
from operation.kernel.errors import Conflict, Refused, require
from operation.plan.models import Operation

CHECK = "import"
TAKE = "import_take"
AT_ONCE = 500
"""As many rows are imported while one waits; more of them by a worker."""

MOVED_ON = _("This import is «%(state)s» now. Look at it again.")
NOT_WHOLE = _("Rows are wrong. Mend them in your file, and upload it again: a file is imported whole or not at all.")
TOUCHED = _("%(reference)s was released, changed or deleted since: the import can no longer be undone as a whole.")
REFUSED = _("Nothing was imported: %(reason)s Upload the file again.")
CHANGED_MEANWHILE = _("Records of this file changed since it was checked. Upload it again.")


@transaction.atomic
def upload(
    *, principal: Principal, operation: Operation, record_type: RecordType, name: str, content: bytes, calendar: str
) -> ImportFile:
    """Keep a file until a worker has checked it. Raises NotAllowed; Refused for one that is empty or too large."""
    require(may(principal, record_type.permission("open")), verb=f"import {record_type.slug}")
    if not content:
        raise Refused({"file": _("The file is empty.")})
    if len(content) > limits.FILE_BYTES:
        most = limits.FILE_BYTES // limits.MEGABYTE
        raise Refused({"file": ValidationError(_("The file is larger than %(most)s MB."), "size", {"most": most})})
    put_away(principal=principal, record_type=record_type)
    file = ImportFile.objects.create(
        record_type=record_type.code,
        operation=operation,
        originator_id=principal.own_organisation,
        created_by_id=principal.person,
        name=name[-200:],
        calendar=calendar,
        content=content,
    )
    trail.record("uploaded", file, type=record_type.code, bytes=len(content))
    return _queue(principal, file, CHECK)


def _queue(principal: Principal, file: ImportFile, kind: str) -> ImportFile:
    file.job = submit(principal=principal, kind=kind, params={"file": str(file.pk)})
    file.save(update_fields=["job"])
    return file


def put_away(*, principal: Principal, record_type: RecordType) -> None:
    """Take a person's undecided files of a type away: the next one stands in their place."""
    mine = ImportFile.objects.visible_to(principal).filter(record_type=record_type.code)
    mine.exclude(state__in=DECIDED).delete()


def take(*, principal: Principal, file: ImportFile) -> ImportFile:
    """Import what was checked: at once, or by a worker when it is long. Raises NotAllowed, Refused, Conflict."""
    _require_whole(principal, file)
    if file.count(*LOGGED, Verdict.CHANGED) > AT_ONCE:
        return _queue(principal, file, TAKE)
    take_rows(principal=principal, file=file)
    return file


def _require_whole(principal: Principal, file: ImportFile) -> None:
    require(may(principal, type_of_file(file).permission("open")), verb="import")
    if file.state != ImportState.CHECKED:
        raise Conflict(MOVED_ON % {"state": file.get_state_display()})
    if file.count(Verdict.WRONG):
        raise Refused(NOT_WHOLE)


def take_rows(*, principal: Principal, file: ImportFile) -> None:
    """Log and amend what the rows say, in one transaction, by the actions that forms and API call: all or nothing.

    Raises NotAllowed; Conflict when something changed since the file was checked, in the file or in a record.
    """
    with acting_as(principal, channel="import", address=current_actor().address):
        current = ImportFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        _require_whole(principal, current)
        try:
            with transaction.atomic():
                _take_all(principal, current)
        except ValidationError as refused:
            raise Conflict(REFUSED % {"reason": " ".join(refused.messages)}) from refused
        except (Conflict, IntegrityError, DataError) as changed:
            raise Conflict(CHANGED_MEANWHILE) from changed
        current.state, current.taken_at = ImportState.TAKEN, timezone.now()
        current.save(update_fields=["state", "taken_at"])
        current.rows.all().delete()
        trail.record("imported", current, counts=current.counts)


def _take_all(principal: Principal, file: ImportFile) -> None:
    columns = columns_read(file)
    judge = judge_of(file, principal, columns)
    kept = ImportRow.objects.filter(file=file)
    new = kept.filter(verdict__in=LOGGED).order_by("number")
    for batch in batches(new.iterator(BATCH)):
        _log(principal, file, judge, batch)
    for batch in batches(kept.filter(verdict=Verdict.CHANGED).order_by("number").iterator(BATCH)):
        _amend(principal, file, judge, batch)


def _log(principal: Principal, file: ImportFile, judge: Judge, rows: Sequence[ImportRow]) -> None:
    """Log a batch of new rows, then take with them the steps that their statuses need."""
    entries = judge.read([(row.number, row.cells) for row in rows])
    drafts = [judge.reader.draft(entry) for entry in entries]
    records = open_records(principal=principal, operation=file.operation, record_type=judge.record_type, drafts=drafts)
    _take_first_steps(principal, judge, entries, records)
    _keep(file, rows, records, logged=True)


def _take_first_steps(
    principal: Principal, judge: Judge, entries: Sequence[Entry], records: Sequence[CaseRecord]
) -> None:
    for step in judge.steps.values():
        chosen = [place for place, entry in enumerate(entries) if judge.step_of(entry) is step]
        if chosen:
            drafts = [_on_its_day(records[at], judge.reader.values(entries[at])) for at in chosen]
            stepped = take_steps(principal=principal, records=[records[at] for at in chosen], step=step, drafts=drafts)
            for at, record in zip(chosen, stepped, strict=True):
                records[at].version = record.version


def _on_its_day(record: CaseRecord, given: Mapping[str, Any]) -> StepDraft:
    """The judge has seen that the day is known."""
    assert record.event_on
    return StepDraft(record.event_on, given)


def _amend(principal: Principal, file: ImportFile, judge: Judge, rows: Sequence[ImportRow]) -> None:
    """Change a batch of records, if each is still the version that was compared."""
    model = judge.record_type.model
    mine = model.objects.visible_to(principal).prefetch_related(*with_rows(judge.record_type, principal))
    found = mine.in_bulk([row.record_id for row in rows])
    if len(found) != len(rows):
        raise Conflict(CHANGED_MEANWHILE)
    records = [found[row.record_id] for row in rows]
    entries = judge.read([(row.number, row.cells) for row in rows])
    drafts = [judge.amendment(entry, record) for entry, record in zip(entries, records, strict=True)]
    versions = [row.version or 0 for row in rows]
    changed = amend_records(principal=principal, records=records, drafts=drafts, versions=versions)
    _keep(file, rows, changed, logged=False)


@transaction.atomic
def undo(*, principal: Principal, file: ImportFile, reason: str) -> None:
    """Delete what an import logged and take back what it changed, all of it or nothing.

    Raises NotAllowed; Conflict when it is no longer imported; Refused when one of its records was released or changed
    since, cannot be deleted, or has a change that cannot be taken back (undoing/).
    """
    current = ImportFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    require(may(principal, type_of_file(current).permission("open")), verb="undo import")
    if current.state != ImportState.TAKEN:
        raise Conflict(MOVED_ON % {"state": current.get_state_display()})
    rows = ImportedRow.objects.filter(file=current).order_by("number")
    for batch in batches(rows.filter(logged=True)):
        delete_records(principal=principal, records=_untouched(principal, current, batch), reason=reason)
    for batch in batches(rows.filter(logged=False)):
        for record in _untouched(principal, current, batch):
            undo_last(principal=principal, record=record, version=record.version, reason=reason)
    current.state = ImportState.UNDONE
    current.save(update_fields=["state"])
    trail.record("import undone", current, reason=reason)


def _untouched(principal: Principal, file: ImportFile, rows: Sequence[ImportedRow]) -> list[CaseRecord]:
    """The records of these rows, if each is what the import made of it and nobody else has it."""
    model = type_of_file(file).model
    found = model.objects.visible_to(principal).in_bulk([row.record_id for row in rows])
    grants = grant_model(model)._default_manager.filter(content_object__in=found)
    released = set(grants.values_list("content_object", flat=True))
    for row in rows:
        record = found.get(row.record_id)
        if record is None or record.version != row.version or (row.logged and record.pk in released):
            name = record.reference if record else _("row %(row)s") % {"row": row.number}
            raise Refused(TOUCHED, params={"reference": name})
    return [found[row.record_id] for row in rows]


def _keep(file: ImportFile, rows: Sequence[ImportRow], records: Sequence[Any], *, logged: bool) -> None:
    ImportedRow.objects.bulk_create(
        [
            ImportedRow(
                file=file,
                number=row.number,
                originator_id=file.originator_id,
                record_id=record.pk,
                version=record.version,
                logged=logged,
                digest=row.digest,
            )
            for row, record in zip(rows, records, strict=True)
        ],
        batch_size=1000,
    )
