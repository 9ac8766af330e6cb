"""Reads of an export: what would be in the file, the records themselves, and the files that one asked for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Now
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from operation.access.handling import TLP, HandlingCode, strictest_code, strictest_tlp
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.arrangement import BESIDE
from operation.cases.columns import NAME
from operation.cases.confirmations import is_open
from operation.cases.exporting.models import Export, ExportFile
from operation.cases.exporting.policies import CHANGED, is_child, leaves, may_export
from operation.cases.filters import RecordFilters, filters_of
from operation.cases.links.selectors import links_at
from operation.cases.registry import RecordType, by_slug
from operation.cases.selectors import with_company
from operation.kernel.errors import Denied, require

CHUNK = 500
MOST = 50_000
LISTED = 50
LINKS_AT_MOST = 20_000
NO_TYPE = Denied(_("Records of this type are not kept any more."))


@dataclass(frozen=True)
class Group:
    """Records alike in what decides on their leaving, and how many there are."""

    tlp: str
    handling_code: str
    handling_text: str
    own: bool
    child: bool
    open: bool
    strict_name: bool
    count: int

    @property
    def leaves(self) -> bool:
        return self.tlp != TLP.RED and self.open


@dataclass(frozen=True)
class Survey:
    """What a file would hold, before anything of it is read: counts and markings, never a name or a value."""

    groups: tuple[Group, ...]

    @property
    def leaving(self) -> list[Group]:
        return [group for group in self.groups if group.leaves]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.leaving)

    @property
    def red(self) -> int:
        return sum(group.count for group in self.groups if group.tlp == TLP.RED)

    @property
    def unconfirmed(self) -> int:
        return sum(group.count for group in self.groups if group.tlp != TLP.RED and not group.open)

    @property
    def children(self) -> int:
        return sum(group.count for group in self.leaving if group.child)

    @property
    def tlp(self) -> TLP:
        """The strictest, names with a mark of their own included."""
        marks = [group.tlp for group in self.leaving]
        named = [TLP.AMBER_STRICT for group in self.leaving if group.strict_name]
        return strictest_tlp([*marks, *named])

    @property
    def code(self) -> HandlingCode:
        return strictest_code(group.handling_code for group in self.leaving)

    @property
    def code_of_others(self) -> HandlingCode:
        """The strictest that another country set: it binds whoever takes the file."""
        return strictest_code(group.handling_code for group in self.leaving if not group.own)

    @property
    def handling_texts(self) -> list[str]:
        """What H3 means here, each text once."""
        texts = {group.handling_text for group in self.leaving if group.handling_code == HandlingCode.H3}
        return sorted(texts)

    def markings(self) -> list[tuple[TLP, HandlingCode, int]]:
        """How many of each marking, the strictest first."""
        found: Counter[tuple[TLP, HandlingCode]] = Counter()
        for group in self.leaving:
            found[TLP(group.tlp), HandlingCode(group.handling_code)] += group.count
        order, codes = list(TLP), list(HandlingCode)
        rows = sorted(found, key=lambda pair: (order.index(pair[0]), codes.index(pair[1])), reverse=True)
        return [(tlp, code, found[tlp, code]) for tlp, code in rows]


def survey(principal: Principal, record_type: RecordType, filters: RecordFilters) -> Survey:
    """What the filtered list holds, as far as the principal may see it. Raises NotAllowed."""
    require(may_export(principal), verb=f"export {record_type.slug}")
    arms = _arms(principal, record_type, filters)
    found = [Group(**row) for arm in arms for row in _grouped(principal, record_type, arm)]
    return Survey(tuple(found))


def _arms(principal: Principal, record_type: RecordType, filters: RecordFilters) -> list[Any]:
    """The two arms of the list, each narrowed as the list is (access/scope.py)."""
    bare: Any = record_type.model._default_manager
    return [filters.narrow(arm).order_by() for arm in (bare.own(principal), bare.released(principal))]


def _grouped(principal: Principal, record_type: RecordType, arm: Any) -> Any:
    own = Q(originator_id=principal.organisation_id)
    child = Q(**{record_type.child_field: True}) if record_type.child_field else Value(False)
    named: Any = Value(False)
    if record_type.names:
        names: Any = record_type.names._default_manager
        named = Exists(names.visible_to(principal).filter(record_id=OuterRef("pk"), tlp=TLP.AMBER_STRICT))
    told = {"own": own, "child": child, "open": is_open(principal), "strict_name": named}
    flags = {name: ExpressionWrapper(told[name], output_field=BooleanField()) for name in told}
    marking = ("tlp", "handling_code", "handling_text")
    return arm.annotate(**flags).values(*marking, *flags).annotate(count=Count("pk"))


def keys_of(principal: Principal, record_type: RecordType, filters: RecordFilters) -> list[UUID]:
    """The keys of the records that leave, newest first, as the list shows them."""
    first, second = (
        arm.filter(leaves(principal)).values_list("pk", "sorted_at") for arm in _arms(principal, record_type, filters)
    )
    return [key for key, _moment in first.union(second, all=True).order_by("-sorted_at", "-pk")[:MOST]]


def records_of(
    principal: Principal, record_type: RecordType, keys: Sequence[UUID], *, linked: bool = False
) -> Iterator[Any]:
    """The records of some keys in that order, a chunk at a time; what may not leave any more is missing."""
    for start in range(0, len(keys), CHUNK):
        yield from chunk_of(principal, record_type, keys[start : start + CHUNK], linked=linked)


def chunk_of(principal: Principal, record_type: RecordType, keys: Sequence[UUID], *, linked: bool) -> list[Any]:
    """Some records that may leave, in this order; `linked`: with the links of each, as far as both ends are seen."""
    mine = with_company(record_type, principal).visible_to(principal).filter(leaves(principal), pk__in=keys)
    found = {record.pk: record for record in mine}
    if linked:
        _link(principal, found)
    return [found[key] for key in keys if key in found]


def _link(principal: Principal, records: dict[UUID, Any]) -> None:
    for record in records.values():
        record.seen_links = []
    for seen in links_at(principal, list(records), LINKS_AT_MOST):
        for key in {seen.link.subject_id, seen.link.object_id} & records.keys():
            records[key].seen_links.append(seen)


def most_rows(principal: Principal, record_type: RecordType, keys: Sequence[UUID]) -> dict[str, int]:
    """How many names, and identifiers of each kind, any of the records has, as far as the principal may see them."""
    most: dict[str, int] = {}
    for table, group in ((record_type.names, Value(NAME)), (record_type.identifiers, F("kind"))):
        if table:
            rows: Any = table._default_manager
            seen = rows.visible_to(principal).filter(record_id__in=keys).order_by()
            counted = seen.annotate(group=group).values("record_id", "group").annotate(count=Count("pk"))
            for name, count in counted.values_list("group", "count").distinct():
                most[name] = max(count, most.get(name, 0))
    return most


def filters_from(principal: Principal, record_type: RecordType, query: str) -> RecordFilters:
    """The filters of a list's address, read again."""
    filters = filters_of(record_type)(QueryDict(query), principal, beside=BESIDE)
    filters.is_valid()
    return filters


