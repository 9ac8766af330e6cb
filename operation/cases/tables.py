"""For migrations: what a table of names or identifiers needs besides its columns, in one line each.

The functions run as the owner of the tables, look at who asks, and answer keys alone (decision 21).
"""

from collections.abc import Sequence

from django.db.migrations.operations.special import RunSQL

from operation.access.walls import GROUP, OWN, name_mark, name_wall
from operation.audit.capture import captured

ANSWER = """
CREATE OR REPLACE FUNCTION {name}({arguments}, at_most int) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    own uuid := {own};
    readers int := {readers};
    keys uuid[] := '{{}}';
BEGIN
    IF own IS NULL OR NOT ({condition}) THEN
        RETURN keys;
    END IF;
    WITH hit AS MATERIALIZED ({hit} LIMIT at_most + 1)
    SELECT CASE WHEN (SELECT count(*) FROM hit) <= at_most THEN ARRAY(
        SELECT DISTINCT r.id FROM hit JOIN {record} r ON r.id = hit.record_id
        WHERE {mark} AND (r.originator_id = own OR EXISTS (SELECT 1 FROM {record}grant g
            WHERE g.content_object_id = r.id AND g.group_id = readers
            AND (g.expires_at IS NULL OR g.expires_at > now())))
    ) END INTO keys;
    RETURN keys;
END $$;
"""
"""Keys of records that were logged by who asks, or released to him; NULL when more than `at_most` rows hold it."""

STARTING = """SELECT w.record_id, w.tlp FROM unnest(asked) one JOIN {words} w
    ON w.search_key ~>=~ one AND w.search_key ~<~ (one || chr(1114111))"""
# as who asks, so that the walls stand; plpgsql, so that nothing is planned into the list's own statement
ONE_STARTS = """
CREATE FUNCTION {words}_one_starts(record uuid, asked text[]) RETURNS boolean
LANGUAGE plpgsql STABLE COST 1000 AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM public.{words} w, unnest(asked) one
        WHERE w.record_id = record AND starts_with(w.search_key, one));
END $$;
"""
INDEXES = """
CREATE INDEX {words}_same ON {words} (kind, normalised);
CREATE INDEX {words}_keys ON {words} (search_key text_pattern_ops);
CREATE INDEX {words}_waiting ON {words} (record_id) WHERE verdict = 'fail' AND NOT confirmed;
"""


def answering(name: str, arguments: str, record: str, *, hit: str, condition: str, mark: str) -> RunSQL:
    """A function that answers keys of the records found by `hit`, a query of (record_id, tlp)."""
    made = ANSWER.format(
        name=name, arguments=arguments, record=record, hit=hit, condition=condition, mark=mark, own=OWN, readers=GROUP
    )
    return RunSQL(made, RunSQL.noop)


def identifier_table(model: str) -> Sequence[RunSQL]:
    """Wall, trail, indexes and searches of the identifiers of a type: `*identifier_table("Suspect")`."""
    record = f"operation_{model.lower()}"
    words = f"{record}identifier"
    undo = f"DROP FUNCTION {words}_one_starts(uuid, text[]); DROP FUNCTION {words}_starting(text[], int);"
    return (
        name_wall(words, record),
        captured(words, f"operation.{model}Identifier", target="record_id"),
        RunSQL(INDEXES.format(words=words), RunSQL.noop),
        answering(
            f"{words}_starting",
            "asked text[]",
            record,
            hit=STARTING.format(words=words),
            condition="cardinality(asked) > 0",
            mark=name_mark("hit", "r"),
        ),
        RunSQL(ONE_STARTS.format(words=words), undo),
    )
