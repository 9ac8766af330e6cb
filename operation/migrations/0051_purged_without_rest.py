"""A purge leaves no key of the record, and reaches what is TLP:RED.

Tables that name a record by its bare key follow it: what was released of it and who confirmed its handling go, recalls
and lifted holds are told without the key. So does the history of records that referred to it. The handling text that
was confirmed is content: it goes as soon as the content does.
"""

from django.db import migrations, models

from operation.access.walls import record_wall

RECORDS = ("syndicate", "suspect", "rescuedlaborer", "seizedasset")
ERASE = """
CREATE OR REPLACE FUNCTION case_erase(records text, subject uuid, whole boolean) RETURNS void
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


class Migration(migrations.Migration):
    dependencies = [("operation", "0032_vault_walls")]

    operations = [
        migrations.AlterField("sharingnotice", "record_id", models.UUIDField(null=True)),
        migrations.AlterField("legalhold", "record_id", models.UUIDField(null=True)),
        migrations.RunSQL(ERASE, migrations.RunSQL.noop),
        *(record_wall(f"operation_{name}", f"operation_{name}grant") for name in RECORDS),
    ]
