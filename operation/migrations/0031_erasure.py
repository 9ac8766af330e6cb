"""Erase a record's content: the one function that removes history and records, for their originator alone.

A table of records is one with its history (`…event`) and its releases (`…grant`) beside it; whatever refers to it by a
foreign key goes with the record, or has the relation emptied where it may be empty. So a new type needs nothing here.
"""

from django.db import migrations

ERASE = """
CREATE FUNCTION case_erase(records text, subject uuid, whole boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    originator uuid;
    own uuid := nullif(current_setting('app.organisation', true), '')::uuid;
    refers record;
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
        SELECT c.conrelid::regclass AS child, a.attname AS key, a.attnotnull AS belongs
        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.confrelid = quote_ident(records)::regclass
    LOOP
        IF refers.belongs THEN
            EXECUTE format('DELETE FROM %s WHERE %I = $1', refers.child, refers.key) USING subject;
        ELSIF whole THEN
            EXECUTE format('UPDATE %1$s SET %2$I = NULL WHERE %2$I = $1', refers.child, refers.key) USING subject;
        END IF;
    END LOOP;
    IF whole THEN
        DELETE FROM operation_casefact f WHERE f.record_id = subject;
        EXECUTE format('DELETE FROM %I WHERE id = $1', records) USING subject;
    END IF;
    EXECUTE format('DELETE FROM %I WHERE pgh_obj_id = $1', records || 'event') USING subject;
END $$;
"""
UNDO = "DROP FUNCTION case_erase(text, uuid, boolean);"


class Migration(migrations.Migration):
    dependencies = [("operation", "0030_vault")]

    operations = [migrations.RunSQL(ERASE, UNDO)]
