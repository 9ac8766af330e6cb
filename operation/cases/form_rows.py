"""What a form has in rows of their own, names and identifiers, and a mark of those that it was opened with."""

from collections.abc import Sequence
from dataclasses import astuple, fields
from hashlib import sha256
from typing import Any

from operation.cases.base import CaseRecord
from operation.cases.drafts import IdentifierDraft, NameDraft
from operation.cases.registry import type_of

ROWS: dict[str, type[NameDraft] | type[IdentifierDraft]] = {"names": NameDraft, "identifiers": IdentifierDraft}
MARK_LENGTH = 16
Rows = Sequence[Any]
"""Names or identifiers as they are entered."""


def rows_of(record: CaseRecord, kind: str) -> Rows:
    """The names or identifiers of a record as they would be entered, as far as its reader was shown them."""
    draft, found = ROWS[kind], getattr(type_of(record), kind)
    present: Any = getattr(record, kind).all() if found else ()
    return [draft(**{field.name: str(getattr(row, field.name) or "") for field in fields(draft)}) for row in present]


def seen(kind: str) -> str:
    """The hidden field that tells which rows the person was shown."""
    return f"{kind}_seen"


def mark_of(rows: Rows) -> str:
    """A short mark by which two lists of rows are known to be the same."""
    return sha256(repr([astuple(row) for row in rows]).encode()).hexdigest()[:MARK_LENGTH]


def words_of(rows: Rows) -> str:
    """The rows in one line."""
    return ", ".join(_words(row) for row in rows)


def _words(row: Any) -> str:
    beside = row.romanisation if isinstance(row, NameDraft) else row.country
    return f"{row.text} ({beside})" if beside else row.text
