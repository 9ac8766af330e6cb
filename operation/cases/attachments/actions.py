"""Writes on files that have arrived: check again, remove. Erasing a record erases its files."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.attachments import storage
from operation.cases.attachments.checking import KIND
from operation.cases.attachments.models import Attachment, AttachmentPart, AttachmentPicture, FileState
from operation.cases.attachments.policies import may_attach
from operation.cases.base import CaseRecord
from operation.cases.retention.selectors import is_held
from operation.jobs import engine
from operation.kernel.errors import Refused, require

STORED = (FileState.QUARANTINED, FileState.CLEAN)
"""States in which the store may have the file: a check that was interrupted may have put it there."""


@transaction.atomic
def remove_attachment(*, principal: Principal, record: CaseRecord, attachment: Attachment, words: str) -> None:
    """Take a file away for good, with a reason; its digest stays in the trail.

    Raises NotAllowed for anybody but who may attach; Refused without a reason or under legal hold.
    """
    require(may_attach(principal, record), verb=f"remove file of {record.reference}")
    if not words.strip():
        raise Refused({"words": _("Say why it is removed. It stands in the trail.")})
    if is_held(record):
        raise Refused(_("The record is under legal hold: nothing of it is removed before that is lifted."))
    current: Attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    take_away([current])
    trail.record("removed file", record, file=current.pk, sha256=current.sha256, words=words)


def take_away(attachments: list[Attachment]) -> None:
    """Rows, parts and pictures now; what lies in the store once this is committed."""
    storage.discard(one.object_name for one in attachments if one.state in STORED)
    for rows in (AttachmentPart.objects, AttachmentPicture.objects):
        rows.filter(attachment__in=attachments).delete()
    Attachment.objects.filter(pk__in=[one.pk for one in attachments]).delete()


@transaction.atomic
def check_again(*, principal: Principal, record: CaseRecord, attachment: Attachment) -> Attachment:
    """Ask once more for the check of a file whose check failed. Raises NotAllowed; Refused for any other file."""
    require(may_attach(principal, record), verb=f"check file of {record.reference}")
    current: Attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if current.state != FileState.QUARANTINED:
        raise Refused(_("The file has been checked."))
    current.job = engine.submit(principal=principal, kind=KIND, params={"file": str(current.pk)})
    current.save(update_fields=["job"])
    return current
