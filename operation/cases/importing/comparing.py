"""What a row changes in a record that is known. An empty cell changes nothing; what only looks different is alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import Any, TypeVar

from django.db import models

from operation.cases.base import CaseRecord
from operation.cases.cells import text_of, tidy
from operation.cases.columns import Column
from operation.cases.drafts import IdentifierDraft, NameDraft
from operation.cases.importing.entries import Places
from operation.cases.registry import RecordType
from operation.cases.storing_identifiers import draft_of
from operation.kernel.dates import PartialDate

D = TypeVar("D", NameDraft, IdentifierDraft)
UNCOMPARED = frozenset({"event_precision", "event_text", "event_calendar", "named_readers"})
"""The date of the event is compared as a whole; who reads a record at TLP:RED stands in no column."""

Change = tuple[str, str, str]
"""The machine name of the column, and what stands there before and after."""


def alike(record: CaseRecord, name: str, value: Any) -> bool:
    """Whether a value of a file says what the record has: in whatever calendar, order or kind of line ends."""
    if isinstance(value, PartialDate):
        known = getattr(record, name)
        return known is not None and (known.day, known.precision) == (value.day, value.precision)
    field = record._meta.get_field(name)
    now = getattr(record, getattr(field, "attname", name))
    if isinstance(field, models.ForeignKey):
        return bool(now == value.pk)
    if isinstance(value, list):
        return {str(getattr(one, "code", one)) for one in now} == set(value)
    return bool(tidy(now) == value if isinstance(value, str) and isinstance(now, str) else now == value)


def name_drafts(record: Any) -> list[NameDraft]:
    """The names that a record has, as far as they were fetched."""
    return [_as_draft(name) for name in record.names.all()]


def identifier_drafts(record: Any) -> list[IdentifierDraft]:
    """The same of its identifiers."""
    return [draft_of(row) for row in record.identifiers.all()]


def _as_draft(name: Any) -> NameDraft:
    return NameDraft(**{part.name: getattr(name, part.name) for part in fields(NameDraft)})


def merged_names(record_type: RecordType, before: Sequence[NameDraft], said: Places) -> list[NameDraft]:
    """All names, with those of a row in their places."""
    table: Any = record_type.names
    settled: dict[int, dict[str, str]] = {}
    for number, parts in said.items():
        now = before[number - 1] if number <= len(before) else None
        if now and all(getattr(now, part) == value for part, value in parts.items()):
            continue  # the most usual case: nothing is settled that stands there already
        name = table(**parts)
        name.settle()
        settled[number] = {part: getattr(name, part) for part in ("text", "honorific", *parts) if getattr(name, part)}
    return _merged(before, settled, NameDraft)


def merged_identifiers(before: Sequence[IdentifierDraft], said: Mapping[str, Places]) -> list[IdentifierDraft]:
    """All identifiers, with those of a row in their places, kind by kind."""
    by_kind: dict[str, list[IdentifierDraft]] = {}
    for one in before:
        by_kind.setdefault(one.kind, []).append(one)
    for kind, places in said.items():
        tidy_places = {at: parts | {"text": " ".join(parts["text"].split())} for at, parts in places.items()}
        by_kind[kind] = _merged(by_kind.get(kind, ()), tidy_places, partial(IdentifierDraft, kind))
    return [one for rows in by_kind.values() for one in rows]


def _merged(before: Sequence[D], said: Places, made: Callable[..., D]) -> list[D]:
    """What stands at a place and has the same text keeps what is not said; another text is another one altogether."""
    rows = list(before)
    for number, parts in said.items():
        if number > len(rows):
            rows.append(made(**parts))
        elif rows[number - 1].text == parts["text"]:
            rows[number - 1] = replace(rows[number - 1], **parts)
        else:
            rows[number - 1] = made(**parts)
    return rows


def state_of_fields(record: CaseRecord) -> dict[str, Any]:
    """All that may differ, by name of the field. Lists are copied: whoever fills the record in replaces them."""
    return {
        field.name: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if field.name not in UNCOMPARED
    }


def changes(columns: Mapping[str, Column], record: CaseRecord, told: Mapping[str, Any]) -> list[Change]:
    """What differs now, as cells; `told` are the values before, by column."""
    return [
        (name, shown(columns[name].kind.write(value)), shown(columns[name].cell(record)))
        for name, value in told.items()
    ]


def listed(rows: Sequence[NameDraft] | Sequence[IdentifierDraft]) -> str:
    """Names or identifiers in one line; a romanisation stands behind its name."""
    return ", ".join(" ".join(filter(None, (row.text, getattr(row, "romanisation", "")))) for row in rows)


def shown(cell: Any) -> str:
    return text_of(cell) if cell is not None else ""
