"""The columns of a record type in a spreadsheet: one vocabulary for exports, templates and imports.

A column is known by its machine name (`event_date`, `name_1`, `name_1_kind`, `phone_2`), and by its heading in any
language. Names and identifiers are known by their places: the second telephone of a record stands in `phone_2`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache, partial
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_countries.fields import CountryField

from operation.cases.base import CaseRecord
from operation.cases.cells import (
    Cell,
    Code,
    Count,
    CountryCode,
    Day,
    Figure,
    Kind,
    PartialDay,
    Related,
    Several,
    Yes,
    in_every_language,
    key_of,
    unmistaken,
)
from operation.cases.drafts import IdentifierDraft, NameDraft
from operation.cases.form_fields import code_choices
from operation.cases.forms import NAMES_AT_MOST, NameForm
from operation.cases.forms_identifiers import IdentifierForm
from operation.cases.identifying.kinds import IdentifierKind
from operation.cases.marking import NAMED_READERS
from operation.cases.names import NAME_MARKS, NameKind
from operation.cases.registry import RecordType
from operation.cases.values import EVENT_DATE, label_of
from operation.kernel.dates import WrittenDateField

REFERENCE, STATUS, VERSION = "reference", "status", "version"
TOLD = ("status_on", "verification", "review_on", "created_at", "changed_at")
NAME = "name"
NAME_PARTS = tuple(field.name for field in fields(NameDraft))
IDENTIFIER_PARTS = tuple(field.name for field in fields(IdentifierDraft) if field.name != "kind")
OF_A_KIND_AT_MOST = 10


@dataclass(frozen=True, eq=False)
class Column:
    """One column. `value` takes its value from a record, whose names and relations were fetched before.

    `label` gives its heading in the active language. A column that is only `told` is written by exports, and left
    aside by imports. `group`, `number` and `part` say which part of which name or identifier it is: the group is NAME
    or the kind of the identifier, numbers are counted from 1. Other columns have no group, and the number 0.
    """

    name: str
    kind: Kind
    label: Callable[[], str]
    value: Callable[[Any], Any]
    told: bool = False
    group: str = ""
    number: int = 0
    part: str = ""

    def cell(self, record: CaseRecord) -> Cell:
        """The value of a record as it is written: text, an exact number, a day, or None for nothing."""
        return self.kind.write(self.value(record))


def columns_of(record_type: RecordType, most: Mapping[str, int] | None = None) -> tuple[Column, ...]:
    """The columns of a type: what identifies a row, its status, names, identifiers, fields, and what is told.

    `most` limits names and identifiers, by group; a group that it does not name has none. None: no limit.
    """
    columns = _all_columns(record_type)
    if most is None:
        return columns
    return tuple(column for column in columns if column.number <= most.get(column.group, 0))


def grouped(record_type: RecordType, record: Any) -> dict[str, list[Any]]:
    """The names of a record, and its identifiers by kind, each in its place; they were fetched before."""
    groups: dict[str, list[Any]] = {NAME: list(record.names.all()) if record_type.names else []}
    for one in record.identifiers.all() if record_type.identifiers else ():
        groups.setdefault(one.kind, []).append(one)
    return groups


@cache
def _all_columns(record_type: RecordType) -> tuple[Column, ...]:
    named = [
        _part_column(record_type, NAME, number, part)
        for number in (range(1, NAMES_AT_MOST + 1) if record_type.names else ())
        for part in NAME_PARTS
        if (number, part) != (1, "tlp")  # the first name carries the marking of the record
    ]
    identified = [
        _part_column(record_type, str(kind), number, part)
        for kind in (record_type.identifier_kinds if record_type.identifiers else ())
        for number in range(1, OF_A_KIND_AT_MOST + 1)
        for part in IDENTIFIER_PARTS
    ]
    written = [_column(record_type, name) for name in record_type.form_fields if name != NAMED_READERS]
    told = [_column(record_type, name, told=True) for name in dict.fromkeys((*TOLD, *record_type.settled_fields))]
    return (
        _column(record_type, REFERENCE),
        _status_column(record_type),
        *named,
        *identified,
        *written,
        Column(VERSION, Count(), lambda: _("Version"), lambda record: record.version),
        Column("originator", Kind(), lambda: _("Agency"), lambda record: record.originator.code, told=True),
        *told,
    )


def _column(record_type: RecordType, name: str, *, told: bool = False) -> Column:
    label = partial(label_of, record_type, name)
    kind = PartialDay() if name == EVENT_DATE else _kind(record_type.model._meta.get_field(name))
    return Column(name, kind, label, lambda record: getattr(record, name), told)


def _status_column(record_type: RecordType) -> Column:
    kind = Code(lambda: [(state, capfirst(record_type.state_label(state))) for state in record_type.state_labels])
    return Column(STATUS, kind, partial(label_of, record_type, STATUS), lambda record: record.status)


def _part_column(record_type: RecordType, group: str, number: int, part: str) -> Column:
    name = f"{group}_{number}" if part == "text" else f"{group}_{number}_{part}"
    kinds, label = (NAME_KINDS, _name_label) if group == NAME else (IDENTIFIER_KINDS, partial(_identifier_label, group))
    value = partial(_nth, record_type, group, number, part)
    return Column(name, kinds.get(part, TEXT), partial(label, number, part), value, False, group, number, part)


def _name_label(number: int, part: str) -> str:
    return _numbered(_("Name"), number, NameForm.base_fields[part].label if part != "text" else "")


def _identifier_label(kind: str, number: int, part: str) -> str:
    words = capfirst(str(IdentifierKind(kind).label))
    return _numbered(words, number, IdentifierForm.base_fields[part].label if part != "text" else "")


def _numbered(words: str, number: int, part: Any) -> str:
    """«Telephone», «Telephone 2», «Telephone 2: Country»."""
    said = words if number == 1 else f"{words} {number}"
    return f"{said}: {part}" if part else said


def _nth(record_type: RecordType, group: str, number: int, part: str, record: Any) -> Any:
    """That part of what stands there, among those which the reader may see."""
    rows = grouped(record_type, record).get(group, [])
    return getattr(rows[number - 1], part) if number <= len(rows) else None


TEXT, COUNTRY = Kind(), CountryCode()
MARK = Code(lambda: [(code, label) for code, label in NAME_MARKS])
NAME_KINDS: dict[str, Kind] = {"kind": Code(lambda: list(NameKind.choices)), "tlp": MARK}
IDENTIFIER_KINDS: dict[str, Kind] = {"country": COUNTRY, "tlp": MARK}


def _kind(field: Any) -> Kind:
    if isinstance(field, CountryField):
        return Several(COUNTRY) if field.multiple else COUNTRY
    if isinstance(field, ArrayField):
        return Several(Code(lambda: code_choices(field.base_field)))
    if isinstance(field, models.ForeignKey):
        return Related(field.name, field.related_model)
    for model_field, kind in KINDS:
        if isinstance(field, model_field):
            return kind()
    return Code(lambda: code_choices(field)) if field.choices else Kind()


KINDS: tuple[tuple[type[models.Field], type[Kind]], ...] = (
    (models.DateTimeField, Kind),
    (models.DateField, Day),
    (WrittenDateField, PartialDay),
    (models.BooleanField, Yes),
    (models.DecimalField, Figure),
    (models.IntegerField, Count),
)


def heading(record_type: RecordType, column: Column) -> str:
    """The heading of a column in the active language: its label, with the machine name where two are alike."""
    label = column.label()
    return label if _by_heading(record_type).get(key_of(label)) is column else f"{label} [{column.name}]"


def column_for(record_type: RecordType, text: str) -> Column | None:
    """The column that a heading means: a machine name, a heading in any language, or one with [machine_name]."""
    known = _by_heading(record_type)
    _label, opened, name = text.rpartition("[")
    inside = known.get(key_of(name.rstrip("] "))) if opened else None
    return inside or known.get(key_of(text))


@cache
def _by_heading(record_type: RecordType) -> dict[str, Column]:
    """Columns by machine name and by label; a label that two columns share, in whatever languages, means neither."""
    columns = _all_columns(record_type)
    labels = [(key_of(label), column) for column in columns for _language, label in in_every_language(column.label)]
    return unmistaken(labels) | {key_of(column.name): column for column in columns}
