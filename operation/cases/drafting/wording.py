"""Words and addresses of drafts, for the form, the desk and the answers."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from operation.cases.drafting.models import FormDraft
from operation.cases.registry import RecordType

DRAFT = "draft"
"""The name under which a form and an address carry the key of a draft."""


def form_url(record_type: RecordType, draft: FormDraft) -> str:
    """Where a draft is continued."""
    if draft.record_id:
        address = reverse("record-edit", args=[record_type.slug, draft.record_id])
    else:
        address = reverse("record-new", args=[record_type.slug])
    return f"{address}?{urlencode({DRAFT: draft.pk})}"


def saved_words(draft: FormDraft) -> str:
    return _("Draft saved %(moment)s") % {"moment": time_words(draft)}


def time_words(draft: FormDraft) -> str:
    """When it was saved: the time today, the day and the time else."""
    at = localtime(draft.saved_at)
    return time_format(at, "TIME_FORMAT") if at.date() == localdate() else date_format(at, "SHORT_DATETIME_FORMAT")
