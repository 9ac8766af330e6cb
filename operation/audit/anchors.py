"""Anchors: the heads of all lanes signed together, hourly and at each release, to be kept outside (trust.md 27)."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from operation.audit import signing
from operation.audit.models import FORMAT, AuditAnchor, AuditHead

EVERY = timedelta(hours=1)
BEGINNING = "0" * 64
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('audit anchor'))"


class BadAnchor(ValueError):
    """A file that holds no anchor; the text says why."""


@transaction.atomic
def take() -> AuditAnchor:
    """Sign the heads as they stand in this transaction, as the next anchor."""
    _wait_for_others()
    last = newest()
    heads = list(AuditHead.objects.filter(n__gt=0).order_by("lane"))
    anchor = AuditAnchor(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        entries=sum(head.n for head in heads),
        heads=[[head.lane, head.n, bytes(head.hash).hex()] for head in heads],
        previous=last.digest if last else BEGINNING,
        public_key=signing.public_key(),
    )
    anchor.signature = signing.sign(anchor.statement())
    anchor.save(force_insert=True)
    return anchor


@transaction.atomic
def take_if_due() -> AuditAnchor | None:
    """The hourly anchor; None while the newest is younger than an hour."""
    _wait_for_others()
    last = newest()
    return None if last and timezone.now() - last.at < EVERY else take()


def newest() -> AuditAnchor | None:
    return AuditAnchor.objects.order_by("-number").first()


def newest_or_first() -> AuditAnchor:
    """The newest anchor; a trail that has none yet gets its first."""
    return newest() or take()


def to_file(anchor: AuditAnchor) -> str:
    """The anchor as a file to keep outside: what was signed, and the signature."""
    return json.dumps(anchor.content() | {"signature": anchor.signature}, indent=1)


def from_file(text: str) -> AuditAnchor:
    """Read what `to_file` wrote; nothing of it is believed yet. Raises BadAnchor for anything else."""
    try:
        given: dict[str, Any] = json.loads(text)
        if given["format"] != FORMAT:
            raise BadAnchor(f"it says it is «{given['format']}», not «{FORMAT}»")
        return AuditAnchor(
            number=int(given["number"]),
            at=datetime.fromisoformat(given["at"]).astimezone(UTC),
            entries=int(given["entries"]),
            heads=[[int(lane), int(n), bytes.fromhex(link).hex()] for lane, n, link in given["heads"]],
            previous=bytes.fromhex(given["previous"]).hex(),
            public_key=bytes.fromhex(given["public_key"]).hex(),
            signature=bytes.fromhex(given["signature"]).hex(),
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise BadAnchor(f"it holds no anchor: {wrong}") from wrong


def is_signed(anchor: AuditAnchor) -> bool:
    """Whether its own signature holds; by whom it is signed is another question (`signing.fingerprint`)."""
    return signing.holds(anchor.public_key, anchor.signature, anchor.statement())


def _wait_for_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
