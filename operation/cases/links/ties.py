"""What joins two nodes of a network picture: a link, a field of a record, or a number that several records bear."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.identifying.kinds import IdentifierKind
from operation.cases.links.kinds import BY_KIND, Confidence, LinkKind
from operation.cases.links.models import End
from operation.cases.links.selectors import ends_of, links_at
from operation.cases.links.wording import period_of, role_of
from operation.cases.masking import IDENTIFIERS, withheld_from
from operation.cases.registry import RecordType, all_types, type_of
from operation.cases.values import shown
from operation.kernel.errors import Text

MOST = 400
AFTER_LINKS = len(LinkKind)
NEVER_SHARED = (IdentifierKind.CASE, IdentifierKind.DOCUMENT)
"""Two records with one case number are one matter, which a link says; other documents are numbered by anybody."""

Key = tuple[str, str]


@dataclass(frozen=True)
class Number:
    """An identifier that several records of the reader bear: a telephone, an account. As it is compared."""

    kind: str
    text: str

    @property
    def key(self) -> UUID:
        return uuid5(NAMESPACE_OID, f"{self.kind} {self.text}")


Thing = CaseRecord | Number


@dataclass(frozen=True)
class Tie:
    """`words` read from its subject, `back` from its object; `rank` is its place among those of one node."""

    subject: UUID
    object: UUID
    words: Text
    back: Text
    rank: int
    role: str = ""
    period: str = ""
    confidence: str = Confidence.CONFIRMED

    def beyond(self, key: UUID) -> UUID:
        return self.object if key == self.subject else self.subject

    def words_from(self, key: UUID) -> str:
        """What the node with this key is to the other one."""
        words = str(self.words if key == self.subject else self.back)
        return " · ".join(part for part in (words, self.role) if part)


@dataclass(frozen=True)
class Found:
    """Ties, and what stands at their ends, by key."""

    ties: list[Tie]
    things: Mapping[UUID, Thing]


def ties_at(principal: Principal, records: Collection[CaseRecord]) -> Found:
    """All that joins these records, which the principal sees, with anything else that he sees.

    A fixed number of statements for each type that there is, however many the records are.
    """
    ties: list[Tie] = []
    things: dict[UUID, Thing] = {record.pk: record for record in records}
    for source in SOURCES:
        found = source(principal, records)
        ties += found.ties
        things |= found.things
    return Found(ties, things)


def by_links(principal: Principal, records: Collection[CaseRecord]) -> Found:
    things: dict[UUID, Thing] = {}
    ties = []
    for one in links_at(principal, [record.pk for record in records], MOST):
        rule = BY_KIND[LinkKind(one.link.kind)]
        things |= {end.pk: end for end in (one.subject, one.object)}
        ties.append(
            Tie(
                one.subject.pk,
                one.object.pk,
                rule.kind.label,
                rule.back,
                list(LinkKind).index(rule.kind),
                role_of(one.link),
                period_of(one.link),
                one.link.confidence,
            )
        )
    return Found(ties, things)


def by_fields(principal: Principal, records: Collection[CaseRecord]) -> Found:
    """Relations that stand in the records themselves, from either end: a suspect's syndicate."""
    joined: dict[UUID, tuple[End, End, Any, RecordType]] = {}
    for kind, field in _relations():
        of_kind = {record.pk: record for record in records if isinstance(record, kind.model)}
        at_other_end = [record.pk for record in records if isinstance(record, field.related_model)]
        rows = kind.model.objects.visible_to(principal).filter(**{f"{field.name}__in": at_other_end})[:MOST]
        pairs = [*rows.values_list("pk", field.attname)] if at_other_end else []
        pairs += [(key, getattr(record, field.attname)) for key, record in of_kind.items()]
        other = type_of(field.related_model).code
        joined |= {key: (End(kind.code, key), End(other, to), field, kind) for key, to in pairs if to}
    seen = ends_of(principal, [end for pair in joined.values() for end in pair[:2]])
    ties = [
        Tie(
            one.id,
            other.id,
            field.verbose_name,
            kind.label_plural,
            AFTER_LINKS,
            _role(principal, kind, field.name, seen[one.id]),
        )
        for one, other, field, kind in joined.values()
        if one.id in seen and other.id in seen
    ]
    return Found(ties, seen)


def _role(principal: Principal, kind: RecordType, field: str, record: CaseRecord) -> str:
    """As what, where the type says which field tells it (interchange.py)."""
    ties = kind.interchange.ties if kind.interchange else ()
    role = next((tie.role for tie in ties if tie.field == field), "")
    return shown(kind, record, role, withheld=withheld_from(principal, kind, record)).text if role else ""


def _relations() -> Iterator[tuple[RecordType, Any]]:
    for kind in all_types():
        for field in kind.model._meta.concrete_fields:
            related: Any = field.related_model
            if related and issubclass(related, CaseRecord):
                yield kind, field


def by_numbers(principal: Principal, records: Collection[CaseRecord]) -> Found:
    """Identifiers that these records share with others; a masked one is shared with nobody."""
    sought = _numbers(principal, {record.pk: record for record in records})
    bearers: dict[Number, set[End]] = defaultdict(set)
    for kind in all_types():
        for row in _rows(principal, kind, normalised__in={number.text for number in sought}):
            number = Number(row.kind, row.normalised)
            if number in sought:
                bearers[number].add(End(kind.code, row.record_id))
    seen = ends_of(principal, [end for ends in bearers.values() for end in ends])
    seen = {key: record for key, record in seen.items() if _shows_numbers(principal, record)}
    ties: list[Tie] = []
    things: dict[UUID, Thing] = dict(seen)
    for number, ends in bearers.items():
        keys = sorted(end.id for end in ends if end.id in seen)
        if len(keys) > 1:
            things[number.key] = number
            ties += [Tie(key, number.key, _("has the number"), _("number of"), AFTER_LINKS + 1) for key in keys]
    return Found(ties, things)


def _numbers(principal: Principal, records: Mapping[UUID, CaseRecord]) -> set[Number]:
    """What the records bear, as far as the principal is shown it."""
    found: set[Number] = set()
    for kind in {type_of(record).code: type_of(record) for record in records.values()}.values():
        for row in _rows(principal, kind, record_id__in=list(records)):
            if _shows_numbers(principal, records[row.record_id]):
                found.add(Number(row.kind, row.normalised))
    return found


def _rows(principal: Principal, kind: RecordType, **narrowed: Any) -> Any:
    if kind.identifiers is None or not all(narrowed.values()):
        return []
    table: Any = kind.identifiers
    rows = table.objects.visible_to(principal).filter(**narrowed).exclude(kind__in=NEVER_SHARED)
    return rows.exclude(normalised="").order_by().only("kind", "normalised", "record_id")[:MOST]


def _shows_numbers(principal: Principal, record: CaseRecord) -> bool:
    return IDENTIFIERS not in withheld_from(principal, type_of(record), record)


SOURCES: tuple[Callable[[Principal, Collection[CaseRecord]], Found], ...] = (by_links, by_fields, by_numbers)
