"""The weekly national return (domain.md §6): what an agency confirms and adds to what its records say."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.models import UUIDModel
from operation.people.models import Organisation, User
from operation.plan.models import Operation


class ReturnState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    QUERIED = "queried", _("queried")
    VERIFIED = "verified", _("verified")
    LOCKED = "locked", _("locked")


class ReturnQuerySet(models.QuerySet["NationalReturn"]):
    def visible_to(self, principal: Principal) -> Self:
        """A country its own agencies' returns, the secretariat all."""
        if not principal.holds("return.read"):
            return self.none()
        return self if principal.is_secretariat else self.filter(agency__country_id=principal.country)


class NationalReturn(UUIDModel):
    """One agency, one ISO week (`week` is its Monday). Laos has two agencies: its national figures need both."""

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="returns")
    week = models.DateField(_("week"))
    state = models.CharField(_("state"), max_length=10, choices=ReturnState, default=ReturnState.DRAFT)
    due_at = models.DateTimeField(_("due"))
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(_("verified"), null=True)
    query = models.TextField(_("question of the supervision desk"), blank=True)
    version = models.PositiveIntegerField(default=1)
    is_synthetic = models.BooleanField(default=False)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["week", "agency__position"]
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "agency", "week"], name="return_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency.short_name} {self.week:%G-W%V}"


class ReturnLine(UUIDModel):
    """One indicator of a return. `reported` is without records; None means «no data», which is not 0."""

    national_return = models.ForeignKey(NationalReturn, models.CASCADE, related_name="lines")
    indicator = models.CharField(_("indicator"), max_length=4)
    reported = models.DecimalField(
        _("reported without records"), max_digits=24, decimal_places=2, null=True, blank=True
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["indicator"]
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["national_return", "indicator"], name="return_line_once"),
            models.CheckConstraint(condition=models.Q(reported=None) | models.Q(reported__gte=0), name="reported_positive"),
        ]

    def __str__(self) -> str:
        return self.indicator
