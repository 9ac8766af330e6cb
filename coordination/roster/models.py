"""Who the six countries sent to LMLECC, who is on duty there, and what one leaves to who comes after him."""

from datetime import date, datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.kernel.models import UUIDModel
from operation.people.models import Country, User
from operation.plan.models import Operation

DESKS = [(role.value, role.label) for role in (
    Role.DESK_COMMUNICATION, Role.DESK_INFORMATION, Role.DESK_INVESTIGATION, Role.DESK_SUPERVISION,
)]  # fmt: skip


class RosterQuerySet(models.QuerySet["Secondment"]):
    def visible_to(self, principal: Principal) -> Self:
        """Members and LMLECC; no partner."""
        return self if principal.holds("roster.read") and not principal.is_partner else self.none()

    def on(self, day: date) -> Self:
        """Those who are at LMLECC on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class Secondment(UUIDModel):
    """An operation coordinator at LMLECC, from one day to another, with the card by which colleagues reach him."""

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="+", editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="secondments", verbose_name=_("coordinator"))
    country = models.ForeignKey(Country, models.PROTECT, related_name="+", editable=False)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    desk = models.CharField(_("desk at LMLECC"), max_length=20, choices=DESKS)
    office = models.CharField(_("office"), max_length=80, blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.CharField(_("e-mail"), max_length=120, blank=True)
    languages = models.CharField(_("languages spoken"), max_length=120, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")
    version = models.PositiveIntegerField(default=1, editable=False)
    is_synthetic = models.BooleanField(default=False, editable=False)

    objects = RosterQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["country__position", "starts_on", "id"]
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["operation", "user", "starts_on"], name="seconded_once"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="secondment_span"),
        ]

    def __str__(self) -> str:
        return str(self.user)

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class DutyQuerySet(models.QuerySet["DutyShift"]):
    def visible_to(self, principal: Principal) -> Self:
        """Members and LMLECC; no partner."""
        return self if principal.holds("roster.read") and not principal.is_partner else self.none()

    def at(self, moment: datetime) -> Self:
        """Who is on duty at a moment."""
        return self.filter(starts_at__lte=moment, ends_at__gt=moment)


class DutyShift(UUIDModel):
    """Desk duty, from one moment to another: given and shown in the time of Kunming. A cancelled one is taken away."""

    secondment = models.ForeignKey(Secondment, models.PROTECT, related_name="shifts", verbose_name=_("who"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["ends_at"], name="duty_ends")]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="duty_span")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class HandoverQuerySet(models.QuerySet["HandoverNote"]):
    def visible_to(self, principal: Principal) -> Self:
        """The two persons alone: what waits on a desk may tell content of the agency."""
        if not principal.holds("roster.read") or not principal.is_member:
            return self.none()
        return self.filter(Q(giver_id=principal.user_id) | Q(successor_id=principal.user_id))


class HandoverNote(UUIDModel):
    """What somebody leaves to who comes after him: a text, and what was open on his desk. The successor confirms it."""

    secondment = models.ForeignKey(Secondment, models.PROTECT, related_name="notes", editable=False)
    giver = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    successor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("successor"))
    text = models.TextField(_("what the successor must know"))
    points = ArrayField(models.CharField(max_length=300), default=list, verbose_name=_("open points"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(giver=F("successor")), name="handed_over_to_another")
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"
