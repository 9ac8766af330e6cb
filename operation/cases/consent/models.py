"""The consent log. A withdrawal is a row of its own that names the consent it ends."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User


class Purpose(models.TextChoices):
    REFERRAL = "referral", _("referral to assistance")
    CONSULAR = "consular", _("contact with the consulate")
    FAMILY = "family", _("contact with the family")
    IDENTITY = "identity", _("sharing of the identity")
    STATEMENT = "statement", _("statement to investigators")


class ConsentEntry(UUIDModel):
    """A consent that was given on a day, or (`withdraws`) taken back on one. Rows are added, never changed.

    `recipient` is to whom, or how far, it reaches; `language` the one in which it was explained.
    """

    record = models.ForeignKey(RescuedLaborer, models.CASCADE, related_name="consents")
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    withdraws = models.OneToOneField("self", models.CASCADE, null=True, related_name="withdrawal")
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose)
    recipient = models.CharField(_("to whom"), max_length=120, blank=True)
    on = models.DateField(_("day"))
    language = models.CharField(_("explained in"), max_length=60, blank=True)
    interpreter = models.BooleanField(_("with an interpreter"), default=False)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["record", "on"], name="consent_log")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.on}"
