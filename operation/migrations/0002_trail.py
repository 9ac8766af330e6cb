"""The trail: lanes, the one function that appends, and no other way in (prototypes §3)."""

from django.db import migrations

LANES = 23

APPEND = """
CREATE FUNCTION audit_append(
    actor uuid, organisation uuid, channel text, address text, verb text,
    target_type text, target uuid, reference text, details jsonb
) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    head operation_audithead;
    moment timestamptz := clock_timestamp();
    key uuid := uuidv7();
    link bytea;
BEGIN
    SELECT * INTO head FROM operation_audithead LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        SELECT * INTO head FROM operation_audithead WHERE lane = pg_backend_pid() % %(lanes)s FOR UPDATE;
    END IF;
    link := sha256(head.hash || convert_to(jsonb_build_array(
        head.lane, head.n + 1, extract(epoch FROM moment), actor, organisation, channel, address, verb,
        target_type, target, reference, details)::text, 'UTF8'));
    INSERT INTO operation_auditentry (id, lane, n, at, actor_id, organisation_id, channel, address, verb,
        target_type, target_id, reference, details, hash)
    VALUES (key, head.lane, head.n + 1, moment, actor, organisation, channel, address, verb,
        target_type, target, reference, details, link);
    UPDATE operation_audithead SET n = head.n + 1, hash = link WHERE lane = head.lane;
    RETURN key;
END $$;
ALTER TABLE operation_audithead SET (fillfactor = 10);
INSERT INTO operation_audithead (lane, n, hash)
    SELECT lane, 0, decode(repeat('00', 32), 'hex') FROM generate_series(0, %(lanes)s - 1) AS lane;
"""
UNDO = """
DROP FUNCTION audit_append(uuid, uuid, text, text, text, text, uuid, text, jsonb);
DELETE FROM operation_audithead;
"""


class Migration(migrations.Migration):
    dependencies = [("operation", "0001_initial")]

    operations = [migrations.RunSQL(APPEND.replace("%(lanes)s", str(LANES)), UNDO)]
