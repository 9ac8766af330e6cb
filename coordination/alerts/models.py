"""Alerts, how each person wants them, and the mails on their way. No row tells anything of a case."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.alerts.kinds import Channel, Rhythm
from operation.access.principal import Principal
from operation.kernel.models import UUIDModel
from operation.people.models import User

SYSTEM = "alerts"
"""The name by which the second wall knows whoever delivers (access/walls.py)."""


class OwnQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, principal: Principal) -> Self:
        """One's own."""
        return self.filter(user_id=principal.user_id)

    def unseen(self) -> Self:
        return self.filter(seen_at=None)


class Mail(UUIDModel):
    """One e-mail to one person, until it is sent; then its text and address are gone. All times are real.

    `id` is its Message-ID: sent a second time after a crash, it is the same mail to whoever receives it.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=120, blank=True)
    body = models.TextField(blank=True)
    next_try_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["next_try_at"], name="mail_waiting", condition=models.Q(sent_at=None, dropped_at=None))
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Alert(UUIDModel):
    """Something of a kind waits for one person at `url`. `key` keeps the same thing from being told twice.

    `settled_at`: its way is decided; until then a digest may still take it, not before `look_again_at`. `emailed_at`:
    its mail left.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    url = models.CharField(max_length=200)
    made_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    look_again_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, related_name="alerts")
    emailed_at = models.DateTimeField(null=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "key"], name="alert_once")]
        indexes: ClassVar = [
            models.Index(fields=["look_again_at"], name="alert_unsettled", condition=models.Q(settled_at=None)),
            models.Index(fields=["user", "-made_at"], name="alert_own"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d}"


class AlertChoice(models.Model):
    """The way that one person chose for one kind; without a row the kind's own."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=8, choices=Channel)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "kind"], name="alert_choice_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.channel}"


class MailSetting(models.Model):
    """When a person's digest leaves, and where mails go: the address that he confirmed, else the account's.

    `code` is the digest of the six figures that were sent to `wanted`; after a few wrong ones it is worth nothing.
    """

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    rhythm = models.CharField(_("digest"), max_length=6, choices=Rhythm, default=Rhythm.DAILY)
    address = models.EmailField(_("e-mail address"), blank=True)
    wanted = models.EmailField(blank=True)
    code = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_rhythm_display()

    def awaits_code(self, now: datetime) -> bool:
        return bool(self.code) and self.code_until is not None and self.code_until > now
