"""The trail: a row is known by its lane and number alone; a transaction keeps its lane; more lanes than connections.

A transaction that appends again stays in the lane that it holds: it never takes a second one from others, and two that
wait for a lane never wait for each other. There are more lanes than PostgreSQL lets connections in by default (100), so
that none waits at all.
"""

from django.db import migrations, models

from operation.access.walls import OWN, USER

LANES = 128

KEY = """
ALTER TABLE operation_auditentry DROP CONSTRAINT operation_auditentry_pkey;
ALTER TABLE operation_auditentry DROP CONSTRAINT audit_lane_n;
ALTER TABLE operation_auditentry ADD CONSTRAINT operation_auditentry_pkey PRIMARY KEY (lane, n);
ALTER TABLE operation_auditentry DROP COLUMN id;
"""
APPEND = """
CREATE OR REPLACE FUNCTION audit_append(
    actor uuid, organisation uuid, channel text, address text, verb text,
    target_types text[], targets uuid[], refs text[], details jsonb[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    held text := nullif(current_setting('audit.lane', true), '');
    head operation_audithead;
    moment timestamptz;
BEGIN
    IF held IS NOT NULL THEN
        SELECT * INTO head FROM operation_audithead WHERE lane = held::smallint FOR UPDATE;
    ELSE
        SELECT * INTO head FROM operation_audithead LIMIT 1 FOR UPDATE SKIP LOCKED;
        IF NOT FOUND THEN
            SELECT * INTO head FROM operation_audithead WHERE lane = (SELECT lane FROM operation_audithead ORDER BY lane
                OFFSET pg_backend_pid() % (SELECT count(*) FROM operation_audithead) LIMIT 1) FOR UPDATE;
        END IF;
        PERFORM set_config('audit.lane', head.lane::text, true);
    END IF;
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
    UPDATE operation_audithead SET n = head.n, hash = head.hash WHERE lane = head.lane;
END $$;
"""
MORE_LANES = f"""
INSERT INTO operation_audithead (lane, n, hash)
SELECT lane, 0, decode(repeat('00', 32), 'hex') FROM generate_series(0, {LANES} - 1) AS lane ON CONFLICT DO NOTHING;
"""
# Who may read entries: the data-protection officer all, everybody the own, an agency those about its records.
WALL = f"""
ALTER TABLE operation_auditentry ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON operation_auditentry FOR SELECT USING (
    (SELECT 'trail.read' = ANY(string_to_array(current_setting('app.holds', true), ',')))
    OR actor_id = {USER}
    OR EXISTS (SELECT 1 FROM operation_casefact f WHERE f.record_id = target_id AND f.originator_id = {OWN}));
"""
# A list or search is one entry with the keys shown: only this function looks into them, for the record's originator,
# and tells nothing else of the entry. Operators on JSON lose their index under row-level security (stack.md).
READINGS = """
CREATE INDEX audit_shown ON operation_auditentry USING gin ((details -> 'shown') jsonb_path_ops)
    WHERE details ? 'shown';
CREATE FUNCTION audit_readings(record uuid, reading text[], before timestamptz, lane_before int, n_before bigint,
    at_most int)
RETURNS TABLE (lane smallint, n bigint, at timestamptz, verb varchar, channel varchar, actor_id uuid,
    organisation_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH found AS (
        SELECT e.* FROM operation_auditentry e WHERE e.target_id = record AND e.verb = ANY(reading)
        UNION ALL
        SELECT e.* FROM operation_auditentry e
        WHERE e.details ? 'shown' AND e.details -> 'shown' @> jsonb_build_array(record))
    SELECT f.lane, f.n, f.at, f.verb, f.channel, f.actor_id, f.organisation_id FROM found f
    WHERE (before IS NULL OR (f.at, f.lane, f.n) < (before, lane_before, n_before))
        AND EXISTS (SELECT 1 FROM operation_casefact c WHERE c.record_id = record
            AND c.originator_id = nullif(current_setting('app.organisation', true), '')::uuid)
        AND 'trail.read_own_records' = ANY(string_to_array(current_setting('app.holds', true), ','))
    ORDER BY f.at DESC, f.lane DESC, f.n DESC LIMIT at_most;
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("operation", "0005_trail_setwise")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(KEY)],
            state_operations=[
                migrations.RemoveConstraint("auditentry", "audit_lane_n"),
                migrations.RemoveField("auditentry", "id"),
                migrations.AddField(
                    "auditentry",
                    "pk",
                    models.CompositePrimaryKey("lane", "n", blank=True, editable=False, primary_key=True, serialize=False),
                ),
            ],
        ),
        migrations.AddIndex("auditentry", models.Index(fields=["-at", "-lane", "-n"], name="audit_newest")),
        migrations.RunSQL(APPEND),
        migrations.RunSQL(MORE_LANES),
        migrations.RunSQL(WALL),
        migrations.RunSQL(READINGS),
    ]
