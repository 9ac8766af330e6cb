"""Writes on drafts of requests: write down, write anew, throw away. Steps stand in stepping.py."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.requests.drafts import FACTS, WRITTEN, RequestDraft, check, records_of, repeated
from coordination.requests.models import Request, RequestPart, RequestState, RequestSubject
from coordination.requests.policies import may_amend, may_draft
from coordination.requests.selectors import subjects_of
from coordination.requests.storing import locked, write
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import new_reference
from operation.cases.registry import type_of
from operation.kernel.errors import Refused, require
from operation.plan.models import Operation


@transaction.atomic
def draft_request(
    *, principal: Principal, operation: Operation, draft: RequestDraft, synthetic: bool = False
) -> Request:
    """Write a request down; its agency alone sees it. Raises NotAllowed, or Refused by field."""
    require(may_draft(principal), verb="draft a request")
    check(principal, draft)
    records, again = records_of(principal, draft.references), repeated(principal, draft)
    made = Request(
        reference=new_reference(operation, principal.country or "", Request.CODE),
        operation=operation,
        sender_id=principal.own_organisation,
        created_by_id=principal.person,
        repeats=again,
        is_synthetic=synthetic,
        **{name: getattr(draft, name) for name in FACTS},
    )
    made.save(force_insert=True)
    _write_content(principal, made, draft, records)
    trail.record("drafted request", made, to=draft.recipient.code, kind=draft.kind, urgency=draft.urgency)
    return made


@transaction.atomic
def amend_request(*, principal: Principal, request: Request, draft: RequestDraft, version: int) -> Request:
    """Write a draft anew. Raises NotAllowed, Refused by field, or Conflict when `version` is not the present one."""
    require(may_amend(principal, request), verb=f"amend {request.reference}")
    current = _locked_draft(request, version)
    check(principal, draft)
    records, current.repeats = records_of(principal, draft.references), repeated(principal, draft)
    for name in FACTS:
        setattr(current, name, getattr(draft, name))
    current.version += 1
    current.save(update_fields=[*FACTS, "repeats", "version"])
    RequestPart.objects.filter(request=current).delete()
    _take_away_subjects(principal, current)
    _write_content(principal, current, draft, records)
    trail.record("amended request", current, to=draft.recipient.code, kind=draft.kind, urgency=draft.urgency)
    return current


@transaction.atomic
def discard_request(*, principal: Principal, request: Request, version: int) -> None:
    """Throw a draft away. What was sent stays: it is withdrawn."""
    require(may_amend(principal, request), verb=f"discard {request.reference}")
    current = _locked_draft(request, version)
    trail.record("discarded request", current)
    current.delete()


def _take_away_subjects(principal: Principal, request: Request) -> None:
    """Those that the principal sees. A record that he may not see was named by a colleague, and stays."""
    seen = [one.row.pk for one in subjects_of(principal, request) if one.record]
    RequestSubject.objects.filter(pk__in=seen).delete()


def _write_content(principal: Principal, request: Request, draft: RequestDraft, records: list[Any]) -> None:
    write(principal, request, {kind: draft.texts.get(kind, "") for kind in WRITTEN}, draft.language)
    RequestSubject.objects.bulk_create(
        RequestSubject(request=request, record_type=type_of(record).code, record_id=record.pk) for record in records
    )


def _locked_draft(request: Request, version: int) -> Request:
    current = locked(request, version)
    if current.state != RequestState.DRAFT:
        raise Refused(_("It was sent: it can be withdrawn, and no longer changed."))
    return current
