"""Search by index behind the second wall: trigrams for three letters and more, pairs for two (operation/cases/search.py)."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from operation.access.walls import GROUP, OWN

RECORDS = ("syndicate", "suspect", "rescuedlaborer", "seizedasset")
NAMED = ("syndicate", "suspect")

PAIRS = """
CREATE FUNCTION letter_pairs(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(SELECT DISTINCT substr(words, place, 2) FROM generate_series(1, length(words) - 1) AS place);
"""
INDEXES = """
CREATE INDEX {words}_trigrams ON {words} USING gin ({column} gin_trgm_ops);
CREATE INDEX {words}_pairs ON {words} USING gin (letter_pairs({column}));
"""
FIND = """
CREATE FUNCTION {words}_holding(asked text, at_most int) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    own uuid := {own};
    readers int := {readers};
    pattern text := '%' || regexp_replace(asked, '([\\\\%_])', '\\\\\\1', 'g') || '%';
    found uuid[];
BEGIN
    IF own IS NULL OR length(asked) < 2 THEN
        RETURN '{{}}';
    ELSIF length(asked) = 2 THEN
        found := ARRAY(SELECT {key} FROM {words} WHERE letter_pairs({column}) @> ARRAY[asked] LIMIT at_most + 1);
    ELSE
        found := ARRAY(SELECT {key} FROM {words} WHERE {column} LIKE pattern LIMIT at_most + 1);
    END IF;
    RETURN CASE WHEN cardinality(found) <= at_most THEN ARRAY(
        SELECT r.id FROM {record} r WHERE r.id = ANY (found)
            AND (r.originator_id = own OR EXISTS (SELECT 1 FROM {record}grant g WHERE g.content_object_id = r.id
                AND g.group_id = readers AND (g.expires_at IS NULL OR g.expires_at > now())))) END;
END $$;
"""


def searched(record: str, words: str, key: str, column: str) -> migrations.RunSQL:
    """Records by what a column of `words` holds, of those that were logged by who asks, or released to it."""
    named = {"record": record, "words": words, "key": key, "column": column, "own": OWN, "readers": GROUP}
    undo = f"DROP FUNCTION {words}_holding(text, int); DROP INDEX {words}_trigrams; DROP INDEX {words}_pairs;"
    return migrations.RunSQL((INDEXES + FIND).format(**named), undo)


class Migration(migrations.Migration):
    dependencies = [("operation", "0042_handling_confirmations")]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(PAIRS, "DROP FUNCTION letter_pairs(text);"),
        *(searched(f"operation_{one}", f"operation_{one}", "id", "reference") for one in RECORDS),
        *(searched(f"operation_{one}", f"operation_{one}name", "record_id", "folded") for one in NAMED),
    ]
