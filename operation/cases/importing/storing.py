"""The rows of a file on their way between the process that opens it, the judge and the database, batch by batch."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from operation.access.handling import TLP, HandlingCode, strictest_code, strictest_tlp
from operation.access.principal import Principal
from operation.cases.cells import Reading
from operation.cases.columns import Column, columns_of
from operation.cases.duplicates.selectors import possible_duplicates
from operation.cases.importing.entries import Entry
from operation.cases.importing.judging import Judge
from operation.cases.importing.matching import namesakes
from operation.cases.importing.models import ImportFile, ImportRow, Verdict
from operation.cases.registry import RecordType, by_code
from operation.kernel.dates import Calendar

BATCH = 5000
WRITTEN_AT_ONCE = 1000
FIRST_NAME = "name_1"
CLOSELY = 500
"""Up to so many new rows are compared with what is known as the form compares; of more the first names alone."""

COMPARED_AT_ONCE = 50


def type_of_file(file: ImportFile) -> RecordType:
    """Raises LookupError for a type that is no longer registered."""
    found = by_code(file.record_type)
    if found is None:
        raise LookupError(file.record_type)
    return found


def columns_read(file: ImportFile) -> list[Column]:
    """The columns of a file, in the order of its rows' cells."""
    by_name = {column.name: column for column in columns_of(type_of_file(file))}
    return [by_name[name] for name in file.columns]


def judge_of(file: ImportFile, principal: Principal, columns: list[Column]) -> Judge:
    reading = Reading(Calendar(file.calendar))
    return Judge(principal, file.operation, type_of_file(file), columns, reading)


def batches(rows: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch


class Verdicts:
    """Judges batches of a file and keeps the verdicts; of a row nothing stays in memory but its first name."""

    def __init__(self, file: ImportFile, principal: Principal, columns: list[Column]) -> None:
        self.file, self.principal = file, principal
        self.judge = judge_of(file, principal, columns)
        self.counts: Counter[str] = Counter()
        self.marks: set[str] = set()
        self.codes: set[str] = set()
        self.names: dict[str, int] = {}

    def keep(self, rows: list[Any]) -> None:
        """Judge a batch and write its verdicts. Each statement is one for all of its rows."""
        judged = self.judge.judge(rows)
        self._find_twins([(entry, row) for entry, row in judged if row.verdict == Verdict.NEW])
        for entry, row in judged:
            row.file_id = self.file.pk
            self.counts[row.verdict] += 1
            self.marks.add(entry.given.get("tlp", TLP.AMBER))
            self.codes.add(entry.given.get("handling_code", HandlingCode.H1))
        ImportRow.objects.bulk_create((row for _entry, row in judged), batch_size=WRITTEN_AT_ONCE)

    @property
    def handling(self) -> dict[str, str]:
        """The strictest marking of all rows; one that says nothing will have that of any new record."""
        return {"tlp": strictest_tlp(self.marks), "handling_code": strictest_code(self.codes)}

    def _find_twins(self, new: list[tuple[Entry, ImportRow]]) -> None:
        """Of the new ones, those that a record of the agency resembles, or that bear the name of an earlier row."""
        named = [(str(entry.given[FIRST_NAME]), row) for entry, row in new if FIRST_NAME in entry.given]
        for name, row in named:
            first = self.names.setdefault(name, row.number)
            if first != row.number:
                row.verdict, row.reference = Verdict.TWIN, _("row %(row)s") % {"row": first}
        if len(new) <= CLOSELY:
            for batch in batches(new, COMPARED_AT_ONCE):
                self._compare(batch)
        elif named:
            known = namesakes(self.principal, type_of_file(self.file), {name for name, _row in named})
            for name, row in named:
                if name in known:
                    row.verdict, row.reference = Verdict.TWIN, known[name]

    def _compare(self, new: list[tuple[Entry, ImportRow]]) -> None:
        """As the form does while it is filled in: by identifier, name and sound."""
        drafts = [self.judge.reader.draft(entry) for entry, _row in new]
        found = possible_duplicates(self.principal, type_of_file(self.file), drafts)
        for (_entry, row), alike in zip(new, found, strict=True):
            if alike:
                row.verdict = Verdict.TWIN
                row.record_id, row.reference = alike[0].record.pk, alike[0].record.reference
                row.problems = [("", "", ", ".join(map(str, alike[0].reasons)))]
