"""Reads of links. A link is seen by who sees both of its ends; of any other nothing is told, not even how many."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Value
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.access.scope import page
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.confirmations import is_open
from operation.cases.filters import filters_of
from operation.cases.links.models import End, Link
from operation.cases.naming import names_of
from operation.cases.registry import RecordType, by_code
from operation.cases.selections import Selection

SHOWN_AT_MOST = 300
LISTED_AT_MOST = 5000
FOUND_AT_MOST = 10
Ends = dict[UUID, CaseRecord]


@dataclass(frozen=True)
class SeenLink:
    """A link with both of its records, as far as the reader may see them."""

    link: Link
    subject: CaseRecord
    object: CaseRecord

    def beyond(self, key: UUID) -> CaseRecord:
        """The record at the other end."""
        return self.object if self.link.subject_id == key else self.subject


def links_at(principal: Principal, keys: Collection[UUID], most: int = SHOWN_AT_MOST) -> list[SeenLink]:
    """The newest links of these records that the principal may see.

    One statement for the links, and for each type at their ends one for the records and one for their names.
    """
    if not principal.reads_records:
        return []
    rows = Link.objects.in_force().at(keys).select_related("originator").order_by("-created_at", "-id")
    return seen(principal, rows[:most])


def links_of(principal: Principal, record: CaseRecord) -> list[SeenLink]:
    """The links of a record that the principal has read; the trail has what was shown of others."""
    found = links_at(principal, [record.pk])
    if found:
        shown = [one.beyond(record.pk).pk for one in found]
        trail.record("listed", trail.Target(Link._meta.label), shown=shown)
    return found


def linked_with(principal: Principal, text: str) -> Selection | None:
    """The records that are linked with one that the principal sees, as a selection of a list; `text`: `str(End)`."""
    end = End.read(text)
    record = ends_of(principal, [end]).get(end.id) if end else None
    if record is None:
        return None
    ids = [one.beyond(record.pk).pk for one in links_at(principal, [record.pk], LISTED_AT_MOST)]
    return Selection(_("Linked with %(reference)s") % {"reference": record.reference}, ids)


def read_link(principal: Principal, record: CaseRecord, key: UUID) -> SeenLink:
    """One link of a record. Raises Http404 where there is none that the principal may see."""
    rows = Link.objects.in_force().at([record.pk]).filter(pk=key).select_related("originator")
    found = seen(principal, rows)
    if not found:
        trail.record("denied", trail.Target(Link._meta.label, key), attempted="read")
        raise Http404
    return found[0]


def seen(principal: Principal, rows: Iterable[Link]) -> list[SeenLink]:
    """Of these links those whose ends the principal sees, in their order."""
    links = list(rows)
    ends = ends_of(principal, [end for link in links for end in (link.subject, link.object)])
    return [
        SeenLink(link, ends[link.subject_id], ends[link.object_id])
        for link in links
        if link.subject_id in ends and link.object_id in ends
    ]


def ends_of(principal: Principal, asked: Iterable[End]) -> Ends:
    """The records that the principal may see as ends of links, with their names, by key.

    At H3 only once its text is confirmed, as any relation. Of a type that is `linked_for` a permission, outside its
    originator only with that permission: where a rescued laborer was found is for focal points (domain.md §10).
    """
    by_type: dict[str, set[UUID]] = defaultdict(set)
    for end in asked:
        by_type[end.type].add(end.id)
    found: Ends = {}
    for code, keys in sorted(by_type.items()):
        record_type = by_code(code)
        if record_type is not None:
            rows = record_type.model.objects.visible_to(principal).filter(is_open(principal), pk__in=keys)
            rows = rows.filter(linked_to(principal, record_type)).annotate(is_open=Value(True)).defer("narrative")
            found |= {row.pk: row for row in rows.prefetch_related(*names_of(record_type.model, principal))}
    return found


def linked_to(principal: Principal, record_type: RecordType) -> Q:
    """Records of the type whose links the principal may be told of."""
    if not record_type.linked_for or principal.holds(record_type.linked_for):
        return Q()
    return Q(originator_id=principal.organisation_id)


def find_ends(principal: Principal, types: Iterable[RecordType], text: str) -> list[CaseRecord]:
    """The newest records of these types that hold the text, as far as the principal sees them; told as a search."""
    found = [record for record_type in types for record in _found(principal, record_type, text)]
    trail.record("searched", trail.NOTHING, shown=[record.pk for record in found])
    return list(ends_of(principal, [End.of(record) for record in found]).values())


def _found(principal: Principal, record_type: RecordType, text: str) -> list[CaseRecord]:
    asked = QueryDict(mutable=True)
    asked["q"] = text
    filters = filters_of(record_type)(asked, principal)
    if not filters.is_valid():
        return []
    rows = record_type.model.objects.only("id", "created_at")
    found: list[CaseRecord] = page(rows, principal, narrow=filters.narrow, size=FOUND_AT_MOST).records
    return found
