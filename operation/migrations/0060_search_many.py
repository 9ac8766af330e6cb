"""Search names by key up to ten thousand hits, beyond that record by record (decision 21)."""

from django.db import migrations

from operation.access.walls import GROUP, OWN, name_mark

NAMED = ("syndicate", "suspect")

# what stands in the index under two letters, and under more
TWO = "letter_pairs(folded) @> ARRAY[asked]"
MORE = "folded LIKE '%' || regexp_replace(asked, '([\\\\%_])', '\\\\\\1', 'g') || '%'"
KEYS = """
WITH hit AS MATERIALIZED (SELECT record_id, tlp FROM operation_{record}name WHERE {match} LIMIT at_most + 1)
SELECT CASE WHEN (SELECT count(*) FROM hit) <= at_most THEN ARRAY(
    SELECT DISTINCT r.id FROM hit JOIN operation_{record} r ON r.id = hit.record_id
    WHERE {mark} AND (r.originator_id = own OR EXISTS (SELECT 1 FROM operation_{record}grant g
        WHERE g.content_object_id = r.id AND g.group_id = readers AND (g.expires_at IS NULL OR g.expires_at > now())))
) END INTO keys;
"""
FIND = """
CREATE OR REPLACE FUNCTION operation_{record}name_holding(asked text, at_most int) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    own uuid := {own};
    readers int := {readers};
    keys uuid[] := '{{}}';
BEGIN
    IF own IS NULL OR length(asked) < 2 THEN
        RETURN keys;
    ELSIF length(asked) = 2 THEN
        {two}
    ELSE
        {more}
    END IF;
    RETURN keys;
END $$;
"""
# plpgsql, so that nothing is planned into the list's own statement; as who asks, so that the walls stand
WALK = """
CREATE FUNCTION operation_{record}name_one_holds(record uuid, asked text) RETURNS boolean
LANGUAGE plpgsql STABLE COST 1000 AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM public.operation_{record}name n
        WHERE n.record_id = record AND strpos(n.folded, asked) > 0);
END $$;
"""


def find(record: str) -> str:
    """The function that answers keys: of records that who asks may read, by names whose mark he may see."""
    two, more = (KEYS.format(record=record, match=match, mark=name_mark("hit", "r")) for match in (TWO, MORE))
    return FIND.format(record=record, own=OWN, readers=GROUP, two=two, more=more)


class Migration(migrations.Migration):
    dependencies = [("operation", "0051_purged_without_rest")]

    operations = [
        *(migrations.RunSQL(find(one), migrations.RunSQL.noop) for one in NAMED),
        *(
            migrations.RunSQL(
                WALK.format(record=one), f"DROP FUNCTION operation_{one}name_one_holds(uuid, text);"
            )
            for one in NAMED
        ),
    ]
