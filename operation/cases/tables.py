"""For migrations: what a table of records, names or identifiers needs for searches, walls and trail; one line each.

    operations = [
        *record_table("Site"),
        *name_table("Site"),
        *identifier_table("Site"),
    ]

The functions that answer keys run as the owner of the tables, look at who asks, and tell keys alone (decision 21).
Those that look at one record run as who asks, so that the walls stand; in plpgsql, so that nothing is planned into the
list's own statement.
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

ONE = """
CREATE OR REPLACE FUNCTION {name}(record uuid, {arguments}) RETURNS boolean
LANGUAGE plpgsql STABLE COST 1000 AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM public.{words} w WHERE w.record_id = record AND {match});
END $$;
"""
ALIKE = """
CREATE OR REPLACE FUNCTION {words}_alike(asked text[], at_most int) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT ARRAY(SELECT found.id FROM (
        SELECT r.id, row_number() OVER (PARTITION BY one ORDER BY r.created_at DESC) AS place
        FROM unnest(asked) one JOIN {words} w ON w.sounds @> ARRAY[one]::varchar[] JOIN {record} r ON r.id = w.record_id
        WHERE r.originator_id = {own} AND r.deleted_at IS NULL AND {mark}
    ) found WHERE found.place <= at_most)
$$;
"""
"""Of the own records the newest of each key: what others logged changes nothing of the answer."""

ESCAPED = r"'%' || regexp_replace(asked, '([\\%_])', '\\\1', 'g') || '%'"
PAIRS = """
CREATE FUNCTION han_pairs(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(SELECT DISTINCT substr(run[1], place, 2)
    FROM regexp_matches(words, '[\\u4e00-\\u9fff]{2,}', 'g') AS run, generate_series(1, length(run[1]) - 1) AS place);
"""
"""Of a narrative only what is Chinese is found by two letters: pairs of everything would outgrow the table."""

HOLDS = f"CASE WHEN length(asked) = 2 THEN letter_pairs({{column}}) @> ARRAY[asked] ELSE {{column}} LIKE {ESCAPED} END"
TELLS = (
    f"CASE WHEN length(asked) = 2 THEN han_pairs(narrative) @> ARRAY[asked] ELSE lower(narrative) LIKE {ESCAPED} END"
)
SOUNDS = "(w.sounds @> asked::varchar[] OR (cardinality(whole) > 0 AND w.sounds @> whole::varchar[]))"
STARTS = "EXISTS (SELECT 1 FROM unnest(asked) one WHERE starts_with(w.search_key, one))"
STARTING = """SELECT w.record_id, w.tlp FROM unnest(asked) one JOIN {words} w
    ON w.search_key ~>=~ one AND w.search_key ~<~ (one || chr(1114111))"""
SOME, LONG = "cardinality(asked) > 0", "length(asked) >= 2"


def record_table(model: str) -> Sequence[RunSQL]:
    """Searches by reference and narrative; of the types that were there before, the reference alone was searched."""
    record = f"operation_{model.lower()}"
    return (
        _index(record, "trigrams", "reference gin_trgm_ops"),
        _index(record, "pairs", "letter_pairs(reference)"),
        _answering(f"{record}_holding", "asked text", record, _bare(record, HOLDS.format(column="reference")), LONG),
        *narrative_table(model),
    )


def narrative_table(model: str) -> Sequence[RunSQL]:
    """Search in the narrative."""
    record = f"operation_{model.lower()}"
    return (
        _index(record, "narrative", "lower(narrative) gin_trgm_ops"),
        _index(record, "narrative_pairs", "han_pairs(narrative)"),
        _answering(f"{record}_telling", "asked text", record, _bare(record, TELLS), LONG),
    )


def name_table(model: str) -> Sequence[RunSQL]:
    """Wall, trail and searches of the names of a type."""
    record = f"operation_{model.lower()}"
    words = f"{record}name"
    match = HOLDS.format(column="folded")
    return (
        name_wall(words, record),
        captured(words, f"operation.{model}Name", target="record_id"),
        _index(words, "trigrams", "folded gin_trgm_ops"),
        _index(words, "pairs", "letter_pairs(folded)"),
        _answering(f"{words}_holding", "asked text", record, _marked(words, match), LONG, name_mark("hit", "r")),
        _one(words, "one_holds", "asked text", "strpos(w.folded, asked) > 0"),
        *sound_table(model),
    )


def sound_table(model: str) -> Sequence[RunSQL]:
    """Search of the names of a type by their sound."""
    record = f"operation_{model.lower()}"
    words, arguments = f"{record}name", "asked text[], whole text[]"
    return (
        _index(words, "sounds", "sounds"),
        _answering(f"{words}_sounding", arguments, record, _marked(words, SOUNDS), SOME, name_mark("hit", "r")),
        _one(words, "one_sounds", arguments, SOUNDS),
        _alike(words, record),
    )


def identifier_table(model: str) -> Sequence[RunSQL]:
    """Wall, trail and searches of the identifiers of a type."""
    record = f"operation_{model.lower()}"
    words = f"{record}identifier"
    hit = STARTING.format(words=words)
    return (
        name_wall(words, record),
        captured(words, f"operation.{model}Identifier", target="record_id"),
        RunSQL(f"CREATE INDEX {words}_same ON {words} (kind, normalised);", RunSQL.noop),
        RunSQL(f"CREATE INDEX {words}_keys ON {words} (search_key text_pattern_ops);", RunSQL.noop),
        RunSQL(
            f"CREATE INDEX {words}_waiting ON {words} (record_id) WHERE verdict = 'fail' AND NOT confirmed;",
            RunSQL.noop,
        ),
        _answering(f"{words}_starting", "asked text[]", record, hit, SOME, name_mark("hit", "r")),
        _one(words, "one_starts", "asked text[]", STARTS),
    )


def _alike(words: str, record: str) -> RunSQL:
    mark = name_mark("w", "r")
    made = ALIKE.format(words=words, record=record, mark=mark, own=OWN)
    return RunSQL(made, f"DROP FUNCTION {words}_alike(text[], int);")


def _answering(name: str, arguments: str, record: str, hit: str, condition: str, mark: str = "true") -> RunSQL:
    parts = {"name": name, "arguments": arguments, "record": record, "hit": hit, "condition": condition, "mark": mark}
    made = ANSWER.format(**parts, own=OWN, readers=GROUP)
    types = arguments.replace("asked ", "").replace("whole ", "")
    return RunSQL(made, f"DROP FUNCTION {name}({types}, int);")


def _one(words: str, name: str, arguments: str, match: str) -> RunSQL:
    made = ONE.format(name=f"{words}_{name}", arguments=arguments, words=words, match=match)
    types = arguments.replace("asked ", "").replace("whole ", "")
    return RunSQL(made, f"DROP FUNCTION {words}_{name}(uuid, {types});")


def _index(table: str, name: str, of: str) -> RunSQL:
    return RunSQL(f"CREATE INDEX {table}_{name} ON {table} USING gin ({of});", f"DROP INDEX {table}_{name};")


def _bare(record: str, match: str) -> str:
    return f"SELECT w.id AS record_id FROM {record} w WHERE {match}"


def _marked(words: str, match: str) -> str:
    return f"SELECT w.record_id, w.tlp FROM {words} w WHERE {match}"
