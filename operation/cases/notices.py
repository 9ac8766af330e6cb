"""What recipients are told: released, recalled, regraded, deleted. No name, no content, no other recipient."""

from collections.abc import Collection, Iterable, Mapping
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.cases.registry import type_of
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation


class NoticeKind(models.TextChoices):
    RELEASED = "released", _("released to you")
    RECALLED = "recalled", _("recalled")
    REGRADED = "regraded", _("regraded")
    DELETED = "deleted", _("deleted by its originator")


class NoticeQuerySet(models.QuerySet["SharingNotice"]):
    def visible_to(self, principal: Principal) -> Self:
        """What the principal's organisation is told."""
        return self.filter(organisation_id=principal.organisation_id) if principal.reads_records else self.none()

    def unseen(self) -> Self:
        return self.filter(seen_at=None)


class SharingNotice(UUIDModel):
    """One record, one recipient, one change. Seen by an organisation once one of its people opened or noted it.

    `purpose` is that of a release. The reason of a recall or a regrade stays with the originator: it may tell content.
    `record_id` is None once the record is purged: what was released of it goes then, that it was recalled stays told.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    record_type = models.CharField(max_length=3)
    record_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=NoticeKind)
    purpose = models.CharField(max_length=200, blank=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.UUIDField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-created_at"], name="notice_unseen", condition=Q(seen_at=None)),
            models.Index(fields=["record_id", "organisation"], name="notice_record"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.kind}"


def tell(
    kind: NoticeKind, records: Iterable[CaseRecord], told: Mapping[UUID, Collection[UUID]], *, purpose: str = ""
) -> None:
    """Tell the organisations in `told`, by record. What they have not seen yet of a record is replaced by this."""
    rows = [
        SharingNotice(
            organisation_id=organisation_id,
            originator_id=record.originator_id,
            record_type=type_of(record).code,
            record_id=record.pk,
            reference=record.reference,
            kind=kind,
            purpose=purpose,
        )
        for record in records
        for organisation_id in told.get(record.pk, ())
    ]
    for organisation_id in {row.organisation_id for row in rows}:
        keys = [row.record_id for row in rows if row.organisation_id == organisation_id]
        SharingNotice.objects.unseen().filter(organisation_id=organisation_id, record_id__in=keys).delete()
    SharingNotice.objects.bulk_create(rows, batch_size=500)


def mark_seen(principal: Principal, record_id: UUID) -> None:
    """Somebody of a recipient opened the record."""
    _seen(principal, SharingNotice.objects.visible_to(principal).filter(record_id=record_id))


def note_changes(principal: Principal) -> int:
    """Somebody of a recipient has taken note of what was recalled and regraded; returns how many there were."""
    changes = SharingNotice.objects.visible_to(principal).exclude(kind=NoticeKind.RELEASED)
    return _seen(principal, changes)


def _seen(principal: Principal, notices: NoticeQuerySet) -> int:
    return notices.unseen().update(seen_at=timezone.now(), seen_by=principal.person)
