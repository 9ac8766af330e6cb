"""A superuser at work on the trail: what he may try, each way as SQL that changes it behind its back."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from operation.audit import trail
from tests import database

AT_ONCE = 500
# All of a lane from one entry on, its head included, as audit_append would have written it: every link holds.
REWRITE = """
DO $$
DECLARE
    e operation_auditentry;
    link bytea;
BEGIN
    SELECT hash INTO link FROM operation_auditentry WHERE lane = {lane} AND n = {n} - 1;
    link := coalesce(link, decode(repeat('00', 32), 'hex'));
    FOR e IN SELECT * FROM operation_auditentry WHERE lane = {lane} AND n >= {n} ORDER BY n LOOP
        IF e.n = {n} THEN
            e.actor_id := gen_random_uuid();
        END IF;
        link := sha256(link || convert_to(jsonb_build_array(e.lane, e.n, extract(epoch FROM e.at), e.actor_id,
            e.organisation_id, e.channel, e.address, e.verb, e.target_type, e.target_id, e.reference, e.details)::text,
            'UTF8'));
        UPDATE operation_auditentry SET actor_id = e.actor_id, hash = link WHERE lane = e.lane AND n = e.n;
    END LOOP;
    UPDATE operation_audithead SET hash = link WHERE lane = {lane};
END $$
"""
COLUMNS = "actor_id, organisation_id, channel, address, verb, target_type, target_id, reference, details, hash"
INSERT = f"""
UPDATE operation_auditentry SET n = -n WHERE lane = {{lane}} AND n > {{n}};
INSERT INTO operation_auditentry (lane, n, at, {COLUMNS}) SELECT lane, n + 1, at, {COLUMNS} FROM operation_auditentry
    WHERE lane = {{lane}} AND n = {{n}};
UPDATE operation_auditentry SET n = 1 - n WHERE lane = {{lane}} AND n < 0;
UPDATE operation_audithead SET n = n + 1 WHERE lane = {{lane}}
"""
CLOSE_UP = """
DELETE FROM operation_auditentry WHERE lane = {lane} AND n = {n};
UPDATE operation_auditentry SET n = 1 - n WHERE lane = {lane} AND n > {n};
UPDATE operation_auditentry SET n = -n WHERE lane = {lane} AND n < 0;
UPDATE operation_audithead SET n = n - 1 WHERE lane = {lane}
"""
SWAP = """
UPDATE operation_auditentry SET n = -1 WHERE lane = {lane} AND n = {n};
UPDATE operation_auditentry SET n = {n} WHERE lane = {lane} AND n = {other};
UPDATE operation_auditentry SET n = {other} WHERE lane = {lane} AND n = -1
"""
WAYS = {
    "an actor altered": "UPDATE operation_auditentry SET actor_id = gen_random_uuid() WHERE lane = {lane} AND n = {n}",
    "a moment altered": "UPDATE operation_auditentry SET at = at - interval '1 s' WHERE lane = {lane} AND n = {n}",
    "details altered": "UPDATE operation_auditentry SET details = '{{}}' WHERE lane = {lane} AND n = {n}",
    "an entry deleted": "DELETE FROM operation_auditentry WHERE lane = {lane} AND n = {n}",
    "an entry deleted and the rest moved up": CLOSE_UP,
    "an entry inserted": INSERT,
    "two entries swapped": SWAP,
    "the end cut off": "DELETE FROM operation_auditentry WHERE lane = {lane} AND n >= {n}",
    "the end cut off with its head": """DELETE FROM operation_auditentry WHERE lane = {lane} AND n >= {n};
        UPDATE operation_audithead h SET n = l.n, hash = l.hash FROM (SELECT n, hash FROM operation_auditentry
        WHERE lane = {lane} ORDER BY n DESC LIMIT 1) l WHERE h.lane = {lane}""",
    "the lane rewritten with its head": REWRITE,
}


@dataclass(frozen=True)
class Tampering:
    """One change at one entry: `n` of a lane; `other` is where a swapped entry comes from."""

    way: str
    lane: int
    n: int
    other: int

    @property
    def sql(self) -> str:
        return WAYS[self.way].format(lane=self.lane, n=self.n, other=self.other)


def tamperings(lengths: dict[int, int], count: int, seed: int) -> Iterator[Tampering]:
    """So many changes at random entries that an anchor covers, every way as often as every other."""
    chance = random.Random(seed)
    ways = list(WAYS)
    for number in range(count):
        lane = chance.choice(list(lengths))
        n = chance.randint(3, lengths[lane])
        yield Tampering(ways[number % len(ways)], lane, n, chance.randint(1, n - 1))


def fill(entries: int, spread: Callable[[], None]) -> None:
    """So many entries with details that differ from one to the next; `spread` comes before each part of them."""
    for start in range(0, entries, AT_ONCE):
        spread()
        several = range(start, min(start + AT_ONCE, entries))
        told = [{"fields": ["status"], "number": number} for number in several]
        trail.record_each("counted", [trail.Target("x", None, str(number)) for number in several], told)


@contextmanager
def superuser(name: str) -> Iterator[None]:
    """Django's own connection as the role that owns every table."""
    here = connection.settings_dict
    before = {key: here[key] for key in ("USER", "PASSWORD")}
    with database.connected_to(name):
        here.update({key: settings.OWNER[key] for key in before})
        try:
            yield
        finally:
            here.update(before)
