"""The second wall of heard names, and the reviewed function that looks past it, as SQL for migrations.

Nobody reads the table: neither another agency nor the own one, outside the system's work that is called «matching».
The function answers for other originators' names in use, to that work alone, in the context of an agency.
"""

from collections.abc import Iterable

from django.db import connections
from django.db.migrations.operations.special import RunSQL

from coordination.deconfliction.keeping import MATCHING
from coordination.deconfliction.matching.near_sql import NEAR
from operation.access.walls import OWN, SYSTEM, wall
from operation.cases.registry import RecordType

TABLE = "coordination_heardname"
FIND = f"""
CREATE OR REPLACE FUNCTION coordination_names_near(
    asked int[], weights float8[], limits int[], kind text, most int
) RETURNS TABLE (
    id uuid, packed text, heard text, record_id uuid, marked bool, born text, born_estimated bool, sex text,
    nationalities text[]
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
SET enable_seqscan = off SET jit = off SET max_parallel_workers_per_gather = 0 AS $$
#variable_conflict use_column
DECLARE
    own uuid := {OWN};
BEGIN
    IF own IS NULL OR {SYSTEM} IS DISTINCT FROM '{MATCHING}' THEN
        RETURN;
    END IF;
    RETURN QUERY {
    NEAR.format(
        key="id",
        table=TABLE,
        where=" AND t.record_type = kind AND t.in_use AND t.originator_id <> own",
        asked="asked",
        weights="weights",
        limits="limits",
        most="most",
    ).replace(
        "n.heard FROM",
        "n.heard, n.record_id, n.marked, n.born::text, n.born_estimated, n.sex::text, n.nationalities::text[] FROM",
        1,
    )
};
END $$;
"""
NO_FIND = "DROP FUNCTION coordination_names_near(int[], float8[], int[], text, int);"
FORGET = f"""
CREATE OR REPLACE FUNCTION coordination_forget_name() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    DELETE FROM {TABLE} WHERE name_id = OLD.id;
    RETURN NULL;
END $$;
"""
NO_FORGET = "DROP FUNCTION coordination_forget_name() CASCADE;"
FOLLOWS = """CREATE OR REPLACE TRIGGER heard_name AFTER DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION coordination_forget_name();"""


def heard_name_wall() -> tuple[RunSQL, ...]:
    """The wall, the function that looks past it, and the one by which a row goes with its name."""
    own = f"{SYSTEM} = '{MATCHING}' AND originator_id = {OWN}"
    return (
        wall(TABLE, {"matches": f"FOR ALL USING ({own}) WITH CHECK ({own})"}),
        RunSQL(FIND, NO_FIND),
        RunSQL(FORGET, NO_FORGET),
    )


def follow_names(types: Iterable[RecordType], using: str) -> None:
    """After a migration, as the owner of the tables: rows go with the names of each type."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('coordination_forget_name()') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
        for known in types:
            if known.names is None:
                continue
            table = known.names._meta.db_table
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
            if cursor.fetchone()[0]:
                cursor.execute(FOLLOWS.format(table=table))
