"""Files in words: what they are, how large, how they stand."""

from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.attachments.kinds import FAMILIES, content_kinds
from operation.cases.attachments.models import Attachment, FileState
from operation.cases.registry import RecordType, all_types
from operation.kernel.errors import Text

TONES = {
    FileState.RECEIVING: "idle",
    FileState.QUARANTINED: "work",
    FileState.CLEAN: "ok",
    FileState.INFECTED: "late",
    FileState.REFUSED: "late",
}


@dataclass(frozen=True)
class Standing:
    """How a file stands: words and tone."""

    words: Text
    tone: str
    detail: Text = ""


def type_of_file(attachment: Attachment) -> RecordType:
    """The type of its record. Raises StopIteration for a table that no type has."""
    return next(known for known in all_types() if known.model._meta.db_table == attachment.records)


def target_of(attachment: Attachment) -> trail.Target:
    """What the trail says of a file it says of its record; details name the file by its key."""
    return trail.Target(type_of_file(attachment).model._meta.label, attachment.record_id)


def uploader(principal: Principal, attachment: Attachment) -> str:
    """Who attached it: the person within the own organisation, the organisation to others."""
    if attachment.originator_id == principal.organisation_id:
        return str(attachment.uploaded_by)
    return str(attachment.originator)


def type_words(attachment: Attachment) -> str:
    """E.g. «JPEG, picture»; '' while it is not known."""
    kind = content_kinds().get(attachment.content_type)
    if kind is None:
        return ""
    family = str(FAMILIES[kind.family])
    return kind.label if kind.label.lower() == family.lower() else f"{kind.label}, {family}"


def size_words(attachment: Attachment) -> str:
    return str(filesizeformat(attachment.size))


def standing(attachment: Attachment) -> Standing:
    """In words what its state means for the reader."""
    state = FileState(attachment.state)
    words, tone = capfirst(state.label), TONES[state]
    if state == FileState.RECEIVING:
        percent = attachment.received * 100 // attachment.size
        return Standing(words, tone, _("%(percent)s %% received") % {"percent": percent})
    if state == FileState.QUARANTINED:
        return Standing(words, tone, _("Nobody downloads it before it has been checked."))
    if state == FileState.CLEAN and attachment.scanned_at is None:
        return Standing(_("Available, not scanned"), tone, _("Nobody looked for viruses: no scanner is configured."))
    if state == FileState.CLEAN:
        return Standing(words, tone, _("Scanned for viruses, none found."))
    if state == FileState.INFECTED:
        words_found = _("A virus was found (%(name)s). The content was not kept.")
        return Standing(words, tone, words_found % {"name": attachment.reason})
    return Standing(words, tone, attachment.reason)
