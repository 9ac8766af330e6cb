"""The second wall of messages: whether the thing that is talked about is there for who asks, by its own table's wall.

Where that wall shows facts to more people than may read the texts, the mark is asked beside it (Talkable.marked).

The function that knows those tables is made anew from the registry after every migration (subscriptions.py), so that a
new kind of things needs no migration of messages.
"""

from collections.abc import Iterable

from django.db import connections

from coordination.messages.talkable import Talkable
from operation.access.walls import KIND, OWN, holds

SEEN = """
CREATE OR REPLACE FUNCTION thing_is_seen(kind text, key uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    {asked}RETURN false;
END $$;
"""
ASKED = """IF kind = '{kind}' THEN
        RETURN EXISTS (SELECT 1 FROM public.{table} t WHERE t.id = key AND {marked});
    END IF;
    """

TAKES_PART = f"({KIND} IN ('agency', 'secretariat') AND {holds('message.read')} AND {OWN} IS NOT NULL)"
MEMBER = f"(first_id = {OWN} OR second_id = {OWN} OR first_id IS NULL OR (secretariat AND {KIND} = 'secretariat'))"
READS = f"({TAKES_PART} AND {MEMBER} AND thing_is_seen(kind, thing_id))"


def seen_function(talkables: Iterable[Talkable]) -> str:
    """The function for these kinds. Whoever asks, asks behind his own wall: it runs as the one who calls it."""
    asked = "".join(ASKED.format(kind=one.kind, table=one.model._meta.db_table, marked=one.marked) for one in talkables)
    return SEEN.format(asked=asked)


def know_things(talkables: Iterable[Talkable], using: str) -> None:
    """Make the function for these kinds, as the owner of the tables; nothing before there are threads."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('coordination_thread') IS NOT NULL")
        if cursor.fetchone()[0]:
            cursor.execute(seen_function(talkables))
