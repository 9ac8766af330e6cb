"""Is the trail what was written? Lanes, stored anchors, and an anchor that was held outside (trust.md 27)."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from operation.audit import chain, signing
from operation.audit.anchors import BEGINNING, is_signed
from operation.audit.models import AuditAnchor

# Heads of stored anchors and of the one from outside, held against the entries: in each lane the first that is not
# found, and the last before it that is. Between the two somebody rewrote, although the links hold.
REWRITTEN = """
WITH heads AS (
    SELECT DISTINCT (h ->> 0)::smallint AS lane, (h ->> 1)::bigint AS n, decode(h ->> 2, 'hex') AS hash FROM (
        SELECT jsonb_array_elements(heads) AS h FROM operation_auditanchor
        UNION ALL SELECT jsonb_array_elements(%s::jsonb)) AS anchored),
checked AS (SELECT h.lane, h.n, e.at, e.hash IS NOT DISTINCT FROM h.hash AS found
    FROM heads h LEFT JOIN operation_auditentry e ON e.lane = h.lane AND e.n = h.n),
firsts AS (SELECT lane, min(n) AS n FROM checked WHERE NOT found GROUP BY lane)
SELECT f.lane, coalesce(max(c.n) FILTER (WHERE c.found AND c.n < f.n), 0) + 1, f.n, max(c.at) FILTER (WHERE c.n = f.n)
FROM firsts f JOIN checked c ON c.lane = f.lane GROUP BY f.lane, f.n ORDER BY f.lane
"""
TAIL = """
SELECT count(*), min(e.at), max(e.at) FROM operation_auditentry e
LEFT JOIN (SELECT (h ->> 0)::smallint AS lane, (h ->> 1)::bigint AS n FROM jsonb_array_elements(%s::jsonb) h) a
    ON a.lane = e.lane
WHERE e.n > coalesce(a.n, 0)
"""


@dataclass(frozen=True)
class Tail:
    """The newest entries that an anchor does not cover, and how many seconds of them there are."""

    entries: int
    seconds: float


def findings(outside: AuditAnchor | None, trusted: Collection[str]) -> Iterator[str]:
    """Everything that is not as it was written, in words. Run it inside `chain.whole_trail`.

    `trusted` are the fingerprints of the keys that may sign anchors.
    """
    for found in chain.breaks():
        yield f"lane {found.lane}, entry {found.n}{_when(found.at)}: {found.what}"
    yield from _anchors(trusted)
    if outside:
        yield from _held_outside(outside, trusted)
    heads = json.dumps(outside.heads if outside else [])
    for lane, first, last, at in chain.streamed(REWRITTEN, [heads]):
        yield f"lane {lane}, entries {first} to {last}{_when(at)}: rewritten, an anchor says otherwise"


def _anchors(trusted: Collection[str]) -> Iterator[str]:
    number, digest = 0, BEGINNING
    for anchor in AuditAnchor.objects.order_by("number").iterator():
        if anchor.number != number + 1:
            yield f"anchor {number + 1}{_when(anchor.at)}: missing before anchor {anchor.number}"
        elif anchor.previous != digest:
            yield f"anchor {anchor.number}{_when(anchor.at)}: does not continue the one before it"
        yield from _signature(anchor, trusted)
        number, digest = anchor.number, anchor.digest


def _signature(anchor: AuditAnchor, trusted: Collection[str]) -> Iterator[str]:
    signer = signing.fingerprint(anchor.public_key)
    if not is_signed(anchor):
        yield f"anchor {anchor.number}{_when(anchor.at)}: its signature does not hold"
    elif signer not in trusted:
        yield f"anchor {anchor.number}{_when(anchor.at)}: signed by a key that is not trusted, {signer}"


def _held_outside(outside: AuditAnchor, trusted: Collection[str]) -> Iterator[str]:
    for found in _signature(outside, trusted):
        yield f"file: {found}"
    stored = AuditAnchor.objects.filter(number=outside.number).first()
    if stored is None:
        yield f"anchor {outside.number}{_when(outside.at)}: held outside, and not stored here"
    elif stored.digest != outside.digest:
        yield f"anchor {outside.number}{_when(outside.at)}: another one is stored here than is held outside"


def tail(anchor: AuditAnchor | None) -> Tail:
    """What was written after an anchor (None: all that was ever written)."""
    with connection.cursor() as cursor:
        cursor.execute(TAIL, [json.dumps(anchor.heads if anchor else [])])
        entries, first, last = cursor.fetchone()
    if not entries:
        return Tail(0, 0.0)
    since: datetime = min(anchor.at, first) if anchor else first
    return Tail(entries, (last - since).total_seconds())


def _when(at: datetime | None) -> str:
    return f", {at:%Y-%m-%d %H:%M:%S} UTC" if at else ""
