"""Verify the lanes: recompute each link and name every entry that does not follow (trust.md 27)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

# The wall on the trail (migration 0010) lets the data-protection officer read all; so does a check of the whole.
READ_ALL = "SELECT set_config('app.holds', 'trail.read', true)"
LINKS = """
WITH rows AS (
    SELECT e.*, lag(n, 1, 0::bigint) OVER lane AS n_before,
        lag(at) OVER lane AS at_before, lead(at) OVER lane AS at_next,
        lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER lane AS hash_before
    FROM operation_auditentry e WINDOW lane AS (PARTITION BY lane ORDER BY n)
)
SELECT lane, n, at, CASE
    WHEN n > n_before + 1 THEN 'missing before it' WHEN n <= n_before THEN 'inserted'
    WHEN at < at_before OR at > at_next THEN 'moved' ELSE 'altered, or the one before it' END
FROM rows WHERE n <> n_before + 1 OR hash <> sha256(hash_before || convert_to(jsonb_build_array(
    lane, n, extract(epoch FROM at), actor_id, organisation_id, channel, address, verb,
    target_type, target_id, reference, details)::text, 'UTF8'))
ORDER BY lane, n
"""
HEADS = """
SELECT coalesce(h.lane, l.lane), least(coalesce(l.n, 0), coalesce(h.n, 0)) + 1, l.at,
    CASE WHEN coalesce(l.n, 0) > coalesce(h.n, 0) THEN 'beyond the head of its lane' ELSE 'cut off from here on' END
FROM operation_audithead h FULL JOIN (
    SELECT DISTINCT ON (lane) lane, n, hash, at FROM operation_auditentry ORDER BY lane, n DESC) l ON l.lane = h.lane
WHERE coalesce(h.n, 0) <> coalesce(l.n, 0) OR h.hash <> coalesce(l.hash, decode(repeat('00', 32), 'hex'))
ORDER BY 1
"""


@dataclass(frozen=True)
class Break:
    """A place where the trail is not what was written; `at` is the time of the entry there, if there is one."""

    lane: int
    n: int
    at: datetime | None
    what: str


@contextmanager
def whole_trail() -> Iterator[None]:
    """One transaction that reads every entry, whatever role the connection has."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(READ_ALL)
        yield


def breaks() -> Iterator[Break]:
    """All breaks, lane by lane, in bounded memory. Run it inside `whole_trail`."""
    for query in (LINKS, HEADS):
        yield from (Break(*row) for row in streamed(query))


def length() -> int:
    """How many entries the trail holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM operation_auditentry")
        return int(cursor.fetchone()[0])


def streamed(query: str, params: list[Any] | None = None) -> Iterator[tuple[Any, ...]]:
    """Rows of a query, fetched in parts by a cursor of the server."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, params or [])
        yield from cursor
