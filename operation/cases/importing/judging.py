"""The verdict on each row: by the checks that the forms and the API go through, and by nothing else."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.cases import checks
from operation.cases.actions import fill_in, new_record
from operation.cases.base import CaseRecord
from operation.cases.cells import Reading
from operation.cases.columns import NAME, REFERENCE, STATUS, VERSION, Column
from operation.cases.drafts import RecordDraft
from operation.cases.events import RecordsProposed
from operation.cases.forms import refused_by_field
from operation.cases.importing.comparing import (
    Change,
    alike,
    changes,
    identifier_drafts,
    listed,
    merged_identifiers,
    merged_names,
    name_drafts,
    state_of_fields,
)
from operation.cases.importing.entries import NATIONAL_REFERENCE, Entry, Reader, as_written
from operation.cases.importing.matching import Known, Relations, known_records
from operation.cases.importing.models import ImportRow, Verdict
from operation.cases.masking import IDENTIFIERS, NAMES
from operation.cases.registry import RecordType
from operation.cases.stepping import first_steps
from operation.cases.values import EVENT_DATE, state_of
from operation.kernel import events
from operation.kernel.dates import Precision
from operation.kernel.errors import Denied, Refused
from operation.kernel.transitions import Transition
from operation.plan.models import Operation

TWICE = _("Row %(row)s has the same. Each record stands in one row.")
UNKNOWN = _("Your agency has no record with this reference. For a new one leave the cell empty.")
WHOLE_DAY = _("Give the whole day, as 2024-11-09: the status begins on it.")
BEGINS = _("A new record begins as: %(states)s. Log it so, and take the next steps on its page.")
STATUS_STAYS = _("The record is «%(state)s». Its status changes by a step on its page.")
TAKEN = _("This is the number of %(reference)s.")
COLUMNS = {NON_FIELD_ERRORS: REFERENCE, NAMES: "name_1"}
"""Where what is said of a whole record, or of its names, stands in a table."""

OLDER = _("Somebody changed this record since the file was made. Export it again, and enter your change there.")


class Judge:
    """Judges the rows of one file, batch by batch; what one row says of another is remembered between batches."""

    def __init__(
        self,
        principal: Principal,
        operation: Operation,
        record_type: RecordType,
        columns: Sequence[Column],
        reading: Reading,
    ) -> None:
        self.principal, self.operation, self.record_type = principal, operation, record_type
        self.relations = Relations(principal, columns)
        self.reader = Reader(record_type, columns, Reading(reading.calendar, self.relations.found))
        self.columns = {column.name: column for column in columns}
        self.steps = {step.target: step for step in first_steps(record_type, principal)}
        self.may_amend = may(principal, record_type.permission("amend"))
        self.seen: dict[str, dict[str, int]] = {REFERENCE: {}, NATIONAL_REFERENCE: {}}
        self.equal: Counter[bytes] = Counter()

    def judge(self, rows: Sequence[Sequence[Any]]) -> list[tuple[Entry, ImportRow]]:
        """A verdict for each [number, cells]; possible duplicates among names are looked for afterwards."""
        entries = self.read(rows)
        known = known_records(self.principal, self.record_type, entries, self.relations.names)
        judged = [(entry, self._verdict(entry, known)) for entry in entries]
        self._propose([(entry, row) for entry, row in judged if entry.record is not None])
        return judged

    def _propose(self, judged: Sequence[tuple[Entry, ImportRow]]) -> None:
        """Ask the features that have a say; of many that are refused together, each half is asked again."""
        if not judged:
            return
        try:
            records = [entry.record for entry, _row in judged if entry.record is not None]
            events.publish(RecordsProposed(self.record_type, records, self.principal))
        except ValidationError as refused:
            if len(judged) > 1:
                half = len(judged) // 2
                self._propose(judged[:half])
                self._propose(judged[half:])
                return
            entry, row = judged[0]
            self._object(entry, refused)
            row.verdict, row.problems = Verdict.WRONG, [self._with_value(entry, problem) for problem in entry.problems]

    def read(self, rows: Sequence[Sequence[Any]]) -> list[Entry]:
        self.relations.learn([cells for _number, cells in rows])
        entries = [self.reader.read(number, cells) for number, cells in rows]
        for entry in entries:
            self._compare_with_earlier(entry)
        return entries

    def _compare_with_earlier(self, entry: Entry) -> None:
        """The nth of equal rows has a digest of its own; no two rows mean the same record."""
        said = self.reader.said(entry)
        alone = self.reader.digest(said, 0)
        self.equal[alone] += 1
        entry.digest = self.reader.digest(said, self.equal[alone])
        for column, text in ((REFERENCE, entry.reference), (NATIONAL_REFERENCE, entry.national_reference)):
            first = self.seen[column].setdefault(text, entry.number) if text else entry.number
            if first != entry.number:
                entry.object_to(column, TWICE % {"row": first})

    def _verdict(self, entry: Entry, known: Known) -> ImportRow:
        record = known.meant(entry)
        if entry.reference and record is None:
            entry.object_to(REFERENCE, UNKNOWN)
        try:
            if entry.problems:
                return self._row(entry, Verdict.WRONG, record)
            if record is not None:
                return self._of_known(entry, record, known)
            return self._of_new(entry, known)
        except ValidationError as refused:
            self._object(entry, refused)
            return self._row(entry, Verdict.WRONG, record)

    def _of_new(self, entry: Entry, known: Known) -> ImportRow:
        before = None if entry.national_reference else known.by_digest.get(entry.digest)
        if before is not None:
            return self._row(entry, Verdict.SAME, before)
        draft = self.reader.draft(entry)
        record = new_record(self.principal, self.operation, self.record_type, draft)
        step = self.step_of(entry)
        if step:
            day = draft.values.get(EVENT_DATE)
            if day is None or day.precision != Precision.DAY:
                raise Refused({EVENT_DATE: WHOLE_DAY})
            checks.check_step(record, step, day.day, draft.values)
        entry.record = record
        return self._row(entry, Verdict.NEW)

    def step_of(self, entry: Entry) -> Transition | None:
        """The step that leads a new record to the status of its row. Raises Refused when none does."""
        states = self.record_type.states
        if entry.status in (None, states.initial):
            return None
        if entry.status not in self.steps:
            begins = " · ".join(state_of(self.record_type, state) for state in (states.initial, *self.steps))
            raise Refused({STATUS: BEGINS % {"states": begins}})
        return self.steps[entry.status]

    def _of_known(self, entry: Entry, record: CaseRecord, known: Known) -> ImportRow:
        self._require_own_place(entry, record, known)
        draft = self.amendment(entry, record)
        if not (draft.values or draft.names or draft.identifiers):
            return self._row(entry, Verdict.SAME, record)
        before = state_of_fields(record)
        told = {name: self.columns[name].value(record) for name in draft.values}
        rows = self._rows_before(record, draft)
        fill_in(self.principal, self.record_type, record, draft)
        if not rows and state_of_fields(record) == before:
            return self._row(entry, Verdict.SAME, record)
        self._require_amendable(entry, record)
        entry.record = record
        row = self._row(entry, Verdict.CHANGED, record)
        row.changes = [*changes(self.columns, record, told), *rows]
        return row

    def _rows_before(self, record: CaseRecord, draft: RecordDraft) -> list[Change]:
        """Names and identifiers before and after, where the draft has others."""
        told: list[Change] = []
        if draft.names:
            told.append((NAMES, listed(name_drafts(record)), listed(draft.names)))
        if draft.identifiers:
            told.append((IDENTIFIERS, listed(identifier_drafts(record)), listed(draft.identifiers)))
        return told

    def amendment(self, entry: Entry, record: CaseRecord) -> RecordDraft:
        """What a row changes in a record: values that differ, names or identifiers when one does; the others stay."""
        values = {name: value for name, value in self.reader.values(entry).items() if not alike(record, name, value)}
        said = self.reader.rows_in(entry)
        places = said.pop(NAME, {})
        names = name_drafts(record) if places else []
        numbers = identifier_drafts(record) if said else []
        new_names = merged_names(self.record_type, names, places)
        new_numbers = merged_identifiers(numbers, said)
        return RecordDraft(
            values,
            tuple(new_names) if new_names != names else (),
            tuple(new_numbers) if sorted(new_numbers, key=repr) != sorted(numbers, key=repr) else None,
        )

    def _require_own_place(self, entry: Entry, record: CaseRecord, known: Known) -> None:
        """The status of a record stays what it is, and its number is nobody else's."""
        if entry.status not in (None, record.status):
            raise Refused({STATUS: STATUS_STAYS % {"state": state_of(self.record_type, record.status)}})
        other = known.by_number.get(entry.national_reference)
        if other is not None and other.pk != record.pk:
            raise Refused({NATIONAL_REFERENCE: TAKEN % {"reference": other.reference}})

    def _require_amendable(self, entry: Entry, record: CaseRecord) -> None:
        if isinstance(self.may_amend, Denied):
            raise Refused({REFERENCE: self.may_amend.reason})
        if entry.version is not None and entry.version < record.version:
            raise Refused({VERSION: OLDER})

    def _object(self, entry: Entry, refused: ValidationError) -> None:
        for name, errors in refused_by_field(refused).items():
            for error in errors:
                entry.object_to(COLUMNS.get(name, name), " ".join(error.messages))

    def _row(self, entry: Entry, verdict: Verdict, record: CaseRecord | None = None) -> ImportRow:
        return ImportRow(
            number=entry.number,
            created_by_id=self.principal.person,
            verdict=verdict,
            cells=entry.cells,
            problems=[self._with_value(entry, problem) for problem in entry.problems],
            record_id=record.pk if record else None,
            reference=record.reference if record else "",
            version=record.version if record else None,
            digest=entry.digest,
        )

    def _with_value(self, entry: Entry, problem: Sequence[str]) -> list[str]:
        """A problem that a check found is told with what stands in the cell."""
        name, value, reason = problem
        if not value and name in self.columns:
            place = list(self.columns).index(name)
            value = as_written(entry.cells[place])
        return [name, value, reason]
