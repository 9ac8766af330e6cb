"""Write a file: what it says of itself, its records, and what is kept of what went into it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from tempfile import TemporaryFile
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.cases.exporting.content import About, Content
from operation.cases.exporting.formats import Format
from operation.cases.exporting.models import Use
from operation.cases.exporting.selectors import Survey, mark_of
from operation.cases.filters import RecordFilters
from operation.cases.registry import RecordType
from operation.kernel import clock


@dataclass(frozen=True)
class Order:
    """What somebody wants: in which format, what for, and whether the texts of H3 were read."""

    format: Format
    use: Use
    reason: str
    confirmed: bool = False


@dataclass(frozen=True)
class Written:
    """A finished file. `held`: the keys in it, by the marking under which they were written."""

    name: str
    media_type: str
    content: bytes
    held: dict[str, list[str]] = field(default_factory=dict)

    @property
    def keys(self) -> list[str]:
        return [key for keys in self.held.values() for key in keys]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def write_file(order: Order, content: Content) -> Written:
    """The file of these records, in memory; they are read while it is written."""
    held: dict[str, list[str]] = defaultdict(list)
    counted = replace(content, records=_counted(content.record_type, content.records, held))
    with TemporaryFile() as target:
        order.format.write(counted, target)
        target.seek(0)
        written = target.read()
    name = file_name(content.record_type, order.format, content.about)
    return Written(name, order.format.media_type, written, dict(held))


def _counted(record_type: RecordType, records: Iterable[Any], held: dict[str, list[str]]) -> Iterator[Any]:
    for record in records:
        held[mark_of(record_type, record)].append(str(record.pk))
        yield record


def about(principal: Principal, record_type: RecordType, filters: RecordFilters, order: Order, found: Survey) -> About:
    """In the language that is active."""
    return About(
        title=str(record_type.label_plural),
        made_by=principal.name,
        made_at=timezone.localtime(clock.now()),
        use=str(order.use.label),
        reason=order.reason,
        tlp=found.tlp.label,
        handling_code=found.code.value,
        handling_words=str(found.code.label),
        handling_texts=tuple(found.handling_texts),
        count=found.count,
        filters=tuple(f"{capfirst(str(chip.label))}: {chip.value}" for chip in filters.chips()),
        left_out={name: count for name, count in (("red", found.red), ("unconfirmed", found.unconfirmed)) if count},
        notes=tuple(notes_on(record_type, found)),
    )


def notes_on(record_type: RecordType, found: Survey) -> Iterator[str]:
    """What is not in the file although the list shows it, and why; what must not be forgotten about the rest."""
    if found.red:
        yield _("%(count)s marked TLP:RED left out: they are for named persons alone.") % {"count": found.red}
    if found.unconfirmed:
        words = _("%(count)s under H3 left out: open each and confirm its handling first.")
        yield words % {"count": found.unconfirmed}
    if found.children:
        words = _("%(count)s without name and personal facts: they are treated as children.")
        yield words % {"count": found.children}
    if record_type.note:
        yield str(record_type.note)


def file_name(record_type: RecordType, format_: Format, said: About) -> str:
    """E.g. suspects-2025-01-08-tlp-amber-h1.xlsx: whoever has the file sees its marking without opening it."""
    words = f"{record_type.slug} {said.made_at:%Y-%m-%d} {said.tlp.replace(':', ' ')} {said.handling_code}"
    return f"{slugify(words.replace('+', ' '))}.{format_.suffix}"
