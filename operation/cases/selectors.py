"""Reads of case records. Each starts from what the principal may see, and is itself recorded in the trail."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q
from django.http import Http404, QueryDict

from operation.access.grants import grant_model, live
from operation.access.policies import may
from operation.access.principal import Principal
from operation.access.scope import PAGE_SIZE, Cursor, Page, page
from operation.audit import trail
from operation.cases.asking import asked_for
from operation.cases.base import CaseRecord
from operation.cases.confirmations import Unconfirmed, is_open
from operation.cases.facts import CaseFact
from operation.cases.filters import FactFilters, RecordFilters, filters_of
from operation.cases.masking import waits_for_confirmation
from operation.cases.naming import names_of
from operation.cases.notices import mark_seen
from operation.cases.reasons import reasons_for
from operation.cases.registry import RecordType, all_types
from operation.cases.search import NOTHING, sounding
from operation.cases.storing_identifiers import identifiers_of
from operation.kernel.errors import Text, require

FOUND_AT_MOST = 10
HOLDER = ("group__organisation__country", "group__organisation__short_name")
JOINED = ("originator", "country", "action_day")


def list_records(
    principal: Principal,
    record_type: RecordType,
    filters: RecordFilters,
    after: Cursor | None,
    *,
    told: Collection[str] | None = None,
    size: int = PAGE_SIZE,
    oldest_first: bool = False,
) -> Page[Any]:
    """One page of a list, newest first unless asked; one entry in the trail with the filter and the ids shown.

    `told` are the fields that the list shows; None: all.
    """
    require(may(principal, "record.read"), verb=f"list {record_type.slug}")
    beside = with_company(record_type, principal, told)
    found = page(beside, principal, narrow=filters.narrow, after=after, size=size, oldest_first=oldest_first)
    shown = [record.pk for record in found.records]
    trail.record("listed", trail.Target(record_type.model._meta.label), filter=filters.for_the_trail(), shown=shown)
    return found


@dataclass(frozen=True)
class Found:
    """What a search found of one type: those that hold the text, then, as far as there is room, those that sound so."""

    record_type: RecordType
    records: list[Any]
    reasons: Mapping[UUID, Sequence[Text]]
    more: bool


def search_records(principal: Principal, text: str) -> list[Found]:
    """The newest records of each type that hold the text, each with the reasons; one entry in the trail for all.

    Types of which nothing was found are left out.
    """
    require(may(principal, "record.read"), verb="search")
    found = [one for record_type in all_types() if (one := _found(principal, record_type, text)).records]
    shown = [record.pk for one in found for record in one.records]
    trail.record("searched", trail.NOTHING, shown=shown)
    return found


def _found(principal: Principal, record_type: RecordType, text: str) -> Found:
    """Most types hold nothing of what is asked: their lists are not read."""
    asked = QueryDict(mutable=True)
    asked["q"] = text
    filters = filters_of(record_type)(asked, principal)
    if not filters.is_valid():
        return Found(record_type, [], {}, False)
    held: Page[Any] = Page([], None)
    if filters.holding(filters.form.cleaned_data["q"]) != NOTHING:
        held = page(_beside(principal, record_type), principal, narrow=filters.narrow, size=FOUND_AT_MOST)
    records = held.records + _alike(principal, record_type, text, held.records)
    meant = asked_for(record_type, principal, text)
    reasons = {record.pk: reasons_for(principal, record_type, record, meant) for record in records}
    return Found(record_type, records, reasons, held.next is not None)


def _alike(principal: Principal, record_type: RecordType, text: str, known: Sequence[Any]) -> list[Any]:
    """Records that sound like the text and were not found by it, as many as there is room for."""
    room = FOUND_AT_MOST - len(known)
    sounds = sounding(record_type, principal, text) if room > 0 else NOTHING
    if sounds == NOTHING:
        return []
    seen = [record.pk for record in known]
    beside = _beside(principal, record_type)
    return page(beside, principal, narrow=lambda arm: arm.filter(sounds).exclude(pk__in=seen), size=room).records


def _beside(principal: Principal, record_type: RecordType) -> Any:
    """What the reasons of a hit are read from."""
    company = with_company(record_type, principal, {*record_type.columns, "narrative"})
    return company.prefetch_related(*identifiers_of(record_type.model, principal))


def read_record(principal: Principal, record_type: RecordType, key: UUID | str) -> Any:
    """One record for its reader; the reading is in the trail before the answer leaves.

    Raises Http404 when it does not exist or was not released to the principal: nobody can tell which. Raises
    Unconfirmed at H3 until the reader has confirmed its handling text.
    """
    record = reach_record(principal, record_type, key)
    trail.record("read", record)
    if record.originator_id != principal.organisation_id:
        mark_seen(principal, record.pk)
    return record


def reach_record(principal: Principal, record_type: RecordType, key: UUID | str) -> Any:
    """The record of something that is read by itself, with its own entry in the trail. Raises as `read_record`."""
    record = _visible(principal, record_type, key)
    if record is None:
        trail.record("denied", trail.Target(record_type.model._meta.label, _key(key)), attempted="read")
        raise Http404
    if waits_for_confirmation(record, principal):
        trail.record("handling_shown", record)
        raise Unconfirmed(record)
    return record


def choose_records(principal: Principal, record_type: RecordType, keys: Collection[UUID | str]) -> list[Any]:
    """Several records, newest first, for a decision about all of them; one entry in the trail with the ids.

    Raises Http404 when one of them does not exist or was not released to the principal: which one is not told.
    """
    asked = {_key(key) for key in keys}
    found = list(
        with_company(record_type, principal)
        .visible_to(principal)
        .filter(pk__in=asked - {None})
        .order_by("-created_at", "-pk")
    )
    if len(found) != len(asked):
        trail.record("denied", trail.Target(record_type.model._meta.label), attempted="choose")
        raise Http404
    trail.record("listed", trail.Target(record_type.model._meta.label), shown=[record.pk for record in found])
    return found


def _visible(principal: Principal, record_type: RecordType, key: UUID | str) -> Any:
    asked = _key(key)
    if asked is None:
        return None
    mine = with_company(record_type, principal)
    return mine.visible_to(principal).filter(pk=asked).first()


def _key(key: UUID | str) -> UUID | None:
    try:
        return key if isinstance(key, UUID) else UUID(key)
    except ValueError:
        return None


def with_company(record_type: RecordType, principal: Principal, told: Collection[str] | None = None) -> Any:
    """Records with what is shown beside them, in a fixed number of queries. Narrow it with `visible_to` or `page`.

    `told` are the fields that are shown (None: all): neither other content nor what only that points to is fetched.
    """
    model = record_type.model
    beside: list[Any] = [
        Prefetch("grants", _releases(model, principal, told), to_attr="releases"),
        *names_of(model, principal),
        *(identifiers_of(model, principal) if told is None else ()),
    ]
    joined: list[str] = []
    fields: Any = (field for field in model._meta.concrete_fields if field.related_model)
    for field in fields:
        if told is not None and field.name not in told:
            continue
        if issubclass(field.related_model, CaseRecord):
            related = field.related_model._default_manager.visible_to(principal).filter(is_open(principal))
            beside.append(Prefetch(field.name, related.prefetch_related(*names_of(field.related_model, principal))))
        elif field.name in JOINED:
            joined.append(field.name)
    records = model._default_manager.defer(*_untold(record_type, told)).annotate(
        is_open=ExpressionWrapper(is_open(principal), BooleanField())
    )
    return records.select_related(*(joined or (None,))).prefetch_related(*beside)


def _untold(record_type: RecordType, told: Collection[str] | None) -> list[str]:
    """Columns that nobody looks at in a list of these fields; units and who is a child are always asked."""
    if told is None:
        return []
    columns = {field.name for field in record_type.model._meta.concrete_fields}
    units = {record_type.units.get(name, "") for name in told}
    return [name for name in record_type.content_fields if name in columns - {*told, *units, record_type.child_field}]


def _releases(model: type[CaseRecord], principal: Principal, told: Collection[str] | None) -> Any:
    """Those in force that the principal may know of; a list tells of each who holds it, and nothing else."""
    known = Q(originator_id=principal.organisation_id) | Q(group_id=principal.group_id)
    rows = grant_model(model)._default_manager.filter(known).filter(live())
    rows = rows.select_related("group__organisation").order_by("group__organisation__position")
    return rows if told is None else rows.only("content_object", *HOLDER)


def released_to(record: CaseRecord) -> Sequence[Any]:
    """The releases in force that the reader of a record may know of: the originator all, a recipient its own."""
    known: Sequence[Any] = record.releases  # type: ignore[attr-defined]
    return known


def list_facts(principal: Principal, filters: FactFilters, after: Cursor | None) -> Page[CaseFact]:
    """One page of the nameless list, newest first; one entry in the trail with the filter and the ids shown."""
    require(may(principal, "fact.read"), verb="list facts")
    rows = filters.narrow(CaseFact.objects.listed_to(principal)).order_by("-recorded_at", "-record_id")
    if after:
        behind = Q(recorded_at__lt=after.created_at) | Q(record_id__lt=after.id)
        rows = rows.filter(Q(recorded_at__lte=after.created_at) & behind)
    found = list(rows[: PAGE_SIZE + 1])
    shown, more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    ids = [fact.record_id for fact in shown]
    trail.record("listed", trail.Target(CaseFact._meta.label), filter=filters.for_the_trail(), shown=ids)
    return Page(shown, Cursor(shown[-1].recorded_at, shown[-1].record_id) if more else None)
