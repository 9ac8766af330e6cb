"""Verify the trail: recompute each lane's links and name the first that does not hold (trust.md 27)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

LINKS = """
WITH rows AS (
    SELECT e.*, lag(n, 1, 0::bigint) OVER lane AS n_before,
        lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER lane AS hash_before
    FROM operation_auditentry e WINDOW lane AS (PARTITION BY lane ORDER BY n)
)
SELECT lane, n, at, CASE WHEN n <> n_before + 1 THEN 'missing' ELSE 'altered' END
FROM rows
WHERE n <> n_before + 1 OR hash <> sha256(hash_before || convert_to(jsonb_build_array(
    lane, n, extract(epoch FROM at), actor_id, organisation_id, channel, address, verb,
    target_type, target_id, reference, details)::text, 'UTF8'))
ORDER BY lane, n
"""
HEADS = """
SELECT h.lane, coalesce(l.n, 0) + 1, now() FROM operation_audithead h
LEFT JOIN LATERAL (SELECT n, hash FROM operation_auditentry e WHERE e.lane = h.lane ORDER BY n DESC LIMIT 1) l ON true
WHERE h.n <> coalesce(l.n, 0) OR (l.n IS NOT NULL AND h.hash <> l.hash)
ORDER BY h.lane
"""


@dataclass(frozen=True)
class Break:
    """A place where the trail is not what was written. `what`: altered, missing before it, or cut off at the end."""

    lane: int
    n: int
    at: datetime
    what: str


def breaks() -> Iterator[Break]:
    """All breaks, lane by lane. An altered row also breaks the link of the row behind it."""
    with connection.cursor() as cursor:
        for query, what in ((LINKS, None), (HEADS, "cut off")):
            cursor.execute(query)
            for lane, n, at, *found in cursor.fetchall():
                yield Break(lane, n, at, what or found[0])


def length() -> int:
    """How many entries the trail holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM operation_auditentry")
        return int(cursor.fetchone()[0])
