"""Writes while a file arrives: begin, part by part at its offset, and what is settled with the last byte."""

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from operation.access.handling import TLP
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.attachments.checking import KIND, gathered
from operation.cases.attachments.kinds import kind_of
from operation.cases.attachments.models import Attachment, AttachmentPart, FileKind, FileState
from operation.cases.attachments.naming import clean_name
from operation.cases.attachments.policies import may_attach
from operation.cases.base import CaseRecord
from operation.cases.storing import locked
from operation.jobs import engine
from operation.kernel.errors import Conflict, Denied, Refused, Text, require

HEX = re.compile(r"[0-9a-f]{64}")
UNFINISHED_AT_MOST = 20
UNFINISHED_FOR = timedelta(hours=settings.ATTACHMENT_UNFINISHED_HOURS)
NOT_YOURS = Denied(_("Only whoever began this upload goes on with it."))
OTHER_BYTES = _("The file that arrived is not the one that was announced: its SHA-256 differs. Send it again.")
NOT_TAKEN = _(
    "Files of this kind are not taken. There are pictures, PDF, office files, text, sound, film and archives; "
    "put a web page or a drawing (SVG) into a ZIP file, or print it as PDF."
)


@dataclass(frozen=True)
class FileDraft:
    """A file that is to arrive: its name, size in bytes and marks; `sha256` in small hexadecimal, if it is known."""

    name: str
    size: int
    title: str = ""
    kind: str = FileKind.DOCUMENT
    tlp: str = ""
    handling_code: str = ""
    sha256: str = ""


@transaction.atomic
def begin_upload(*, principal: Principal, record: CaseRecord, draft: FileDraft) -> Attachment:
    """Announce a file. What the same person began with the same draft and did not finish goes on where it was.

    Raises NotAllowed; Refused for a name, size or digest that cannot be.
    """
    require(may_attach(principal, record), verb=f"attach to {record.reference}")
    name = _checked(draft)
    locked([record])
    mine = Attachment.objects.filter(uploaded_by_id=principal.person, state=FileState.RECEIVING)
    given = {"kind": draft.kind, "title": draft.title, "tlp": draft.tlp, "handling_code": draft.handling_code}
    same = mine.of(record).filter(name=name, size=draft.size, promised_sha256=draft.sha256, **given).first()
    if same:
        begun: Attachment = same
        return begun
    if mine.count() >= UNFINISHED_AT_MOST:
        raise Refused(_("You have many unfinished uploads. Finish or remove one of them first."))
    attachment: Attachment = Attachment.objects.create(
        records=record._meta.db_table,
        record_id=record.pk,
        originator_id=record.originator_id,
        uploaded_by_id=principal.person,
        name=name,
        size=draft.size,
        promised_sha256=draft.sha256,
        **given,
    )
    trail.record("began upload", record, file=attachment.pk, size=draft.size)
    return attachment


def _checked(draft: FileDraft) -> str:
    name = clean_name(draft.name)
    if not name:
        raise Refused({"name": _("Give the file a name.")})
    if draft.size <= 0:
        raise Refused({"file": _("The file is empty (0 bytes). Choose the one that holds something.")})
    if draft.size > settings.ATTACHMENT_LIMIT_BYTES:
        message = _("%(value)s is more than %(limit)s. Split it, or attach the part that matters.")
        sizes = {"value": filesizeformat(draft.size), "limit": filesizeformat(settings.ATTACHMENT_LIMIT_BYTES)}
        raise Refused({"file": ValidationError(message, "too large", sizes)})
    if draft.sha256 and not HEX.fullmatch(draft.sha256):
        raise Refused({"sha256": _("A SHA-256 has 64 small hexadecimal digits.")})
    if draft.tlp not in ("", TLP.AMBER_STRICT, TLP.RED):
        raise Refused({"tlp": _("A file is marked AMBER+STRICT or RED, or as its record.")})
    return name


@transaction.atomic
def append_part(
    *, principal: Principal, record: CaseRecord, attachment: Attachment, offset: int, content: bytes
) -> Attachment:
    """Take the bytes from `offset` on; with the last of them the file is settled, and refused or put in quarantine.

    Raises NotAllowed for anybody but the one who began; Conflict when another offset is due; Refused for a part that
    is empty, too long, or longer than what is left.
    """
    require(may_attach(principal, record), verb=f"attach to {record.reference}")
    current: Attachment = Attachment.objects.select_for_update().get(pk=attachment.pk)
    require(True if current.uploaded_by_id == principal.user_id else NOT_YOURS, verb="append part")
    if current.state != FileState.RECEIVING or offset != current.received:
        raise Conflict(format_lazy(_("{received} bytes have arrived. Go on from there."), received=current.received))
    if not 0 < len(content) <= min(settings.ATTACHMENT_PART_BYTES, current.size - offset):
        message = _("%(value)s bytes: a part has at least one, and at most %(most)s or what is left.")
        params = {"value": len(content), "most": settings.ATTACHMENT_PART_BYTES}
        raise Refused({"file": ValidationError(message, "length", params)})
    AttachmentPart.objects.create(attachment=current, offset=offset, content=content)
    current.received += len(content)
    current.touched_at = timezone.now()
    if current.received == current.size:
        _settle(principal, record, current)
    current.save()
    return current


def _settle(principal: Principal, record: CaseRecord, attachment: Attachment) -> None:
    with gathered(attachment) as content:
        attachment.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        kind = kind_of(content, attachment.size)
    if attachment.promised_sha256 not in ("", attachment.sha256):
        _refuse(record, attachment, OTHER_BYTES)
    elif kind is None:
        _refuse(record, attachment, NOT_TAKEN)
    else:
        attachment.content_type, attachment.state = kind.key, FileState.QUARANTINED
        attachment.job = engine.submit(principal=principal, kind=KIND, params={"file": str(attachment.pk)})
        details = {"sha256": attachment.sha256, "size": attachment.size, "type": kind.key}
        trail.record("attached file", record, file=attachment.pk, **details)


def _refuse(record: CaseRecord, attachment: Attachment, why: Text) -> None:
    attachment.state, attachment.reason = FileState.REFUSED, str(why)[:200]
    AttachmentPart.objects.filter(attachment=attachment).delete()
    trail.record("refused file", record, file=attachment.pk, sha256=attachment.sha256)


@transaction.atomic
def attach_file(*, principal: Principal, record: CaseRecord, draft: FileDraft, content: Any) -> Attachment:
    """A whole binary file at once, part by part. Raises what they raise; Refused for a file that is not taken."""
    attachment = begin_upload(principal=principal, record=record, draft=draft)
    content.seek(attachment.received)
    while part := content.read(settings.ATTACHMENT_PART_BYTES):
        attachment = append_part(
            principal=principal, record=record, attachment=attachment, offset=attachment.received, content=part
        )
    if attachment.state == FileState.REFUSED:
        raise Refused({"file": attachment.reason})
    return attachment
