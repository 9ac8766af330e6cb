"""The second wall of links, as SQL: whether a record at an end exists, and whether who asks may see it there.

Both questions go to the table of the record's type. The functions that know those tables are made anew from the
registry after every migration (subscriptions.py), so that a new type needs no migration of links.
"""

from collections.abc import Iterable

from django.db import connections

from operation.access.walls import OWN, holds
from operation.cases.registry import RecordType

END = """
CREATE OR REPLACE FUNCTION link_end(kind text, key uuid) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
    {asked}RETURN NULL;
END $$;
"""
"""The originator of a record whose links who asks may be told of, behind the wall of its own table; or NULL."""

HELD = """
CREATE OR REPLACE FUNCTION link_end_held(kind text, key uuid) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    {asked}RETURN false;
END $$;
"""
"""Whether the record exists; it is held as by a foreign key, so that it is not purged while a link to it is made."""

SEES = """IF kind = '{code}' THEN
        RETURN (SELECT r.originator_id FROM public.{table} r WHERE r.id = key{told});
    END IF;
    """
HOLDS = """IF kind = '{code}' THEN
        PERFORM 1 FROM public.{table} r WHERE r.id = key FOR KEY SHARE;
        RETURN FOUND;
    END IF;
    """


def end_functions(types: Iterable[RecordType]) -> str:
    """Both functions, for these types."""
    sees, held = "", ""
    for known in types:
        table = known.model._meta.db_table
        told = f" AND (r.originator_id = {OWN} OR {holds(known.linked_for)})" if known.linked_for else ""
        sees += SEES.format(code=known.code, table=table, told=told)
        held += HOLDS.format(code=known.code, table=table)
    return END.format(asked=sees) + HELD.format(asked=held)


def know_types(types: Iterable[RecordType], using: str) -> None:
    """Make the functions for these types, as the owner of the tables; nothing before there are links."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('operation_link') IS NOT NULL")
        if cursor.fetchone()[0]:
            cursor.execute(end_functions(types))
