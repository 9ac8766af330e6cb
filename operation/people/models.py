"""Who takes part: countries, organisations, users, their appointments and ways in (domain.md §1)."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.kernel.models import UUIDModel, new_id


class Country(models.Model):
    """A member country, by its ISO 3166-1 code. `position` is the one order in which countries are ever listed."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    time_zone = models.CharField(_("time zone"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    position = models.PositiveSmallIntegerField(default=0)
    purge_after_days = models.PositiveSmallIntegerField(
        _("days until cleared suspects are purged"),
        default=180,
        help_text=_("After an acquittal or the elimination from the inquiry, by the national rule."),
    )

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
    single_keys = models.BooleanField(_("shortcuts of a single key"), default=True)
    expires_on = models.DateField(_("account expires on"), null=True, blank=True)
    state_reason = models.CharField(_("why it was disabled or enabled last"), max_length=300, blank=True)

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Standing(models.TextChoices):
    CURRENT = "current", _("in force")
    FUTURE = "future", _("to come")
    PAST = "past", _("ended")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments of any operation. They are security: real days count, never the demonstration's."""

    def visible_to(self, principal: Principal) -> Self:
        """All of them, those of the own organisation, or one's own, by permission."""
        if principal.holds("appointment.read_all"):
            return self
        if principal.holds("appointment.read"):
            return self.filter(user__organisation_id=principal.organisation_id)
        return self.filter(user_id=principal.user_id)

    def holding(self) -> Self:
        """Those that give their role now, in the operation of this installation (`OPERATION`)."""
        return self.standing(Standing.CURRENT).filter(operation__code=settings.OPERATION)

    def standing(self, standing: Standing) -> Self:
        """Those that hold today, will hold, or have ended."""
        today = timezone.now().date()
        if standing == Standing.PAST:
            return self.filter(Q(ended_at__isnull=False) | Q(ends_on__lt=today))
        ahead = Q(starts_on__gt=today)
        return self.not_past().filter(ahead if standing == Standing.FUTURE else ~ahead)

    def not_past(self) -> Self:
        """Those that hold today or will hold."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.now().date()), ended_at=None)


class Appointment(UUIDModel):
    """A user's role in an operation, from one day to another, or until it was ended before.

    `covers` is the appointment of an absent colleague whose role this one gives for a span («acting»).
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="appointments")
    operation = models.ForeignKey("operation.Operation", models.CASCADE, related_name="appointments")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    covers = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="acting")
    reason = models.CharField(_("by which order or letter"), max_length=300, blank=True)
    appointed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    appointed_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "operation", "role", "starts_on"],
                condition=Q(ended_at=None),
                name="appointment_once",
            ),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="appointment_span"),
            models.CheckConstraint(condition=Q(covers=None) | Q(ends_on__isnull=False), name="cover_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    @property
    def standing(self) -> Standing:
        today = timezone.now().date()
        if self.ended_at or (self.ends_on and self.ends_on < today):
            return Standing.PAST
        return Standing.FUTURE if self.starts_on > today else Standing.CURRENT


class EntryKind(models.TextChoices):
    FIRST = "first", _("First sign-in")
    RECOVERY = "recovery", _("Recovery")


class EntryCode(UUIDModel):
    """A text that lets one person choose a password once, handed over without e-mail. The text itself is kept nowhere.

    `first` opens a new account; `recovery` opens one whose owner lost password or second factor. Real time: security.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="entry_codes")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="entry_codes_made")
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind)
    digest = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["used_at"], name="entry_code_used")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"


class Area(models.TextChoices):
    """The parts of the API to which a token may be limited."""

    RECORDS = "records", _("Records")
    EXCHANGE = "exchange", _("Exchange")
    RETURNS = "returns", _("Returns")
    FIGURES = "figures", _("Figures")
    REPORTS = "reports", _("Reports")


class TokenScope(models.Model):
    """What a token may do. A token without one opens nothing.

    `password_mark` is the user's session hash when it was made: whoever changes the password ends the token.
    """

    token = models.OneToOneField("knox.AuthToken", models.CASCADE, primary_key=True, related_name="scope")
    writes = models.BooleanField(_("may write"), default=False)
    areas = ArrayField(models.CharField(max_length=10, choices=Area), default=list)
    password_mark = models.CharField(max_length=64)

    def __str__(self) -> str:
        return ", ".join(self.areas)
