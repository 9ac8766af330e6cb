"""What is told of an action of the plan: progress by its countries, changes by LMLECC. Rows are only added."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operation.kernel.models import UUIDModel
from operation.people.models import Country, User
from operation.plan.models import MembersQuerySet, OperationalAction


class ActionReport(UUIDModel):
    """A progress report of a leading or co-leading country. `status` is where it brought the action.

    `told_on` is the day of which it speaks, `number` counts the reports of one action from 1, `percent` is None where
    the country gave no share.
    """

    action = models.ForeignKey(OperationalAction, models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    told_on = models.DateField(_("as of"))
    status = models.CharField(_("status"), max_length=10, choices=OperationalAction.Status)
    percent = models.PositiveSmallIntegerField(_("percent"), null=True, validators=[MaxValueValidator(100)])
    words = models.TextField(_("what was done"))
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_synthetic = models.BooleanField(default=False)

    objects = MembersQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number"]
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "number"], name="action_report_once"),
            models.CheckConstraint(condition=Q(percent=None) | Q(percent__lte=100), name="action_report_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.told_on}"


class ActionChange(UUIDModel):
    """What LMLECC did to an action: added, changed, put to another day, dropped. The day before stays known here."""

    class Kind(models.TextChoices):
        ADDED = "added", _("added")
        AMENDED = "amended", pgettext_lazy("what was done", "changed")
        MOVED = "moved", _("due date moved")
        DROPPED = "dropped", _("dropped")

    action = models.ForeignKey(OperationalAction, models.PROTECT, related_name="changes")
    kind = models.CharField(_("change"), max_length=8, choices=Kind)
    due_before = models.DateField(_("due before"), null=True)
    due_after = models.DateField(_("due after"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = MembersQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d}"
