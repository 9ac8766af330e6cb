"""Hand-overs of what was seized. Types that are held have a table of them, with a direct foreign key as names have."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operation.kernel.models import UUIDModel
from operation.people.models import User


class HandoverPurpose(models.TextChoices):
    STORAGE = "storage", _("storage as evidence")
    EXAMINATION = "examination", _("examination")
    TRANSPORT = "transport", _("transport")
    VALUATION = "valuation", _("valuation")
    COURT = "court", _("production in court")
    RETURN = "return", pgettext_lazy("of an asset", "return")
    DISPOSAL = "disposal", _("disposal")


class Handover(UUIDModel):
    """One hand-over {from, to, time, place, seal, purpose} (domain.md §4). Rows are added, never changed.

    `previous` is the one before it: no two follow the same one, so the chain has neither gap nor fork. A row that
    `corrects` another stands in its place; the first of a record follows nothing.
    """

    previous = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")
    corrects = models.OneToOneField("self", models.CASCADE, null=True, related_name="correction")
    given_by = models.CharField(_("from"), max_length=120)
    taken_by = models.CharField(_("to"), max_length=120)
    at = models.DateTimeField(_("time"))
    place = models.CharField(_("place"), max_length=120)
    seal = models.CharField(_("seal"), max_length=60, blank=True)
    purpose = models.CharField(_("purpose"), max_length=12, choices=HandoverPurpose)
    why = models.CharField(_("reason of the correction"), max_length=200, blank=True)
    logged_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    record: Any
    record_id: Any

    class Meta:
        abstract = True
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "previous"],
                condition=models.Q(corrects=None),
                nulls_distinct=False,
                name="%(class)s_no_fork",
            )
        ]

    def __str__(self) -> str:
        return f"{self.given_by} → {self.taken_by}"
