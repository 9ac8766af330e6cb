"""The append-only trail and its anchors. Entries are written by the database function `audit_append` alone."""

import hashlib
import json
from datetime import UTC
from typing import Any, ClassVar

from django.db import models

FORMAT = "seagull-anchor/1"


class AuditEntry(models.Model):
    """One thing that somebody did: who, when, from where, why, to what. Never a name or a value (house.md, audit).

    Rows are chained in lanes: `hash` covers the row and the hash of row `n - 1` of its `lane`.
    """

    pk = models.CompositePrimaryKey("lane", "n")
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
        indexes: ClassVar = [
            models.Index(fields=["target_id", "-at"], name="audit_target"),
            models.Index(fields=["actor_id", "-at"], name="audit_actor"),
            models.Index(fields=["-at", "-lane", "-n"], name="audit_newest"),
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


class AuditAnchor(models.Model):
    """The heads of all lanes at one moment (real time), signed together and chained (trust.md 27).

    `heads` lists [lane, n, hash] of every lane in use; hashes, key and signature are hexadecimal text. Whoever keeps
    one outside can show that the trail up to it is still what it was. Instances read from a file are never saved.
    """

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    entries = models.BigIntegerField()
    heads = models.JSONField()
    previous = models.CharField(max_length=64)
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"anchor {self.number}"

    def content(self) -> dict[str, Any]:
        """What is signed."""
        return {
            "format": FORMAT,
            "number": self.number,
            "at": self.at.astimezone(UTC).isoformat(),
            "entries": self.entries,
            "heads": self.heads,
            "previous": self.previous,
            "public_key": self.public_key,
        }

    def statement(self) -> bytes:
        """The bytes under the signature: JSON with sorted keys, no spaces, ASCII."""
        return json.dumps(self.content(), sort_keys=True, separators=(",", ":")).encode("ascii")

    @property
    def digest(self) -> str:
        """SHA-256 of statement and signature: what the next anchor continues, and what a report prints."""
        return hashlib.sha256(self.statement() + bytes.fromhex(self.signature)).hexdigest()
