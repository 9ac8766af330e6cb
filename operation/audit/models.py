"""The append-only trail. Rows are written by the database function `audit_append` alone; nobody changes them."""

from typing import ClassVar

from django.db import models


class AuditEntry(models.Model):
    """One thing that somebody did: who, when, from where, why, to what. Never a name or a value (house.md, audit).

    Rows are chained in lanes: `hash` covers the row and the hash of row `n - 1` of its `lane`.
    """

    id = models.UUIDField(primary_key=True)
    lane = models.SmallIntegerField()
    n = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=45, blank=True)
    verb = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60, blank=True)
    target_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["lane", "n"], name="audit_lane_n")]
        indexes: ClassVar = [
            models.Index(fields=["target_id", "-at"], name="audit_target"),
            models.Index(fields=["actor_id", "-at"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.reference}"


class AuditHead(models.Model):
    """The last link of a lane. Locked with SKIP LOCKED while a row is appended: no request waits for another."""

    lane = models.SmallIntegerField(primary_key=True)
    n = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32, default=bytes(32))

    def __str__(self) -> str:
        return f"lane {self.lane}"
