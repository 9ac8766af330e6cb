"""Keep what was typed, and let it go. Nothing of it is checked: it is no record."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.context import as_system
from operation.access.policies import may, may_as_originator
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.cases.drafting.models import LIFE, FormDraft, FormDraftQuerySet
from operation.cases.registry import RecordType
from operation.cases.retention.selectors import RETENTION
from operation.kernel.errors import Refused, require

LONGEST = 100_000
"""Letters of a whole form, far more than a long narrative takes."""

AT_MOST = 20
Content = Mapping[str, list[str]]


@transaction.atomic
def save_draft(
    *,
    principal: Principal,
    record_type: RecordType,
    content: Content,
    key: UUID | None = None,
    record: CaseRecord | None = None,
) -> FormDraft:
    """Keep a form as it is now: over the draft `key`, or the one of `record`, or as a new one.

    Of new ones twenty are kept, the oldest goes. Raises NotAllowed for who may not save the form; Refused when it is
    too long.
    """
    _require(principal, record_type, record)
    if len(json.dumps(content)) > LONGEST:
        raise Refused(_("This is too much for a draft. Log it, or shorten the narrative."))
    mine = FormDraft.objects.of(principal).select_for_update().filter(record_type=record_type.code)
    found = _of_this_form(mine, key, record).first()
    draft = found or _begun(principal, record_type, record)
    draft.content, draft.saved_at = dict(content), timezone.now()
    draft.save()
    if found is None:
        _let_the_oldest_go(principal)
        trail.record("began draft", _target(draft))
    return draft


@transaction.atomic
def discard_draft(*, principal: Principal, draft: FormDraft) -> None:
    """Let a draft go, by hand."""
    target = _target(draft)
    draft.delete()
    trail.record("discarded draft", target)


def end_draft(principal: Principal, key: UUID | None, record: CaseRecord | None = None) -> None:
    """The form was saved: its draft is over."""
    _of_this_form(FormDraft.objects.visible_to(principal), key, record).delete()


def sweep_drafts() -> int:
    """Let all go that nobody touched for their time; returns how many there were. Run by the operator's command."""
    with as_system(RETENTION):
        return FormDraft.objects.filter(saved_at__lte=timezone.now() - LIFE).delete()[0]


def _of_this_form(drafts: FormDraftQuerySet, key: UUID | None, record: CaseRecord | None) -> FormDraftQuerySet:
    if record is not None:
        return drafts.filter(record_id=record.pk)
    return drafts.filter(pk=key, record_id=None) if key else drafts.none()


def _require(principal: Principal, record_type: RecordType, record: CaseRecord | None) -> None:
    if record is None:
        require(may(principal, record_type.permission("open")), verb=f"draft {record_type.slug}")
    else:
        verdict = may_as_originator(principal, record_type.permission("amend"), record.originator_id)
        require(verdict, verb=f"draft {record.reference}")


def _begun(principal: Principal, record_type: RecordType, record: CaseRecord | None) -> FormDraft:
    return FormDraft(
        owner_id=principal.person,
        originator_id=principal.own_organisation,
        record_type=record_type.code,
        record_id=record.pk if record else None,
        reference=record.reference if record else "",
    )


def _let_the_oldest_go(principal: Principal) -> None:
    mine = FormDraft.objects.of(principal).order_by("-saved_at")
    FormDraft.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[AT_MOST:])).delete()


def _target(draft: FormDraft) -> trail.Target:
    """A draft of a record speaks of the record."""
    return trail.Target(FormDraft._meta.label, draft.record_id or draft.pk, draft.reference)
