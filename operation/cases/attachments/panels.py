"""The files on a record's page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases.attachments.models import Attachment
from operation.cases.attachments.policies import may_attach
from operation.cases.attachments.selectors import attachments_of
from operation.cases.attachments.wording import size_words, standing, type_words
from operation.cases.base import CaseRecord
from operation.cases.panels import Part, register_part
from operation.cases.registry import type_of


@register_part
def files_part(principal: Principal, record: CaseRecord) -> Part | None:
    """The files that the reader may see, and the way to attach one; nothing where there is neither."""
    is_own = record.originator_id == principal.organisation_id
    found = [] if type_of(record).files_refused else attachments_of(principal, record)
    if not found and not is_own:
        return None
    context = {
        "rows": [row_of(record, one) for one in found],
        "refused": type_of(record).files_refused,
        "attach_url": file_url(record, "record-file-new") if may_attach(principal, record) else "",
    }
    return Part("files", _("Files"), "attachments/_part.html", context)


def row_of(record: CaseRecord, attachment: Attachment) -> dict[str, Any]:
    how = standing(attachment)
    return {
        "file": attachment,
        "url": file_url(record, "record-file", attachment.pk),
        "type": type_words(attachment),
        "size": size_words(attachment),
        "state": how.words,
        "tone": how.tone,
        "detail": how.detail,
        "tlp": attachment.tlp,
    }


def file_url(record: CaseRecord, page: str, *more: Any) -> str:
    return reverse(page, args=[type_of(record).slug, record.pk, *more])
