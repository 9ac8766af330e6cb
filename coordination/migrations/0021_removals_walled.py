"""The second wall before removals, and their changes caught; history and what was caught in it only grows.

What lists copied of a suspect goes with him, from drafts of the other side too: `erase_beside_removals` is called by
his erasure (operation 0121). Before the hand-over he is off the list, as removals/erasing.py says. What is caught of it
names no person: whoever erases reads in his own trail nothing of a draft that was not sent to him.
"""

from django.db import migrations

from coordination.walls import between_wall, content_wall, said_wall
from operation.audit.capture import WITHOUT_ADDING, captured

REMOVAL = "coordination_removal"
PERSON, CHECK = f"{REMOVAL}person", f"{REMOVAL}check"
PARTS = ("terms", "person", "check", "item", "incident")

OF_HIM = "$1 IN (p.held_record, p.asking_record)"
BEFORE = "r.state NOT IN ('handed_over', 'received', 'closed')"
BESIDE = f"""
CREATE FUNCTION erase_beside_removals(uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    who text := coalesce(current_setting('app.user', true), '');
BEGIN
    PERFORM set_config('app.user', '', true);
    UPDATE public.{CHECK} SET words = '' WHERE person_id IN (SELECT p.id FROM public.{PERSON} p WHERE {OF_HIM});
    UPDATE public.{REMOVAL} r SET heads = r.heads - gone.heads, version = r.version + 1
        FROM (SELECT p.removal_id, count(*) AS heads FROM public.{PERSON} p
            WHERE {OF_HIM} AND p."end" = '' GROUP BY p.removal_id) gone
        WHERE r.id = gone.removal_id AND {BEFORE};
    UPDATE public.{PERSON} p SET name = '', lang = '', romanised = '', sex = 'unknown', born = '', nationalities = '',
            document = '', document_kind = '', document_country = '', why = '',
            held_record = nullif(p.held_record, $1), asking_record = nullif(p.asking_record, $1),
            "end" = CASE WHEN p."end" = '' AND {BEFORE} THEN 'taken_off' ELSE p."end" END
        FROM public.{REMOVAL} r WHERE r.id = p.removal_id AND {OF_HIM};
    PERFORM set_config('app.user', who, true);
END;
$$;
"""
NOTHING_BESIDE = "DROP FUNCTION erase_beside_removals(uuid);"


class Migration(migrations.Migration):
    dependencies = [("coordination", "0020_removals"), ("operation", "0105_moved_by_removals")]

    operations = [
        between_wall(REMOVAL, "removal.read"),
        *(content_wall(f"{REMOVAL}{part}", REMOVAL, "removal_id") for part in PARTS),
        said_wall(f"{REMOVAL}step", REMOVAL, "removal_id", by="side_id"),
        migrations.RunSQL(BESIDE, NOTHING_BESIDE),
        captured(REMOVAL, "coordination.Removal"),
        captured(f"{REMOVAL}terms", "coordination.RemovalTerms", target="removal_id"),
        captured(PERSON, "coordination.RemovalPerson", target="removal_id"),
        captured(CHECK, "coordination.RemovalCheck", target="removal_id"),
        captured(f"{REMOVAL}item", "coordination.RemovalItem", target="removal_id"),
        captured(f"{REMOVAL}incident", "coordination.RemovalIncident", target="removal_id"),
        captured(f"{REMOVAL}step", "coordination.RemovalStep", target="removal_id", on=WITHOUT_ADDING),
    ]
