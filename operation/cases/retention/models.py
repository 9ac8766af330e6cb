"""What is left of a purged record, and what keeps one from being purged. Neither says anything about a person."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User


class Rule(models.TextChoices):
    """By whose rule a record is purged."""

    REVIEW = "review", _("review of retention: no longer needed")
    CLEARED = "cleared", _("national rule for whoever is acquitted or eliminated")
    ORDER = "order", _("order of a court or an authority")
    MISTAKE = "mistake", _("logged by mistake")


class LegalHold(UUIDModel):
    """A record that must not be purged, from `created_at` until it is lifted. `record_id` is None once it is purged."""

    record_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=40)
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=200)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record_id"], condition=models.Q(lifted_at=None), name="legal_hold_once")
        ]

    def __str__(self) -> str:
        return self.reference


class Tombstone(UUIDModel):
    """There was a record: of which type, whose, purged when (`created_at`), by whom, by whose rule. Never changed.

    `purged_by` is None for the operator's command, which follows the national rule.
    """

    record_type = models.CharField(max_length=3)
    reference = models.CharField(max_length=40, unique=True)
    originator = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    purged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    rule = models.CharField(_("rule"), max_length=8, choices=Rule)
    words = models.CharField(_("in words"), max_length=200, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.reference
