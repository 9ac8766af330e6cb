"""H3: the handling is what its text says. A reader outside the originator confirms the text before the content."""

from typing import ClassVar

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from operation.access.handling import HandlingCode
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import CaseRecord
from operation.kernel.errors import Denied, NotAllowed
from operation.kernel.models import UUIDModel


class HandlingConfirmation(UUIDModel):
    """One person has read the handling text of one record; a text that changed since is confirmed anew."""

    record_id = models.UUIDField()
    user_id = models.UUIDField()
    text = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["record_id", "user_id"], name="confirmed_once")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.user_id}"


class Unconfirmed(NotAllowed):
    """The content waits until the reader has confirmed the handling text; the refusal tells it."""

    def __init__(self, record: CaseRecord) -> None:
        reason = format_lazy(
            _("H3: «{text}». Confirm that you have read this before you read the record."), text=record.handling_text
        )
        super().__init__(Denied(reason), verb=f"read {record.reference}")
        self.record = record


def is_open(principal: Principal) -> Q:
    """Records whose content the principal may be shown: not H3, its own, or confirmed by it."""
    mine = HandlingConfirmation.objects.filter(
        user_id=principal.person, record_id=OuterRef("pk"), text=OuterRef("handling_text")
    )
    return ~Q(handling_code=HandlingCode.H3) | Q(originator_id=principal.organisation_id) | Q(Exists(mine))


@transaction.atomic
def confirm_handling(*, principal: Principal, record: CaseRecord) -> None:
    """The principal has read the handling text as it is now. Once; the trail says so."""
    HandlingConfirmation.objects.update_or_create(
        record_id=record.pk,
        user_id=principal.person,
        defaults={"text": record.handling_text, "confirmed_at": timezone.now()},
    )
    trail.record("handling_confirmed", record)
