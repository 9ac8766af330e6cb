"""A row of a file as what somebody wants to log: its values by column, or what is wrong in which cell."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

from operation.cases.base import CaseRecord
from operation.cases.cells import SHOWN_AT_MOST, Cell, Reading, text_of
from operation.cases.columns import NAME, REFERENCE, STATUS, VERSION, Column
from operation.cases.drafts import IdentifierDraft, NameDraft, RecordDraft
from operation.cases.importing.reading import cell_of
from operation.cases.registry import RecordType

NATIONAL_REFERENCE = "national_reference"
Places = dict[int, dict[str, str]]
"""What is said of names or identifiers, by place: parts by name."""

Problem = tuple[str, str, str]
"""The machine name of the column, the value that stands there, and the reason with the way out."""


@dataclass(eq=False)
class Entry:
    """One row as it was read. An empty cell says nothing: it is not among the values.

    `record` is what would be logged or changed, once a judge has made it.
    """

    number: int
    cells: Sequence[Any]
    given: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    digest: bytes = b""
    record: CaseRecord | None = None

    @property
    def reference(self) -> str:
        return str(self.given.get(REFERENCE, "")).upper()

    @property
    def national_reference(self) -> str:
        return str(self.given.get(NATIONAL_REFERENCE, ""))

    @property
    def status(self) -> str | None:
        return self.given.get(STATUS)

    @property
    def version(self) -> int | None:
        return self.given.get(VERSION)

    def object_to(self, column: str, reason: Any) -> None:
        """Say what is wrong with a column; its value is shown as it stands in the file."""
        self.problems.append((column, "", str(reason)))


class Reader:
    """Reads the rows of one file. `columns` are in the order of a row's cells."""

    def __init__(self, record_type: RecordType, columns: Sequence[Column], reading: Reading) -> None:
        self.record_type, self.columns, self.reading = record_type, columns, reading
        apart = (REFERENCE, STATUS, VERSION)
        self.fields = [column.name for column in columns if not column.group and column.name not in apart]
        self.key = _key()
        self.grouped = sorted((column for column in columns if column.group), key=lambda column: column.number)

    def read(self, number: int, cells: Sequence[Any]) -> Entry:
        entry = Entry(number, cells)
        for column, told in zip(self.columns, cells, strict=True):
            if told is not None:
                self._read(entry, column, cell_of(told))
        return entry

    def _read(self, entry: Entry, column: Column, cell: Cell) -> None:
        try:
            if isinstance(cell, str) and not text_of(cell):
                return
            entry.given[column.name] = column.kind.read(cell, self.reading)
        except ValidationError as wrong:
            entry.problems.append((column.name, as_written(cell), " ".join(wrong.messages)))

    def values(self, entry: Entry) -> dict[str, Any]:
        """Values of the record's own fields."""
        return {name: entry.given[name] for name in self.fields if name in entry.given}

    def rows_in(self, entry: Entry) -> dict[str, Places]:
        """What is said of names and identifiers, by group and place; one without text is none."""
        said: dict[str, Places] = {}
        for column in self.grouped:
            if column.name in entry.given:
                places = said.setdefault(column.group, {})
                places.setdefault(column.number, {})[column.part] = entry.given[column.name]
        return {
            group: {number: parts for number, parts in places.items() if "text" in parts}
            for group, places in said.items()
        }

    def draft(self, entry: Entry) -> RecordDraft:
        """What a row logs as a new record."""
        said = self.rows_in(entry)
        names = tuple(NameDraft(**parts) for parts in said.pop(NAME, {}).values())
        identifiers = tuple(
            IdentifierDraft(kind, **parts) for kind, places in said.items() for parts in places.values()
        )
        return RecordDraft(self.values(entry), names, identifiers or None)

    def said(self, entry: Entry) -> str:
        """Equal for equal rows, whatever the format and order of columns."""
        return repr(sorted((name, str(getattr(value, "pk", value))) for name, value in entry.given.items()))

    def digest(self, said: str, nth: int) -> bytes:
        """Equal for rows of a type that say the same; the nth of equal ones has its own."""
        words = f"({self.record_type.code!r}, {nth}, {said})"
        return hmac.digest(self.key, words.encode("utf-8", "replace"), hashlib.sha256)


def as_written(cell: Any) -> str:
    """A cell for whoever must find it in his file."""
    return "" if cell is None else str(cell_of(cell))[:SHOWN_AT_MOST]


def _key() -> bytes:
    """Of the application: without it nobody can try out which names a digest stands for."""
    return salted_hmac("operation.cases.importing", "", algorithm="sha256").digest()
