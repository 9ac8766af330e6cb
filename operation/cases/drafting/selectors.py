"""Reads of drafts: everybody his own."""

from uuid import UUID

from django.http import Http404

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.drafting.models import FormDraft, FormDraftQuerySet
from operation.cases.registry import RecordType


def list_drafts(principal: Principal, record_type: RecordType | None = None) -> FormDraftQuerySet:
    """The principal's drafts, the last first; of new records of a type alone, if one is given."""
    mine = FormDraft.objects.visible_to(principal).order_by("-saved_at")
    return mine if record_type is None else mine.filter(record_type=record_type.code, record_id=None)


def draft_of(principal: Principal, record: CaseRecord) -> FormDraft | None:
    """The principal's draft of an edit of this record."""
    return FormDraft.objects.visible_to(principal).filter(record_id=record.pk).first()


def read_draft(principal: Principal, key: UUID | str) -> FormDraft:
    """Raises Http404 for one that is not the principal's, or gone."""
    asked = key_of(key)
    found = FormDraft.objects.visible_to(principal).filter(pk=asked).first() if asked else None
    if found is None:
        raise Http404
    return found


def key_of(text: UUID | str | None) -> UUID | None:
    """The key in a form or an address; None for what is none."""
    try:
        return text if isinstance(text, UUID) else UUID(text or "")
    except ValueError:
        return None
