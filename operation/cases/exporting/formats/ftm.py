"""FollowTheMoney: one entity on each line, as its tools and OpenAleph read them; the first is a note about the file."""

import json
from typing import BinaryIO

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from operation.cases.exporting.content import Content
from operation.cases.exporting.entities import Entity, entity, stub_of
from operation.cases.exporting.formats.base import Format, register
from operation.cases.exporting.graph import entities_of, other_ends
from operation.cases.registry import RecordType

LEAVES_OUT = (
    "Persons treated as children, rescued laborers and firearms are left out. The other end of a tie that is not in "
    "this file is known by its reference alone."
)


def write(content: Content, target: BinaryIO) -> None:
    """The note, then what each record gives, then the other ends of ties that are not among the records."""
    written: set[str] = set()
    stubs: dict[str, Entity] = {}
    with translation.override("en"):
        _line(target, note_of(content))
        for record in content.records:
            for one in entities_of(content.record_type, record, content.principal):
                if one["id"] not in written:
                    written.add(one["id"])
                    _line(target, one)
            stubs |= {str(other.pk): stub_of(other) for other in other_ends(content.record_type, record)}
        for key, stub in stubs.items():
            if key not in written:
                _line(target, stub)


def note_of(content: Content) -> Entity:
    """What whoever opens the file must know of it."""
    about = content.about
    texts = (*about.handling_texts, *about.notes, LEAVES_OUT)
    heading = f"{about.title}: {about.tlp} · {about.handling_code} {about.handling_words}"
    return entity(
        "about", "Note", name=[about.title], description=[heading], notes=list(texts), publisher=[about.made_by]
    )


def _line(target: BinaryIO, one: Entity) -> None:
    target.write(json.dumps(one, ensure_ascii=False).encode() + b"\n")


def leaves_this_way(record_type: RecordType) -> bool:
    return record_type.interchange is not None


FTM = register(
    Format(
        "ftm",
        "FollowTheMoney",
        "application/json+ftm",
        "ftm.json",
        write,
        covers=leaves_this_way,
        linked=True,
        note=_("The graph, for link analysis. Persons treated as children are left out."),
    )
)
