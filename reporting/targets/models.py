"""Targets of the operation and of each country, step by step: what was agreed on when, and why it changed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.kernel.models import UUIDModel
from operation.people.models import Country, User
from operation.plan.models import MembersQuerySet, Objective

REASON_LENGTH = 300


class TargetStep(UUIDModel):
    """One change of one target. Rows are added, never changed: the target «as known on D» is that of the last by then.

    `country` None: the target of the operation as a whole, which its objective carries too. `value` is in the unit of
    the indicator; None takes the target back. `agreed_on` is the day on which the countries agreed.
    """

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="target_steps")
    country = models.ForeignKey(Country, models.PROTECT, null=True, related_name="+")
    before = models.DecimalField(max_digits=24, decimal_places=2, null=True)
    value = models.DecimalField(_("target"), max_digits=24, decimal_places=2, null=True)
    agreed_on = models.DateField(_("agreed on"))
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_synthetic = models.BooleanField(default=False)

    objects = MembersQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["objective", "country", "created_at"], name="target_steps")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(value=None) | models.Q(value__gt=0), name="target_positive")
        ]

    def __str__(self) -> str:
        return f"{self.country_id or '*'} {self.created_at:%Y-%m-%d}"