def type_of_export(export: Export) -> RecordType:
    """Raises NotAllowed for a type that nobody registers any more."""
    found = by_slug(export.record_type)
    if found is None:
        require(NO_TYPE)
    assert found is not None
    return found


def own_exports(principal: Principal) -> list[Export]:
    """Files that the principal asked for and that are kept, newest first."""
    return list(_kept(principal).order_by("-created_at")[:LISTED])


def _kept(principal: Principal) -> Any:
    days_left = Q(expires_at=None) | Q(expires_at__gt=Now())
    return Export.objects.visible_to(principal).filter(days_left).select_related("job")


def one_export(principal: Principal, key: UUID) -> Export:
    """Raises Http404 for another person's, as for one that does not exist."""
    found: Export | None = _kept(principal).filter(pk=key).first()
    if found is None:
        trail.record("denied", trail.Target(Export._meta.label, key), attempted="read file")
        raise Http404
    return found


def still_stands(principal: Principal, export: Export) -> bool:
    """Whether every record in the file may be read by the principal now, under the marking that it had then."""
    record_type = type_of_export(export)
    visible = record_type.model._default_manager.visible_to(principal).filter(leaves(principal))
    if record_type.names:
        names: Any = record_type.names._default_manager
        told = (
            names.visible_to(principal)
            .exclude(tlp=TLP.RED)
            .filter(record_id=OuterRef("pk"))
            .order_by()
            .values("record_id")
        )
        visible = visible.annotate(told=Subquery(told.annotate(count=Count("pk")).values("count")))
    return all(
        visible.filter(pk__in=keys, **_marking(record_type, mark)).count() == len(keys)
        for mark, keys in export.held.items()
    )


def mark_of(record_type: RecordType, record: Any) -> str:
    """What decides on how a record leaves, in one text: the key of `Export.held`. Names are counted: they may be marked
    anew, or be sealed in the vault since."""
    names = len([name for name in record.names.all() if name.tlp != TLP.RED]) if record_type.names else 0
    told = (record.tlp, record.handling_code, str(int(is_child(record_type, record))), str(names), record.handling_text)
    return "|".join(told)


def _marking(record_type: RecordType, mark: str) -> dict[str, Any]:
    tlp, code, child, names, text = mark.split("|", 4)
    told: dict[str, Any] = {"tlp": tlp, "handling_code": code, "handling_text": text}
    if record_type.child_field:
        told[record_type.child_field] = child == "1"
    return told | ({"told__gte": int(names)} if int(names) else {})


def read_file(principal: Principal, key: UUID) -> tuple[Export, bytes]:
    """A finished file, under the rights of this moment; the reading is in the trail first.

    Raises Http404 for another person's, for one that is not made, and for one whose days are over; NotAllowed when one
    of its records was recalled or regraded meanwhile.
    """
    export = one_export(principal, key)
    require(may_export(principal), verb="read file")
    if not export.is_made:
        raise Http404
    require(True if still_stands(principal, export) else CHANGED, verb=f"read file {export.name}")
    trail.record("read file", export, sha256=export.sha256, records=export.count)
    return export, bytes(ExportFile.objects.values_list("content", flat=True).get(export=export))
