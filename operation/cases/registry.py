"""Record types: everything generic code (lists, pages, forms, API, figures) needs to know of a type, in one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from operation.cases import marking
from operation.cases.base import RETENTION_YEARS, CaseRecord
from operation.cases.handovers import Handover
from operation.cases.identifiers import Identifier
from operation.cases.interchange import Interchange
from operation.cases.names import Name
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable


@dataclass(frozen=True)
class Section:
    """A group of fields on the form and on the page. Folded sections open on demand: the smallest form first."""

    title: Text
    fields: tuple[str, ...]
    folded: bool = False
    hint: Text = ""


@dataclass(frozen=True, eq=False)
class RecordType:
    """One type of case record. `area` is the prefix of its permissions in access/roles.py.

    `personal` fields identify a person: they and the names are masked outside the originator where the field named by
    `child_field` says that the person is treated as a child. `units` names the field that holds a figure's unit;
    `headings` are short words for columns; `drawings` are the marks of the states (templatetags/icons.py), where one
    has a mark of its own. `interchange` says how it stands in FollowTheMoney; without it no record leaves that way.
    `linked_for` is the permission without which nobody outside the originator is told of links
    of a record. `icon` is its shape in a network picture, which begins `network_steps` steps wide.
    `identifier_kinds` are those that the form offers, the most usual first.
    `files_refused` says why no file may be attached.
    `retention_years` is the longest time until its review. `example` are values with which a record is complete where
    its fields alone do not say so: a firearm's serial, which depends on its marking. `custody` is the table of the
    hand-overs of what is held.
    """

    model: type[CaseRecord]
    code: str
    slug: str
    label: Text
    label_plural: Text
    log_label: Text
    states: StateTable
    state_labels: Mapping[str, Text]
    sections: tuple[Section, ...]
    columns: tuple[str, ...]
    filters: tuple[str, ...]
    event_label: Text
    area: str = "record"
    names: type[Name] | None = None
    identifiers: type[Identifier] | None = None
    identifier_kinds: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    child_field: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, Text] = field(default_factory=dict)
    drawings: Mapping[str, str] = field(default_factory=dict)
    note: Text = ""
    interchange: Interchange | None = None
    linked_for: str = ""
    icon: str = "file"
    network_steps: int = 1
    files_refused: Text = ""
    retention_years: int = RETENTION_YEARS
    example: Mapping[str, Any] = field(default_factory=dict)
    custody: type[Handover] | None = None

    def permission(self, verb: str) -> str:
        return f"{self.area}.{verb}"

    def state_label(self, state: str) -> Text:
        return self.state_labels.get(state, state)

    @property
    def has_names(self) -> bool:
        """For templates: they would call `names`, which is a model, and make a row of it."""
        return self.names is not None

    @property
    def has_identifiers(self) -> bool:
        return self.identifiers is not None

    @property
    def form_fields(self) -> tuple[str, ...]:
        return tuple(name for section in self.sections for name in section.fields)

    @property
    def content_fields(self) -> tuple[str, ...]:
        """Fields that are amended; a marking is regraded instead."""
        return tuple(name for name in self.form_fields if name not in marking.FIELDS)

    @property
    def settled_fields(self) -> tuple[str, ...]:
        """Fields that no form of the record asks for: steps fill them in, or they follow from others."""
        by_steps = [name for step in self.states.transitions for name in (step.stamps, *step.needs) if name]
        return tuple(name for name in dict.fromkeys((*self.columns, *by_steps)) if name not in self.form_fields)


_types: dict[str, RecordType] = {}


def register(record_type: RecordType) -> RecordType:
    """Make a type known, once. Raises ValueError for a second type with the same slug or code."""
    if record_type.slug in _types or any(known.code == record_type.code for known in _types.values()):
        raise ValueError(f"record type {record_type.slug} is registered twice")
    _types[record_type.slug] = record_type
    return record_type


def all_types() -> tuple[RecordType, ...]:
    return tuple(_types.values())


def by_slug(slug: str) -> RecordType | None:
    return _types.get(slug)


def by_code(code: str) -> RecordType | None:
    """The type by the code that references and facts carry, e.g. SUS."""
    return next((known for known in _types.values() if known.code == code), None)


def type_of(record: CaseRecord | type[CaseRecord]) -> RecordType:
    """The type of a record or of its model. Raises KeyError for a model that nobody registered."""
    model: Any = record if isinstance(record, type) else type(record)
    for known in _types.values():
        if known.model is model:
            return known
    raise KeyError(model)
