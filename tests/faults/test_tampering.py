"""A trail of many entries, tampered with at random: each is found, a superuser's rewrite included (trust.md 27).

The short form runs with the suite; `make test-long ARGS="tests/faults/test_tampering.py -s"` prints the figures of
100,000 entries and 100 changes.
"""

import time
from collections.abc import Callable
from itertools import count

import pytest
from django.db import connection, transaction

from operation.audit import anchors, chain, signing, verification
from operation.audit.models import AuditAnchor, AuditHead
from tests.faults.tampering import Tampering, fill, superuser, tamperings

SEED = 20241109
LANES = 7
HOLD = "SELECT set_config('audit.lane', ctid::text, false) FROM operation_audithead WHERE lane = %s"


LONG = pytest.param(100_000, 100, marks=[pytest.mark.long, pytest.mark.timeout(1800)])


@pytest.mark.parametrize(("entries", "changes"), [(2_000, 10), LONG])
def test_every_change_before_the_head_held_outside_is_found(committed: str, entries: int, changes: int) -> None:
    with superuser(committed):
        fill(entries // 2, in_turn())
        anchors.take()
        fill(entries - entries // 2, in_turn())
        outside = anchors.from_file(anchors.to_file(anchors.take()))
        fill(50, in_turn())
        assert found(outside) == []
        began, missed = time.monotonic(), []
        for change in tamperings({lane: n for lane, n, _hash in outside.heads if n > 3}, changes, SEED):
            with transaction.atomic():
                tamper(change)
                if not any(f"lane {change.lane}, entr" in words for words in found(outside)):
                    missed.append(change)
                transaction.set_rollback(True)
        seconds = (time.monotonic() - began) / changes
    print(f"{entries} entries: {changes - len(missed)} of {changes} changes found, {seconds:.2f} s each")
    assert missed == []


def test_a_rewrite_of_everything_with_all_anchors_is_found(committed: str) -> None:
    """Whoever holds the signing key too leaves a trail in which everything fits; but not with what is held outside."""
    with superuser(committed):
        fill(200, in_turn())
        outside = anchors.take()
        lane, length, _hash = max(outside.heads, key=lambda head: head[1])
        tamper(Tampering("the lane rewritten with its head", lane, length // 2, 1))
        AuditAnchor.objects.all().delete()
        anchors.take()
        assert found(None) == []
        told = found(outside)
    assert any(f"lane {lane}, entries 1 to {length}" in words for words in told)
    assert any("another one is stored here than is held outside" in words for words in told)


def found(outside: AuditAnchor | None) -> list[str]:
    with chain.whole_trail():
        return list(verification.findings(outside, {signing.fingerprint(signing.public_key())}))


def tamper(change: Tampering) -> None:
    with connection.cursor() as cursor:
        cursor.execute(change.sql)


def in_turn() -> Callable[[], None]:
    """Several lanes in use, as with several writers: each part of the entries goes to the next."""
    lanes = list(AuditHead.objects.order_by("lane").values_list("lane", flat=True)[:LANES])
    turn = count()

    def spread() -> None:
        with connection.cursor() as cursor:
            cursor.execute(HOLD, [lanes[next(turn) % LANES]])

    return spread
