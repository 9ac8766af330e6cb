"""What a side can tell of its record, field by field, as text."""

from collections.abc import Iterator

from django.db import models
from django.utils import translation

from operation.access.handling import TLP, HandlingCode
from operation.cases.base import CaseRecord
from operation.cases.registry import RecordType
from operation.cases.values import IDENTIFIERS, NAMES, Shown, label_of, shown

LONGEST = 4000
"""Signs of a value that are told; whoever needs all of a narrative is shown the record."""


def tellable(record_type: RecordType, record: CaseRecord) -> dict[str, Shown]:
    """The fields of a record that have a value and may be told, in English, by name; read with its company.

    None of a victim, and of a child none that says who it is (domain.md §4). None at H3: its reader confirms the text
    first, on the record itself. A relation is another record, with an originator and a marking of its own: it is not
    told here, nor is what is marked stricter than the record.
    """
    if record_type.linked_for or record.tlp == TLP.RED or record.handling_code == HandlingCode.H3:
        return {}
    with translation.override("en"):
        found = {one.name: one for one in (*_beside(record_type, record), *_fields(record_type, record))}
    withheld = _withheld(record_type, record)
    return {name: one for name, one in found.items() if name not in withheld and one.text}


def text_of(one: Shown) -> str:
    return one.text[:LONGEST]


def _withheld(record_type: RecordType, record: CaseRecord) -> frozenset[str]:
    is_child = record_type.child_field and getattr(record, record_type.child_field)
    return frozenset({NAMES, IDENTIFIERS, *record_type.personal}) if is_child else frozenset()


def _beside(record_type: RecordType, record: CaseRecord) -> Iterator[Shown]:
    names = record.names.all() if record_type.names else ()  # type: ignore[attr-defined]
    identifiers = record.identifiers.all() if record_type.identifiers else ()  # type: ignore[attr-defined]
    plain = "; ".join(str(one) for one in names if not one.tlp)
    numbers = "; ".join(f"{one.get_kind_display()}: {one}" for one in identifiers if not one.tlp)
    yield Shown(NAMES, label_of(record_type, NAMES), plain)
    yield Shown(IDENTIFIERS, label_of(record_type, IDENTIFIERS), numbers)


def _fields(record_type: RecordType, record: CaseRecord) -> Iterator[Shown]:
    for name in record_type.content_fields:
        if not _points_elsewhere(record_type, name):
            one = shown(record_type, record, name)
            yield Shown(name, one.label, one.text or ", ".join(one.countries))


def _points_elsewhere(record_type: RecordType, name: str) -> bool:
    known = {field.name: field for field in record_type.model._meta.get_fields()}
    related = known[name].related_model if name in known and isinstance(known[name], models.ForeignKey) else None
    return isinstance(related, type) and issubclass(related, CaseRecord)
