"""Which records are the same, as SQL for migrations: reviewed functions that answer the counts alone (clusters.py)."""

from coordination.deconfliction.keeping import ASIDE, FIGURES, REVIEWED
from operation.access.walls import SYSTEM

BESIDE = f"""
CREATE OR REPLACE FUNCTION coordination_beside(key uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE {ASIDE} AS $$
BEGIN
    RETURN QUERY
    SELECT t.record_id FROM coordination_matchside s
    JOIN coordination_match m ON m.id = s.match_id AND m.state = 'confirmed'
    JOIN coordination_matchside t ON t.match_id = m.id AND t.id <> s.id AND t.record_type = s.record_type
    WHERE s.record_id = key AND t.record_id IS NOT NULL
    UNION SELECT p.held_record FROM coordination_removalperson p
        WHERE p.asking_record = key AND p.end = 'received' AND p.held_record IS NOT NULL
    UNION SELECT p.asking_record FROM coordination_removalperson p
        WHERE p.held_record = key AND p.end = 'received' AND p.asking_record IS NOT NULL
    UNION SELECT c.other_id FROM operation_combination c WHERE c.kept_id = key AND c.undone_at IS NULL
    UNION SELECT c.kept_id FROM operation_combination c WHERE c.other_id = key AND c.undone_at IS NULL;
END $$;
"""
"""Records that are the same as this one: by a match that both sides confirmed, because one side handed over whom the
other received, or because their agency combined them.

A side that is closed stays: a deleted record counts nothing, and who it was is known all the same."""

PAIRS = f"""
CREATE OR REPLACE FUNCTION coordination_pairs(keys uuid[]) RETURNS TABLE (one uuid, other uuid) {REVIEWED} AS $$
BEGIN
    IF coalesce({SYSTEM}, '') <> '{FIGURES}' THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH RECURSIVE reached AS (
        SELECT k AS here FROM unnest(keys) k
        UNION SELECT there FROM reached r CROSS JOIN LATERAL coordination_beside(r.here) there
    )
    SELECT r.here, there FROM reached r CROSS JOIN LATERAL coordination_beside(r.here) there WHERE r.here < there;
END $$;
"""
"""For the de-duplicated counts: all pairs of records that are the same and can be reached from these."""

KNOWN = f"""
CREATE OR REPLACE FUNCTION coordination_pairs_known(of_operation uuid, on_day date, before timestamptz)
RETURNS TABLE (one uuid, other uuid) {REVIEWED} AS $$
BEGIN
    IF coalesce({SYSTEM}, '') <> '{FIGURES}' THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT s.record_id, t.record_id FROM coordination_match m
    JOIN coordination_matchside s ON s.match_id = m.id
    JOIN coordination_matchside t ON t.match_id = m.id AND t.id > s.id AND t.record_type = s.record_type
    CROSS JOIN LATERAL (
        SELECT p.name, p.outcome FROM coordination_matchstep p
        WHERE p.match_id = m.id AND p.name IN ('agreed', 'reopened') AND p.created_at < before
        ORDER BY p.created_at DESC, p.id DESC LIMIT 1
    ) last
    WHERE m.operation_id = of_operation AND last.name = 'agreed' AND last.outcome <> 'not_same'
        AND s.record_id IS NOT NULL AND t.record_id IS NOT NULL
    UNION
    SELECT p.asking_record, p.held_record FROM coordination_removalperson p
    JOIN coordination_removal r ON r.id = p.removal_id AND r.operation_id = of_operation
    WHERE p.end = 'received' AND p.asking_record IS NOT NULL AND p.held_record IS NOT NULL
        AND CASE WHEN p.sent = p.arrived THEN EXISTS (SELECT 1 FROM coordination_removalstep w
                WHERE w.removal_id = r.id AND w.name = 'receive' AND w.created_at < before)
            ELSE EXISTS (SELECT 1 FROM coordination_removalincident i
                WHERE i.removal_id = r.id AND i.of_heads AND i.resolved_on <= on_day) END
    UNION
    SELECT c.kept_id, c.other_id FROM operation_combination c
    WHERE c.created_at < before AND (c.undone_at IS NULL OR c.undone_at >= before);
END $$;
"""
"""The same as it was known at the end of a day, from the steps of matches and removals; for the slow recount."""

HELD_STILL = f"""
CREATE OR REPLACE FUNCTION coordination_hold_still(of_match uuid, kind text, keys uuid[])
RETURNS SETOF uuid {REVIEWED} AS $$
DECLARE
    of_kind text := kind;
    held uuid[] := keys;
BEGIN
    IF coalesce({SYSTEM}, '') <> '{FIGURES}' THEN
        RETURN;
    END IF;
    IF of_match IS NOT NULL THEN
        SELECT min(s.record_type), array_agg(s.record_id) INTO of_kind, held FROM coordination_matchside s
            WHERE s.match_id = of_match AND s.record_id IS NOT NULL HAVING count(DISTINCT s.record_type) = 1;
    END IF;
    PERFORM coordination_hold(of_kind, held);
    RETURN QUERY SELECT unnest(held);
END $$;
"""
"""Both records of a match, or those named, held until the transaction ends: what they count stays as it is."""

MADE = (
    (BESIDE, "coordination_beside(uuid)"),
    (PAIRS, "coordination_pairs(uuid[])"),
    (KNOWN, "coordination_pairs_known(uuid, date, timestamptz)"),
    (HELD_STILL, "coordination_hold_still(uuid, text, uuid[])"),
)
