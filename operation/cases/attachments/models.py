"""Files of records: one table for all types, the parts in which a file arrives, and its pictures."""

import secrets
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.handling import TLP, HandlingCode, strictest_code, strictest_tlp
from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.masking import is_masked
from operation.cases.names import AS_THE_RECORD, NAME_MARKS
from operation.cases.registry import type_of
from operation.jobs.models import Job
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User

OWN_CODES = [(code.value, f"{code} · {code.label}") for code in (HandlingCode.H1, HandlingCode.H2)]


class FileKind(models.TextChoices):
    PHOTOGRAPH = "photograph", _("photograph")
    DOCUMENT = "document", _("document")
    WARRANT = "warrant", _("warrant or court order")
    STATEMENT = "statement", _("statement")
    CHAT = "chat", _("chat export")
    RECORDING = "recording", _("sound or film")
    FINANCIAL = "financial", _("account or transaction record")
    DEVICE = "device", _("extract of a device")
    OTHER = "other", _("other")


class FileState(models.TextChoices):
    RECEIVING = "receiving", _("being received")
    QUARANTINED = "quarantined", _("in quarantine")
    CLEAN = "clean", _("available")
    INFECTED = "infected", _("infected")
    REFUSED = "refused", _("refused")


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def of(self, record: CaseRecord) -> Self:
        """The files of a record, whoever asks: for actions, which have checked their policy."""
        return self.filter(records=record._meta.db_table, record_id=record.pk)

    def visible_to(self, principal: Principal, record: CaseRecord) -> Self:
        """Files of a record that the principal reads, up to their own mark; outside the originator checked ones alone.

        Where a name would be withheld (a child, a handling text not confirmed) files are too: they would show it.
        """
        if is_masked(type_of(record), record, principal):
            return self.none()
        mine = Q(uploaded_by_id=principal.user_id)
        strict = Q(tlp=TLP.AMBER_STRICT)
        if not principal.holds("record.read_strict"):
            strict &= mine
        named = Q(tlp=TLP.RED)
        if principal.user_id not in record.named_readers:
            named &= mine
        found = self.of(record).filter(Q(tlp=AS_THE_RECORD) | strict | named)
        return found if record.originator_id == principal.organisation_id else found.filter(state=FileState.CLEAN)


def new_object_name() -> str:
    """The key of a file in the store: random, so that no path tells of a person or a case."""
    key = secrets.token_hex(20)
    return f"{key[:2]}/{key[2:]}"


class Attachment(UUIDModel):
    """One file of one record. `records` is the table of the record, by which the second wall finds it.

    `name` is as it was given, without a path. `tlp` and `handling_code` are marks of its own, stricter than the
    record's; empty: as the record. `received` counts bytes while parts arrive; `content_type` is a key of kinds.toml,
    found in the content. Checked without a scanner, `scanned_at` stays empty. `touched_at` and `scanned_at` are real
    time.
    """

    records = models.CharField(max_length=63)
    record_id = models.UUIDField()
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(_("file name"), max_length=200)
    title = models.CharField(_("title"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=FileKind, default=FileKind.DOCUMENT)
    tlp = models.CharField(_("TLP of the file"), max_length=12, choices=NAME_MARKS, blank=True, default=AS_THE_RECORD)
    handling_code = models.CharField(_("handling code of the file"), max_length=2, choices=OWN_CODES, blank=True)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    promised_sha256 = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    content_type = models.CharField(max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=FileState, default=FileState.RECEIVING)
    reason = models.CharField(max_length=200, blank=True)
    object_name = models.CharField(max_length=64, default=new_object_name, unique=True, editable=False)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    touched_at = models.DateTimeField(default=timezone.now)
    scanned_at = models.DateTimeField(null=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = AttachmentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["record_id", "-created_at"], name="attachment_record"),
            models.Index(fields=["touched_at"], name="attachment_unfinished", condition=Q(state="receiving")),
        ]

    def __str__(self) -> str:
        return self.title or self.name

    def mark_on(self, record: CaseRecord) -> TLP:
        """The stricter of the record's mark and its own."""
        return strictest_tlp([record.tlp, self.tlp or record.tlp])

    def code_on(self, record: CaseRecord) -> HandlingCode:
        """The stricter of the record's handling code and its own."""
        return strictest_code([record.handling_code, self.handling_code or record.handling_code])


class AttachmentPart(UUIDModel):
    """Bytes of a file from an offset on, until it has been checked and is in the store."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="parts")
    offset = models.BigIntegerField()
    content = models.BinaryField(max_length=settings.ATTACHMENT_PART_BYTES)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["offset"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["attachment", "offset"], name="part_once")]

    def __str__(self) -> str:
        return f"from {self.offset}"


class AttachmentPicture(UUIDModel):
    """One page of a file as a small PNG, drawn anew: nothing of the original's bytes is in it."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    png = models.BinaryField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["attachment", "number"], name="picture_once")]

    def __str__(self) -> str:
        return f"page {self.number}"


class DiscardedFile(models.Model):
    """A key in the store whose content is to go: its row went already, in a transaction that has been committed."""

    object_name = models.CharField(max_length=64, primary_key=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.object_name
