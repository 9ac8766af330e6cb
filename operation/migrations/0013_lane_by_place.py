"""A transaction finds the head of its lane by its place in the table.

By its number it walked over all versions of the row that it had written itself: the six-thousandth entry of one
transaction cost twice what the first did. Only the holder of a lane changes its head, so the place holds.
"""

from django.db import migrations

from operation.audit.capture import CAPTURE, NO_TARGET, captured

APPEND = """
CREATE OR REPLACE FUNCTION audit_append(
    actor uuid, organisation uuid, channel text, address text, verb text,
    target_types text[], targets uuid[], refs text[], details jsonb[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    place tid := nullif(current_setting('audit.lane', true), '')::tid;
    head operation_audithead;
    moment timestamptz;
BEGIN
    IF place IS NULL THEN
        SELECT ctid INTO place FROM operation_audithead LIMIT 1 FOR UPDATE SKIP LOCKED;
        IF NOT FOUND THEN
            SELECT lane INTO head.lane FROM operation_audithead ORDER BY lane
                OFFSET pg_backend_pid() % (SELECT count(*) FROM operation_audithead) LIMIT 1;
            SELECT ctid INTO place FROM operation_audithead WHERE lane = head.lane FOR UPDATE;
        END IF;
    END IF;
    SELECT * INTO STRICT head FROM operation_audithead WHERE ctid = place FOR UPDATE;
    FOR i IN 1 .. cardinality(targets) LOOP
        moment := clock_timestamp();
        head.n := head.n + 1;
        head.hash := sha256(head.hash || convert_to(jsonb_build_array(
            head.lane, head.n, extract(epoch FROM moment), actor, organisation, channel, address, verb,
            target_types[i], targets[i], refs[i], details[i])::text, 'UTF8'));
        INSERT INTO operation_auditentry (lane, n, at, actor_id, organisation_id, channel, address, verb,
            target_type, target_id, reference, details, hash)
        VALUES (head.lane, head.n, moment, actor, organisation, channel, address, verb,
            target_types[i], targets[i], refs[i], details[i], head.hash);
    END LOOP;
    UPDATE operation_audithead SET n = head.n, hash = head.hash WHERE ctid = place RETURNING ctid INTO STRICT place;
    PERFORM set_config('audit.lane', place::text, true);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("operation", "0020_ways_in")]

    operations = [
        migrations.RunSQL(APPEND + CAPTURE, migrations.RunSQL.noop),
        captured("operation_user", "operation.User", untold=["last_login"]),
        captured("operation_tokenscope", "operation.TokenScope", key="token_id", target=NO_TARGET),
        captured("knox_authtoken", "knox.AuthToken", key="digest", target="user_id"),
    ]
