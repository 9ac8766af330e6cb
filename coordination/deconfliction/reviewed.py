"""The reviewed functions of the meeting, as SQL for migrations: what sees past the walls, and what it may do there.

Each runs as the owner of the tables, looks at who asks, writes matches (keeping.py) and answers nothing, or
organisations alone. The counts have theirs in same_sql.py.
"""

from coordination.deconfliction.keeping import ASIDE, MATCHING, REVIEWED
from operation.access.walls import OWN, SYSTEM, USER, holds

MEET = f"""
CREATE FUNCTION coordination_meet(of_type text, keys uuid[], at timestamptz) RETURNS void {REVIEWED} AS $$
DECLARE
    own uuid := {OWN};
    hits jsonb;
    told text[];
BEGIN
    IF own IS NULL THEN
        RETURN;
    END IF;
    SELECT jsonb_agg(to_jsonb(p)) INTO hits FROM coordination_points(of_type, keys, own) p;
    IF hits IS NOT NULL THEN
        told := coordination_hide();
        PERFORM coordination_keep(own, 'identifier', hits, at);
        PERFORM coordination_show(told);
    END IF;
END $$;
"""
"""The identifiers of these records of the caller's agency meet everybody else's."""

LOG = f"""
CREATE FUNCTION coordination_log(found_by text, hits jsonb, at timestamptz) RETURNS void {REVIEWED} AS $$
DECLARE
    own uuid := {OWN};
    told text[];
BEGIN
    IF own IS NOT NULL AND {SYSTEM} = '{MATCHING}' THEN
        told := coordination_hide();
        PERFORM coordination_keep(own, found_by, hits, at);
        PERFORM coordination_show(told);
    END IF;
END $$;
"""
"""Hits that were found elsewhere, of records of the caller's agency; of any other they are passed over."""

SWEEP = f"""
CREATE FUNCTION coordination_sweep(since timestamptz, at timestamptz) RETURNS void {REVIEWED} AS $$
DECLARE
    part record;
    hits jsonb;
    told text[];
BEGIN
    IF {SYSTEM} IS DISTINCT FROM '{MATCHING}' THEN
        RETURN;
    END IF;
    told := coordination_hide();
    FOR part IN SELECT * FROM coordination_recent(since) LOOP
        SELECT jsonb_agg(to_jsonb(p)) INTO hits FROM coordination_points(part.of_type, part.keys, part.own) p;
        IF hits IS NOT NULL THEN
            PERFORM coordination_keep(part.own, 'identifier', hits, at);
        END IF;
    END LOOP;
    PERFORM coordination_show(told);
END $$;
"""
"""The same for all that was written since: what a save could not finish because its process ended."""

LEAVE = f"""
CREATE FUNCTION coordination_leave(keys uuid[], closes boolean, at timestamptz) RETURNS void {REVIEWED} AS $$
DECLARE
    own uuid := {OWN};
    matches uuid[];
    told text[] := coordination_hide();
BEGIN
    SELECT array_agg(match_id) INTO matches FROM coordination_matchside
        WHERE record_id = ANY(keys) AND organisation_id = own;
    DELETE FROM coordination_matchdisclosure WHERE match_id = ANY(matches) AND organisation_id = own;
    IF closes THEN
        UPDATE coordination_matchside SET closed_at = at
            WHERE match_id = ANY(matches) AND organisation_id = own AND closed_at IS NULL;
        UPDATE coordination_match SET state = 'closed', proposed = '', proposed_by_id = NULL, version = version + 1
            WHERE id = ANY(matches) AND state IN ('found', 'in_dialogue');
    END IF;
    PERFORM coordination_show(told);
END $$;
"""
"""What was told of records of the caller's agency goes; where they are out of use, their side closes too."""

REVEAL = f"""
CREATE FUNCTION coordination_reveal(which uuid, at timestamptz) RETURNS boolean {REVIEWED} AS $$
DECLARE
    own uuid := {OWN};
BEGIN
    IF own IS NULL OR NOT {holds("match.disclose")} THEN
        RETURN false;
    END IF;
    PERFORM 1 FROM coordination_match WHERE id = which FOR UPDATE;
    UPDATE coordination_matchside SET revealed_at = at WHERE match_id = which AND organisation_id = own
        AND guarded AND revealed_at IS NULL AND closed_at IS NULL AND knows <> 'nobody';
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO coordination_matchstep (id, created_at, match_id, organisation_id, name, outcome, words, taken_by_id)
        VALUES (gen_random_uuid(), at, which, own, 'revealed', '', '', {USER});
    PERFORM coordination_tell(which, at);
    RETURN true;
END $$;
"""
"""The caller's agency lets the other side know of a match that it guards."""

PROBE = f"""
CREATE FUNCTION coordination_probe(of_kind text, value text, at timestamptz) RETURNS uuid[] {REVIEWED} AS $$
DECLARE
    own uuid := {OWN};
    named uuid[];
    before text[];
BEGIN
    IF own IS NULL OR NOT {holds("match.disclose")} THEN
        RETURN '{{}}';
    END IF;
    before := coordination_hide();
    WITH met AS MATERIALIZED (
        SELECT h.type, h.id, r.originator, r.guarded OR h.marked AS guarded
        FROM coordination_held(of_kind, value) h, coordination_record(h.type, h.id) r WHERE r.originator <> own
    ), told AS (
        INSERT INTO coordination_probehit (id, created_at, organisation_id, asker_id, kind, record_type, record_id,
            guarded)
        SELECT gen_random_uuid(), at, originator, own, of_kind, type, id, bool_and(guarded)
        FROM met GROUP BY originator, type, id
    )
    SELECT array_agg(DISTINCT originator ORDER BY originator) FILTER (WHERE NOT guarded) INTO named FROM met;
    PERFORM coordination_show(before);
    RETURN coalesce(named, '{{}}');
END $$;
"""
"""Which agencies bear an identifier and may be named; every one that bears it is told that it was asked for."""

ERASE = f"""
CREATE FUNCTION erase_beside_deconfliction(uuid) RETURNS void LANGUAGE plpgsql {ASIDE} AS $$
DECLARE
    told text[] := public.coordination_hide();
BEGIN
    DELETE FROM public.coordination_matchdisclosure d USING public.coordination_matchside s
        WHERE s.record_id = $1 AND d.match_id = s.match_id AND d.organisation_id = s.organisation_id;
    UPDATE public.coordination_match SET state = 'closed', proposed = '', proposed_by_id = NULL, version = version + 1
        WHERE state IN ('found', 'in_dialogue')
            AND id IN (SELECT match_id FROM public.coordination_matchside WHERE record_id = $1);
    UPDATE public.coordination_matchside SET record_id = NULL, points = '{{}}', kept = '{{}}',
        closed_at = coalesce(closed_at, now()) WHERE record_id = $1;
    DELETE FROM public.coordination_probehit WHERE record_id = $1;
    PERFORM public.coordination_show(told);
END $$;
"""
"""Called by `case_erase` (migration 0121): nothing of an erased record stays here but that there was one."""

MADE = (
    (MEET, "coordination_meet(text, uuid[], timestamptz)"),
    (LOG, "coordination_log(text, jsonb, timestamptz)"),
    (SWEEP, "coordination_sweep(timestamptz, timestamptz)"),
    (LEAVE, "coordination_leave(uuid[], boolean, timestamptz)"),
    (REVEAL, "coordination_reveal(uuid, timestamptz)"),
    (PROBE, "coordination_probe(text, text, timestamptz)"),
    (ERASE, "erase_beside_deconfliction(uuid)"),
)
