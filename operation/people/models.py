"""Who takes part: countries, organisations, users and their appointments (domain.md §1)."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from operation.access.roles import Role
from operation.kernel.models import UUIDModel, new_id


class Country(models.Model):
    """A member country, by its ISO 3166-1 code. `position` is the one order in which countries are ever listed."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    time_zone = models.CharField(_("time zone"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "code"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        return gettext(self.name)


class OrganisationKind(models.TextChoices):
    AGENCY = "agency", _("Agency of a member country")
    SECRETARIAT = "secretariat", _("Secretariat")
    PARTNER = "partner", _("Partner")


class Organisation(UUIDModel):
    """An agency of a country, the secretariat, or a partner. Records belong to an agency; its group gets releases."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="agencies", verbose_name=_("country")
    )
    is_lead = models.BooleanField(_("lead agency of its country"), default=False)
    group = models.OneToOneField(Group, models.PROTECT, related_name="organisation")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "code"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="agency", country__isnull=False) | (~Q(kind="agency") & Q(country__isnull=True)),
                name="agency_has_country",
            )
        ]

    def __str__(self) -> str:
        return gettext(self.name)


class User(AbstractUser):
    """A person of exactly one organisation. Rights come from appointments, never from Django's permission flags."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="users")
    language = models.CharField(_("language"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    expires_on = models.DateField(_("account expires on"), null=True, blank=True)

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Appointment(UUIDModel):
    """A user's role in an operation, from one day to another (real days: appointments are security)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="appointments")
    operation = models.ForeignKey("operation.Operation", models.CASCADE, related_name="appointments")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "operation", "role", "starts_on"], name="appointment_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
