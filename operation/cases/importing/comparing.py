"""What a row changes in a record that is known. An empty cell changes nothing; what only looks different is alike."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from django.db import models

from operation.cases.base import CaseRecord
from operation.cases.cells import text_of, tidy
from operation.cases.columns import Column
from operation.cases.drafts import NameDraft
from operation.cases.registry import RecordType
from operation.cases.values import EVENT_DATE

NAMES = "names"
UNCOMPARED = frozenset({"event_precision", "event_text", "event_calendar", "named_readers"})
"""The date of the event is compared as a whole; who reads a record at TLP:RED stands in no column."""

Change = tuple[str, str, str]
"""The machine name of the column, and what stands there before and after."""


def alike(record: CaseRecord, name: str, value: Any) -> bool:
    """Whether a value of a file says what the record has: in whatever calendar, order or kind of line ends."""
    if name == EVENT_DATE:
        known = record.event_date
        return known is not None and (known.day, known.precision) == (value.day, value.precision)
    field = record._meta.get_field(name)
    now = getattr(record, getattr(field, "attname", name))
    if isinstance(field, models.ForeignKey):
        return bool(now == value.pk)
    if isinstance(value, list):
        return {str(getattr(one, "code", one)) for one in now} == set(value)
    return bool(tidy(now) == value if isinstance(value, str) and isinstance(now, str) else now == value)


def drafts_of(record: Any) -> list[NameDraft]:
    """The names that a record has, as far as they were fetched."""
    return [as_draft(name) for name in record.names.all()]


def as_draft(name: Any) -> NameDraft:
    return NameDraft(**{part.name: getattr(name, part.name) for part in fields(NameDraft)})


def merged_names(
    record_type: RecordType, before: Sequence[NameDraft], said: Mapping[int, Mapping[str, str]]
) -> tuple[NameDraft, ...]:
    """All names, with those of a row in their places. Another text is another name, with nothing of the old one."""
    names = list(before)
    table: Any = record_type.names
    for number, parts in said.items():
        name = table(**parts)
        name.settle()
        settled = as_draft(name)
        if number > len(names):
            names.append(settled)
        elif settled.text != names[number - 1].text:
            names[number - 1] = settled
        else:
            names[number - 1] = NameDraft(**vars(names[number - 1]) | {part: getattr(settled, part) for part in parts})
    return tuple(names)


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


def shown(cell: Any) -> str:
    return text_of(cell) if cell is not None else ""
