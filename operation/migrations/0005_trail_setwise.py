"""The trail takes any number of entries in one call: one lane is held and its head written once."""

from django.db import migrations

LANES = 23

DROP_SINGLE = "DROP FUNCTION audit_append(uuid, uuid, text, text, text, text, uuid, text, jsonb);"
APPEND = """
CREATE FUNCTION audit_append(
    actor uuid, organisation uuid, channel text, address text, verb text,
    target_types text[], targets uuid[], refs text[], details jsonb[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    head operation_audithead;
    moment timestamptz;
BEGIN
    SELECT * INTO head FROM operation_audithead LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        SELECT * INTO head FROM operation_audithead WHERE lane = pg_backend_pid() % %(lanes)s FOR UPDATE;
    END IF;
    FOR i IN 1 .. cardinality(targets) LOOP
        moment := clock_timestamp();
        head.n := head.n + 1;
        head.hash := sha256(head.hash || convert_to(jsonb_build_array(
            head.lane, head.n, extract(epoch FROM moment), actor, organisation, channel, address, verb,
            target_types[i], targets[i], refs[i], details[i])::text, 'UTF8'));
        INSERT INTO operation_auditentry (id, lane, n, at, actor_id, organisation_id, channel, address, verb,
            target_type, target_id, reference, details, hash)
        VALUES (uuidv7(), head.lane, head.n, moment, actor, organisation, channel, address, verb,
            target_types[i], targets[i], refs[i], details[i], head.hash);
    END LOOP;
    UPDATE operation_audithead SET n = head.n, hash = head.hash WHERE lane = head.lane;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("operation", "0004_plan_sources")]

    operations = [migrations.RunSQL(DROP_SINGLE + APPEND.replace("%(lanes)s", str(LANES)), migrations.RunSQL.noop)]
