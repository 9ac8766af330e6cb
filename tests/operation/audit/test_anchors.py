"""Heads signed together: taken hourly, chained, kept outside, and refused by nobody but the app's role."""

import base64
import json
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from operation.audit import anchors, signing, trail
from operation.audit.models import AuditAnchor, AuditHead
from operation.audit.tasks import anchor_if_due
from operation.config import local_services
from operation.config.celery import app
from operation.config.env import key_of


def test_an_anchor_holds_the_heads_of_every_lane_in_use(db: None) -> None:
    trail.record("something")
    anchor = anchors.take()
    used = AuditHead.objects.filter(n__gt=0)
    assert anchor.heads == [[head.lane, head.n, bytes(head.hash).hex()] for head in used.order_by("lane")]
    assert anchor.entries == sum(head.n for head in used)
    assert anchors.is_signed(anchor)


def test_each_continues_the_one_before(db: None) -> None:
    first, second = anchors.take(), anchors.take()
    assert (first.number, first.previous) == (1, anchors.BEGINNING)
    assert (second.number, second.previous) == (2, first.digest)


def test_what_is_stored_says_what_was_signed(db: None) -> None:
    anchor = anchors.take()
    stored = AuditAnchor.objects.get()
    assert stored.statement() == anchor.statement()
    assert anchors.is_signed(stored)


@pytest.mark.parametrize("field", ["number", "at", "entries", "heads", "previous", "public_key", "signature"])
def test_nothing_of_it_can_be_changed_unseen(db: None, field: str) -> None:
    trail.record("something")
    anchor = anchors.take()
    other = {
        "number": 7,
        "at": anchor.at + timedelta(microseconds=1),
        "entries": anchor.entries + 1,
        "heads": [],
        "previous": "1" * 64,
        "public_key": Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex(),
        "signature": "0" * 128,
    }
    setattr(anchor, field, other[field])
    assert not anchors.is_signed(anchor)


def test_the_hourly_one_is_taken_once_an_hour(db: None) -> None:
    assert anchors.take_if_due() is not None
    assert anchors.take_if_due() is None
    with connection.cursor() as cursor:  # a new one on top, as old as an hour: stored ones cannot be changed
        cursor.execute(
            "INSERT INTO operation_auditanchor SELECT 2, at - interval '61 minutes', entries, heads, previous,"
            " public_key, signature FROM operation_auditanchor"
        )
    anchor_if_due()
    assert anchors.newest_or_first().number == 3


def test_the_beat_asks_often_enough() -> None:
    entry = app.conf.beat_schedule["anchor-trail"]
    assert entry["task"] == anchor_if_due.name
    assert entry["schedule"] <= anchors.EVERY.total_seconds() / 10


def test_a_trail_without_one_gets_its_first_when_a_report_asks(db: None) -> None:
    assert anchors.newest() is None
    assert anchors.newest_or_first() == anchors.newest_or_first() == anchors.newest()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE operation_auditanchor SET entries = 0",
        "DELETE FROM operation_auditanchor",
        "TRUNCATE operation_auditanchor",
    ],
)
def test_the_apps_role_can_only_add(db: None, sql: str) -> None:
    anchors.take()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_file_gives_back_the_anchor(db: None) -> None:
    trail.record("something")
    anchor = anchors.take()
    read = anchors.from_file(anchors.to_file(anchor))
    assert read.digest == anchor.digest
    assert anchors.is_signed(read)
    assert len(anchors.to_file(anchor)) < 20_000


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"format": "seagull-anchor/2"}', '{"format": "seagull-anchor/1"}', '"seagull-anchor/1"'],
)
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(anchors.BadAnchor):
        anchors.from_file(text)


def test_a_file_with_something_else_in_a_field_is_refused(db: None) -> None:
    good = json.loads(anchors.to_file(anchors.take()))
    for field, wrong in {"at": "soon", "heads": [[1, 2]], "signature": "xyz", "number": None}.items():
        with pytest.raises(anchors.BadAnchor):
            anchors.from_file(json.dumps(good | {field: wrong}))


def test_a_fingerprint_is_of_the_public_key() -> None:
    assert len(signing.fingerprint(signing.public_key())) == 64
    assert not signing.holds("no key", "no signature", b"x")


@pytest.mark.parametrize("text", ["", "short", "not base64 at all!", base64.b64encode(bytes(31)).decode()])
def test_a_key_of_another_length_is_refused(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="AUDIT_SIGNING_KEY is not 32 bytes"):
        key_of("AUDIT_SIGNING_KEY", text)


def test_one_machine_makes_its_own_key_once(tmp_path: Path) -> None:
    made = local_services.signing_key(tmp_path)
    assert len(key_of("x", made)) == 32
    assert local_services.signing_key(tmp_path) == made
    assert (tmp_path / "var" / "audit-signing-key").stat().st_mode & 0o777 == 0o600


def test_its_moment_is_real_time(db: None) -> None:
    assert abs((timezone.now() - anchors.take().at).total_seconds()) < 60
