"""Links: whoever sees both ends reads one, whoever logged one of them makes it, and an erasure takes it away.

The functions that know the tables of record types are made after the migrations, from the registry (links/walls.py).
What else belongs to a record by its bare key is erased with it by a function called `erase_beside_<feature>`: it runs
as the owner inside `case_erase`, and as anybody else it finds nothing to delete.
"""

from django.db import migrations

from operation.access.walls import OWN, history_wall, wall
from operation.audit.capture import WITHOUT_ADDING, captured
from operation.cases.links.walls import end_functions

HELD = """
CREATE FUNCTION link_ends_exist() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT (link_end_held(NEW.subject_type, NEW.subject_id) AND link_end_held(NEW.object_type, NEW.object_id)) THEN
        RAISE EXCEPTION 'a link needs two records' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ends_exist BEFORE INSERT OR UPDATE OF subject_type, subject_id, object_type, object_id
    ON operation_link FOR EACH ROW EXECUTE FUNCTION link_ends_exist();
"""
NOT_HELD = "DROP TRIGGER ends_exist ON operation_link; DROP FUNCTION link_ends_exist();"
NO_ENDS = "DROP FUNCTION link_end(text, uuid); DROP FUNCTION link_end_held(text, uuid);"

BESIDE = """
CREATE FUNCTION erase_beside_links(uuid) RETURNS void LANGUAGE sql AS $$
    DELETE FROM public.operation_linkevent WHERE subject_id = $1 OR object_id = $1;
    DELETE FROM public.operation_link WHERE subject_id = $1 OR object_id = $1;
$$;
"""
NOTHING_BESIDE = "DROP FUNCTION erase_beside_links(uuid);"

ERASE = """
CREATE OR REPLACE FUNCTION case_erase(records text, subject uuid, whole boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    originator uuid;
    own uuid := nullif(current_setting('app.organisation', true), '')::uuid;
    refers record;
    beside regproc;
BEGIN
    IF to_regclass(quote_ident(records || 'event')) IS NULL OR to_regclass(quote_ident(records || 'grant')) IS NULL THEN
        RAISE EXCEPTION '% holds no records', records USING ERRCODE = 'insufficient_privilege';
    END IF;
    EXECUTE format('SELECT originator_id FROM %I WHERE id = $1 FOR UPDATE', records) INTO originator USING subject;
    IF originator IS DISTINCT FROM own OR own IS NULL THEN
        RAISE EXCEPTION 'only the originator erases' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT 1 FROM operation_legalhold h WHERE h.record_id = subject AND h.lifted_at IS NULL) THEN
        RAISE EXCEPTION 'under legal hold' USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR refers IN
        SELECT c.conrelid::regclass AS child, a.attname AS key, a.attnotnull AS belongs,
            to_regclass(c.conrelid::regclass || 'event') AS history
        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.confrelid = quote_ident(records)::regclass
    LOOP
        IF refers.belongs THEN
            EXECUTE format('DELETE FROM %s WHERE %I = $1', refers.child, refers.key) USING subject;
        ELSIF whole THEN
            EXECUTE format('UPDATE %1$s SET %2$I = NULL WHERE %2$I = $1', refers.child, refers.key) USING subject;
            IF refers.history IS NOT NULL THEN
                EXECUTE format('UPDATE %1$s SET %2$I = NULL WHERE %2$I = $1', refers.history, refers.key)
                    USING subject;
            END IF;
        END IF;
    END LOOP;
    FOR beside IN SELECT oid FROM pg_proc
        WHERE proname LIKE 'erase\\_beside\\_%' AND pronamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('SELECT %s($1)', beside) USING subject;
    END LOOP;
    DELETE FROM operation_handlingconfirmation h WHERE h.record_id = subject;
    IF whole THEN
        DELETE FROM operation_casefact f WHERE f.record_id = subject;
        DELETE FROM operation_sharingnotice n WHERE n.record_id = subject AND n.kind = 'released';
        UPDATE operation_sharingnotice SET record_id = NULL WHERE record_id = subject;
        UPDATE operation_legalhold SET record_id = NULL WHERE record_id = subject;
        IF records = 'operation_rescuedlaborer' THEN
            UPDATE operation_suspect SET reclassified_as = NULL WHERE reclassified_as = subject;
            UPDATE operation_suspectevent SET reclassified_as = NULL WHERE reclassified_as = subject;
        END IF;
        EXECUTE format('DELETE FROM %I WHERE id = $1', records) USING subject;
    END IF;
    EXECUTE format('DELETE FROM %I WHERE pgh_obj_id = $1', records || 'event') USING subject;
END $$;
"""
SUBJECT, OBJECT = "link_end(subject_type, subject_id)", "link_end(object_type, object_id)"
SEEN = f"{SUBJECT} IS NOT NULL AND {OBJECT} IS NOT NULL"
OURS = f"originator_id = {OWN}"


class Migration(migrations.Migration):
    dependencies = [("operation", "0120_links")]

    operations = [
        migrations.RunSQL(end_functions(()), NO_ENDS),
        migrations.RunSQL(HELD, NOT_HELD),
        migrations.RunSQL(BESIDE, NOTHING_BESIDE),
        migrations.RunSQL(ERASE, migrations.RunSQL.noop),
        wall(
            "operation_link",
            {
                "reads": f"FOR SELECT USING ((withdrawn_at IS NULL OR {OURS}) AND {SEEN})",
                "makes": f"FOR INSERT WITH CHECK ({OURS} AND {SEEN} AND {OWN} IN ({SUBJECT}, {OBJECT}))",
                "amends": f"FOR UPDATE USING ({OURS}) WITH CHECK ({OURS})",
            },
        ),
        history_wall("operation_linkevent", "operation_link"),
        captured("operation_link", "operation.Link"),
        captured("operation_linkevent", "operation.LinkEvent", key="pgh_id", target="pgh_obj_id", on=WITHOUT_ADDING),
    ]
