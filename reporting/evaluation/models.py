"""Editions of a report: built by a job, released by two persons, then frozen (domain.md §7)."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.jobs.models import Job
from operation.kernel.models import UUIDModel
from operation.people.models import User
from operation.plan.models import Operation


class Audience(models.TextChoices):
    MEMBER = "member", _("member edition")
    OBSERVER = "observer", _("observer edition")


class EditionState(models.TextChoices):
    BUILDING = "building", _("being built")
    FAILED = "failed", _("not built")
    BUILT = "built", _("built, not released")
    PROPOSED = "proposed", _("release proposed")
    RELEASED = "released", _("released")
    WITHDRAWN = "withdrawn", _("withdrawn")


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, principal: Principal) -> Self:
        """The secretariat all; members what is released; observers what is released in the observer edition."""
        if principal.is_secretariat and principal.holds("report.read_draft"):
            return self
        if not principal.holds("report.read_released"):
            return self.none()
        released = self.filter(state=EditionState.RELEASED)
        return released if principal.is_member else released.filter(audience=Audience.OBSERVER)


class Edition(UUIDModel):
    """One edition of the evaluation: for whom, in which language, with what was known at the end of `cutoff` in Kunming."""

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("edition"))
    audience = models.CharField(_("for"), max_length=8, choices=Audience)
    language = models.CharField(_("language"), max_length=10)
    cutoff = models.DateField(_("data cut-off"))
    job = models.OneToOneField(Job, models.PROTECT, related_name="edition", null=True)
    state = models.CharField(_("state"), max_length=10, choices=EditionState, default=EditionState.BUILDING)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    pages = models.PositiveIntegerField(default=0)
    seconds = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    is_synthetic = models.BooleanField(default=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at"]
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["operation", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.audience}"


class EditionFile(models.Model):
    """The PDF of an edition. In the database, so that it exists exactly once, with the row that says so."""

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.edition_id}.pdf"
