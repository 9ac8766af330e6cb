"""Reads of files: those of a record, one of them, its bytes, its pictures, and who handled it. Each is in the trail."""

from typing import BinaryIO
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may_as_originator
from operation.access.principal import Principal
from operation.audit import trail
from operation.audit.models import AuditEntry
from operation.cases.attachments import storage
from operation.cases.attachments.models import Attachment, AttachmentPicture, FileState
from operation.cases.base import CaseRecord
from operation.kernel.errors import Denied, Verdict, require
from operation.oversight.rows import Row, reading_rows
from operation.oversight.selectors import Reading

SHOWN_AT_MOST = 200
HANDLING = ("began upload", "attached file", "refused file", "checked file", "viewed file", "downloaded file")
NOT_AVAILABLE = {
    FileState.RECEIVING: Denied(_("The file has not arrived whole yet.")),
    FileState.QUARANTINED: Denied(_("The file is in quarantine until it has been checked.")),
    FileState.INFECTED: Denied(_("A virus was found in the file. Its content was not kept.")),
    FileState.REFUSED: Denied(_("The file was refused. Its content was not kept.")),
}


def attachments_of(principal: Principal, record: CaseRecord) -> list[Attachment]:
    """The files of a record that the principal has read, newest first, as its page shows them."""
    found = Attachment.objects.visible_to(principal, record).select_related("uploaded_by", "originator", "job")
    return list(found[:SHOWN_AT_MOST])


def list_attachments(principal: Principal, record: CaseRecord) -> list[Attachment]:
    """The same for a list of its own: one entry in the trail."""
    found = attachments_of(principal, record)
    trail.record("read", record, files=[one.pk for one in found])
    return found


def find_attachment(principal: Principal, record: CaseRecord, key: UUID) -> Attachment:
    """One file of a record that the principal may read. Raises Http404 for any other; the attempt is in the trail."""
    attachment: Attachment | None = (
        Attachment.objects.visible_to(principal, record)
        .select_related("uploaded_by", "originator", "job")
        .filter(pk=key)
        .first()
    )
    if attachment is None:
        trail.record("denied", record, attempted="read file", file=key)
        raise Http404
    return attachment


def may_download(attachment: Attachment) -> Verdict:
    """Whether there is content to give: checked, or refused with the reason."""
    return NOT_AVAILABLE.get(FileState(attachment.state), True)


def read_content(record: CaseRecord, attachment: Attachment) -> BinaryIO:
    """The bytes of a file, for whoever found it; told before the answer leaves. Raises NotAllowed; Http404 if lost."""
    require(may_download(attachment), verb=f"download file of {record.reference}")
    try:
        content = storage.take(attachment.object_name)
    except OSError as lost:
        raise Http404 from lost
    trail.record("downloaded file", record, file=attachment.pk, sha256=attachment.sha256)
    return content


def read_picture(record: CaseRecord, attachment: Attachment, number: int) -> bytes:
    """One picture of a file, for whoever found it. Raises NotAllowed, Http404."""
    require(may_download(attachment), verb=f"view file of {record.reference}")
    found = AttachmentPicture.objects.filter(attachment=attachment, number=number).first()
    if found is None:
        raise Http404
    trail.record("viewed file", record, file=attachment.pk, page=number)
    return bytes(found.png)


def picture_numbers(attachment: Attachment) -> list[int]:
    return list(AttachmentPicture.objects.filter(attachment=attachment).values_list("number", flat=True))


def twins_of(principal: Principal, record: CaseRecord, attachment: Attachment) -> list[Attachment]:
    """Other files of the record, as far as the principal sees them, that hold the same bytes."""
    if not attachment.sha256:
        return []
    alike = Attachment.objects.visible_to(principal, record).filter(sha256=attachment.sha256)
    return list(alike.exclude(pk=attachment.pk))


def handled_by(principal: Principal, record: CaseRecord, attachment: Attachment) -> list[Row] | None:
    """Who handled the file, newest first, for the originator's who may read the trail of own records; None for others.

    Of other organisations the organisation and the role are told, never the person.
    """
    if not may_as_originator(principal, "trail.read_own_records", record.originator_id):
        return None
    entries = AuditEntry.objects.filter(target_id=record.pk, verb__in=HANDLING, details__file=str(attachment.pk))
    told = entries.order_by("-at", "-lane", "-n")[:SHOWN_AT_MOST]
    readings = [
        Reading(one.lane, one.n, one.at, one.verb, one.channel, one.actor_id, one.organisation_id) for one in told
    ]
    return reading_rows(readings, principal)
