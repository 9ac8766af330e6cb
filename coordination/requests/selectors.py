"""Reads of requests: pages of the list, one request, what belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from coordination.requests.models import PartKind, Request, RequestPart, RequestSubject
from operation.access.principal import Principal
from operation.access.scope import Cursor, Page, newest_first
from operation.audit import trail
from operation.cases.registry import RecordType, by_code


@dataclass(frozen=True)
class Subject:
    """A record that a request is about, and its row; `record` is None where the reader may not see it."""

    row: RequestSubject
    record_type: RecordType
    record: Any


def visible_requests(principal: Principal) -> QuerySet[Request]:
    """What the principal may see, with both sides."""
    seen: QuerySet[Request] = Request.objects.visible_to(principal)
    return seen.select_related("sender__country", "recipient__country", "operation")


def list_requests(found: QuerySet[Request], after: Cursor | None) -> Page[Request]:
    """One keyset page; one entry in the trail with those shown."""
    page = newest_first(found, after)
    trail.record("listed", trail.Target(Request._meta.label), shown=[one.pk for one in page.records])
    return page


def read_request(principal: Principal, request_id: UUID) -> Request | None:
    """One request for its reader; the reading is in the trail. None: there is none that it may see."""
    found = visible_requests(principal).select_related("repeats").filter(pk=request_id).first()
    if found is None:
        trail.record("denied", trail.Target(Request._meta.label, request_id), attempted="read")
        return None
    trail.record("read", found)
    return found


def subject_lines(principal: Principal, requests: Sequence[Request]) -> dict[UUID, RequestPart]:
    """The subject line of each request whose texts the principal may read. One query."""
    seen = RequestPart.objects.visible_to(principal).filter(request__in=requests, kind=PartKind.SUBJECT)
    return {part.request_id: part for part in seen}


def parts_of(principal: Principal, request: Request) -> list[RequestPart]:
    """The texts of a request in their order, as far as the principal may read them."""
    seen = RequestPart.objects.visible_to(principal).filter(request=request)
    return list(seen.select_related("written_by", "organisation"))


def subjects_of(principal: Principal, request: Request) -> list[Subject]:
    """The records that a request is about. A record that the reader may not see is there without its reference."""
    rows = RequestSubject.objects.visible_to(principal).filter(request=request)
    by_type: dict[str, list[RequestSubject]] = {}
    for row in rows:
        by_type.setdefault(row.record_type, []).append(row)
    return [subject for code, some in by_type.items() for subject in _subjects(principal, code, some)]


def _subjects(principal: Principal, code: str, rows: Sequence[RequestSubject]) -> list[Subject]:
    record_type = by_code(code)
    if record_type is None:
        return []
    seen = record_type.model._default_manager.visible_to(principal).filter(pk__in=[row.record_id for row in rows])
    records = {record.pk: record for record in seen}
    return [Subject(row, record_type, records.get(row.record_id)) for row in rows]
