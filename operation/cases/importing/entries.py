"""A row of a file as what somebody wants to log: its values by column, or what is wrong in which cell."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

from operation.cases.cells import SHOWN_AT_MOST, Cell, Reading, text_of
from operation.cases.columns import REFERENCE, STATUS, VERSION, Column
from operation.cases.drafts import NameDraft, RecordDraft
from operation.cases.importing.reading import cell_of
from operation.cases.registry import RecordType

NATIONAL_REFERENCE = "national_reference"
Problem = tuple[str, str, str]
"""The machine name of the column, the value that stands there, and the reason with the way out."""


@dataclass(eq=False)
class Entry:
    """One row as it was read. An empty cell says nothing: it is not among the values."""

    number: int
    cells: Sequence[Any]
    given: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    digest: bytes = b""

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
        self.fields = [
            column.name for column in columns if not column.number and column.name not in (REFERENCE, STATUS, VERSION)
        ]
        named = [column for column in columns if column.number]
        self.names = [(column.name, column.number, column.part) for column in sorted(named, key=lambda one: one.number)]

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

    def names_in(self, entry: Entry) -> dict[int, dict[str, str]]:
        """What is said of each name, by number from 1; one without text is none."""
        said: dict[int, dict[str, str]] = {}
        for name, number, part in self.names:
            if name in entry.given:
                said.setdefault(number, {})[part] = entry.given[name]
        return {number: parts for number, parts in said.items() if "text" in parts}

    def draft(self, entry: Entry) -> RecordDraft:
        """What a row logs as a new record."""
        return RecordDraft(self.values(entry), tuple(NameDraft(**parts) for parts in self.names_in(entry).values()))

    def digest(self, entry: Entry, nth: int) -> bytes:
        """Equal for equal rows of a type, whatever the format and order of columns; the nth of equal ones its own."""
        said = sorted((name, str(getattr(value, "pk", value))) for name, value in entry.given.items())
        return hmac.digest(_key(), repr((self.record_type.code, nth, said)).encode("utf-8", "replace"), hashlib.sha256)


def as_written(cell: Any) -> str:
    """A cell for whoever must find it in his file."""
    return "" if cell is None else str(cell_of(cell))[:SHOWN_AT_MOST]


def _key() -> bytes:
    """Of the application: without it nobody can try out which names a digest stands for."""
    return salted_hmac("operation.cases.importing", "", algorithm="sha256").digest()
