"""What the page of a form knows of drafts: the one that is continued, those that wait, and where it is kept."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.drafting.models import FormDraft
from operation.cases.drafting.selectors import draft_of, key_of, list_drafts
from operation.cases.drafting.wording import DRAFT, form_url, saved_words
from operation.cases.registry import RecordType


def asked_draft(request: Any, record_type: RecordType, record: CaseRecord | None = None) -> FormDraft | None:
    """The draft that the address names, if it is one of this form and not over yet."""
    key = key_of(request.GET.get(DRAFT))
    return next((draft for draft in _waiting(request.principal, record_type, record) if draft.pk == key), None)


def draft_context(request: Any, record_type: RecordType, record: CaseRecord | None = None) -> dict[str, Any]:
    """For cases/form.html. A form that was refused goes on with the draft that it carries."""
    asked = key_of(request.POST.get(DRAFT) or request.GET.get(DRAFT))
    waiting = _waiting(request.principal, record_type, record)
    found = next((draft for draft in waiting if draft.pk == asked), None)
    return {
        "draft": found,
        "draft_words": saved_words(found) if found else "",
        "draft_url": _address(record_type, record),
        "drafts": [] if found or request.method == "POST" else [_offer(record_type, draft) for draft in waiting],
    }


def _waiting(principal: Principal, record_type: RecordType, record: CaseRecord | None) -> list[FormDraft]:
    if record is None:
        return list(list_drafts(principal, record_type))
    found = draft_of(principal, record)
    return [found] if found else []


def _address(record_type: RecordType, record: CaseRecord | None) -> str:
    key: tuple[UUID, ...] = (record.pk,) if record else ()
    return reverse("draft-edit" if record else "draft-new", args=[record_type.slug, *key])


def _offer(record_type: RecordType, draft: FormDraft) -> dict[str, str]:
    discard = reverse("draft-discard", args=[draft.pk])
    return {"words": saved_words(draft), "url": form_url(record_type, draft), "discard_url": discard}
