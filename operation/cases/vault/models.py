"""The vault: sealed identities, and what was done with them. Neither table has a history of values."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.kernel.models import new_id
from operation.people.models import Organisation, User


class VaultVerb(models.TextChoices):
    WRITTEN = "written", _("written")
    OPENED = "opened", _("opened")
    AMENDED = "amended", _("amended")
    CLOSED = "closed", _("closed")


class OpeningReason(models.TextChoices):
    """What an identity may be opened for."""

    SAFETY = "safety", _("danger to life or health")
    ASSISTANCE = "assistance", _("referral and assistance, with consent")
    FAMILY = "family", _("contact with the family, with consent")
    CONSULAR = "consular", _("contact with the consulate, with consent")
    IDENTIFICATION = "identification", _("formal identification as a victim")
    RETURN = "return", _("return or resettlement")
    CORRECTION = "correction", _("correction of what was written")


class VaultIdentity(models.Model):
    """The identity of one rescued laborer, sealed (keys.py). The wall gives it to the originator's focal points."""

    record = models.OneToOneField(RescuedLaborer, models.CASCADE, primary_key=True, related_name="+")
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key_id = models.CharField(max_length=16)
    content = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"sealed with {self.key_id}"


class VaultEntry(models.Model):
    """One thing done with an identity. Rows are added, never changed; whoever reads the record may count them.

    `at` and `until` are real time: an opening is security, also in the demonstration.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(RescuedLaborer, models.CASCADE, related_name="vault_entries")
    verb = models.CharField(max_length=8, choices=VaultVerb)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=14, choices=OpeningReason, blank=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["record", "at"], name="vault_entries")]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"
