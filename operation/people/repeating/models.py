"""Answers kept for a day, so that a program may send the same request again without doing the same thing twice."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from operation.access.principal import Principal
from operation.kernel.models import UUIDModel

REPEATS = "repeats"
"""The name by which the second wall knows the sweeper."""

KEPT = timedelta(hours=24)


class StoredAnswerQuerySet(models.QuerySet["StoredAnswer"]):
    def visible_to(self, principal: Principal) -> Any:
        """One's own, of the last day (real time)."""
        return self.filter(user_id=principal.user_id, kept_at__gt=timezone.now() - KEPT)


class StoredAnswer(UUIDModel):
    """What was answered to a POST under a key that the program chose.

    `request` and `rights` are SHA-256: of what was sent, and of whoever sent it, with his organisation and roles.
    """

    user_id = models.UUIDField()
    key = models.CharField(max_length=100)
    request = models.CharField(max_length=64)
    rights = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    content = models.TextField()
    kept_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = StoredAnswerQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["user_id", "key"], name="answered_once")]
        indexes: ClassVar = [models.Index(fields=["kept_at"], name="answer_due")]

    def __str__(self) -> str:
        return f"{self.key} {self.status}"
