"""The reviewed functions of the meeting, as SQL for migrations: what sees past the walls, and what it may do there.

Each runs as the owner of the tables, looks at who asks, writes matches and answers nothing, or organisations alone.
What they write stands in the trail without a person (`HIDE`): in his own part of the trail the one who saved would
else read that there is a match of which his agency may not know.
"""

from operation.access.walls import OWN, SYSTEM, USER, holds
from operation.cases.base import REFERENCE_ALPHABET, REFERENCE_LENGTH

CHANNEL = "deconfliction"
"""As the trail names what acts here."""

MATCHING = "matching"
"""The system's name under which heard names are read and written, hits of names are kept, and the sweep runs."""

FIGURES = "figures"
"""The name under which the counts ask which records are the same (access/context.py)."""

ASIDE = "SET search_path = pg_catalog, public"
REVIEWED = f"LANGUAGE plpgsql SECURITY DEFINER {ASIDE}"

SETTINGS = ("app.user", "app.acting_for", "app.address", "app.channel")
HIDDEN = ("", "", "", CHANNEL)
READ = ", ".join(f"current_setting('{name}', true)" for name in SETTINGS)
SET = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in zip(SETTINGS, HIDDEN, strict=True))
SET_AGAIN = ", ".join(f"set_config('{name}', coalesce(before[{n}], ''), true)" for n, name in enumerate(SETTINGS, 1))
HIDE = f"""
CREATE FUNCTION coordination_hide() RETURNS text[] LANGUAGE plpgsql {ASIDE} AS $$
DECLARE
    before text[] := ARRAY[{READ}];
BEGIN
    PERFORM {SET};
    RETURN before;
END $$;
"""
"""Who acts is the system from here on; what was set before is returned, for `coordination_show`."""

SHOW = f"""
CREATE FUNCTION coordination_show(before text[]) RETURNS void LANGUAGE plpgsql {ASIDE} AS $$
BEGIN
    PERFORM {SET_AGAIN};
END $$;
"""

NEW_REFERENCE = f"""
CREATE FUNCTION coordination_reference(of_operation uuid) RETURNS text LANGUAGE sql VOLATILE {ASIDE} AS $$
    SELECT o.prefix || '-LM-MAT-' || (
        SELECT string_agg(substr('{REFERENCE_ALPHABET}', 1 + floor(random() * {len(REFERENCE_ALPHABET)})::int, 1), '')
        FROM generate_series(1, {REFERENCE_LENGTH}))
    FROM operation_operation o WHERE o.id = of_operation;
$$;
"""

TELL = f"""
CREATE FUNCTION coordination_tell(which uuid, at timestamptz) RETURNS void LANGUAGE plpgsql {ASIDE} AS $$
DECLARE
    hiding int;
    guarding int;
BEGIN
    SELECT count(*) FILTER (WHERE guarded AND revealed_at IS NULL), count(*) FILTER (WHERE guarded)
        INTO hiding, guarding FROM coordination_matchside WHERE match_id = which;
    UPDATE coordination_matchside s SET knows = now_knows, told_at = coalesce(s.told_at, at)
        FROM (SELECT id, CASE WHEN hiding = 0 THEN 'all' ELSE 'coordinator' END AS now_knows
            FROM coordination_matchside WHERE match_id = which
                AND (hiding = 0 OR guarding = 2 OR (guarded AND revealed_at IS NULL))) n
        WHERE s.id = n.id AND s.knows <> 'all' AND s.knows <> n.now_knows;
    UPDATE coordination_match m SET
        one_knows = CASE WHEN m.one_knows = 'all' THEN 'all' ELSE coalesce(a.knows, 'nobody') END,
        other_knows = CASE WHEN m.other_knows = 'all' THEN 'all' ELSE coalesce(b.knows, 'nobody') END,
        told_at = CASE WHEN hiding = 0 THEN coalesce(m.told_at, at) ELSE m.told_at END
        FROM coordination_matchside a, coordination_matchside b
        WHERE m.id = which AND a.match_id = which AND a.organisation_id = m.one_id
            AND b.match_id = which AND b.organisation_id = m.other_id
            AND (hiding = 0 OR guarding < 2);
END $$;
"""
"""Who knows of a match, from what its sides guard. Where both do, each is told and neither with whom (decision 36)."""

PAIR = f"""
CREATE FUNCTION coordination_pair(found_by text, mine_type text, mine uuid, other_type text, other uuid,
    named text[], marked text[], points text[], mine_marked boolean, other_marked boolean, at timestamptz)
RETURNS void LANGUAGE plpgsql {ASIDE} AS $$
DECLARE
    a record;
    b record;
    m record;
    known record;
    digest text := encode(sha256(convert_to(least(mine, other)::text || greatest(mine, other)::text, 'UTF8')), 'hex');
    agree text[] := CASE WHEN cardinality(named) > 0 THEN named ELSE marked END;
    a_guards boolean;
    b_guards boolean;
BEGIN
    SELECT * INTO a FROM coordination_record(mine_type, mine);
    SELECT * INTO b FROM coordination_record(other_type, other);
    IF a.originator IS NULL OR b.originator IS NULL OR a.originator = b.originator THEN
        RETURN;
    END IF;
    a_guards := a.guarded OR (cardinality(named) = 0 AND mine_marked);
    b_guards := b.guarded OR (cardinality(named) = 0 AND other_marked);
    SELECT x.id, s.points::text[] @> coordination_pair.points AS is_old,
            s.guarded AND s.revealed_at IS NULL AS a_hides, t.guarded AND t.revealed_at IS NULL AS b_hides,
            s.closed_at IS NOT NULL OR t.closed_at IS NOT NULL AS shut
        INTO known FROM coordination_match x
        JOIN coordination_matchside s ON s.match_id = x.id AND s.organisation_id = a.originator
        JOIN coordination_matchside t ON t.match_id = x.id AND t.organisation_id = b.originator
        WHERE x.pair = digest;
    IF known.id IS NULL THEN
        INSERT INTO coordination_match (id, created_at, reference, operation_id, one_id, other_id, one_knows,
            other_knows, pair, found_by, kinds, state, outcome, proposed, version, is_synthetic)
        VALUES (gen_random_uuid(), at, coordination_reference(a.operation), a.operation,
            least(a.originator, b.originator), greatest(a.originator, b.originator), 'nobody', 'nobody', digest,
            found_by, agree, 'found', '', '', 1, a.synthetic AND b.synthetic)
        ON CONFLICT DO NOTHING RETURNING id INTO m;
        IF m.id IS NULL THEN
            RETURN;
        END IF;
        INSERT INTO coordination_matchside (id, created_at, match_id, organisation_id, record_type, record_id, guarded,
            knows, kept, points)
        VALUES (gen_random_uuid(), at, m.id, a.originator, mine_type, mine, a_guards, 'nobody',
                coordination_kept(agree, marked, mine_marked AND NOT other_marked), points),
            (gen_random_uuid(), at, m.id, b.originator, other_type, other, b_guards, 'nobody',
                coordination_kept(agree, marked, other_marked AND NOT mine_marked), points);
        PERFORM coordination_tell(m.id, at);
        RETURN;
    END IF;
    IF known.is_old AND NOT known.shut AND known.a_hides <= a_guards AND known.b_hides <= b_guards THEN
        RETURN;
    END IF;
    PERFORM coordination_again(known.id, a.originator, a_guards, b_guards, agree, points, found_by, at);
END $$;
"""
"""One pair of records: a match the first time, and again when something about it is new. `named` are the kinds that
agree without a mark, `marked` those of which an identifier is marked stricter than its record."""

KEPT = f"""
CREATE FUNCTION coordination_kept(agree text[], marked text[], alone boolean) RETURNS text[]
LANGUAGE sql IMMUTABLE {ASIDE} AS $$
    SELECT CASE WHEN alone THEN ARRAY(SELECT k FROM unnest(marked) k WHERE k <> ALL(agree) ORDER BY k)
        ELSE '{{}}'::text[] END;
$$;
"""
"""Kinds that agree as well and are a side's own to know: it marked their identifier, the other side did not."""

AGAIN = f"""
CREATE FUNCTION coordination_again(which uuid, own uuid, a_guards boolean, b_guards boolean, agree text[],
    fresh text[], way text, at timestamptz)
RETURNS void LANGUAGE plpgsql {ASIDE} AS $$
DECLARE
    held record;
    opened boolean;
    is_new boolean;
BEGIN
    SELECT * INTO held FROM coordination_match WHERE id = which FOR UPDATE;
    SELECT NOT points::text[] @> fresh INTO is_new FROM coordination_matchside
        WHERE match_id = which AND organisation_id = own;
    UPDATE coordination_matchside s SET guarded = s.guarded AND
            (s.revealed_at IS NOT NULL OR CASE WHEN s.organisation_id = own THEN a_guards ELSE b_guards END)
        WHERE s.match_id = which AND s.guarded;
    opened := held.told_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM coordination_matchside s
            WHERE s.match_id = which AND s.guarded AND s.revealed_at IS NULL);
    UPDATE coordination_matchside s SET closed_at = NULL, noted_at = NULL,
            points = ARRAY(SELECT DISTINCT p FROM unnest(s.points || fresh) p ORDER BY p)
        WHERE s.match_id = which;
    UPDATE coordination_match SET version = version + 1,
            kinds = CASE WHEN opened THEN agree
                WHEN a_guards OR b_guards THEN ARRAY(SELECT DISTINCT k FROM unnest(kinds || agree) k
                    WHERE told_at IS NULL OR k = ANY(kinds) ORDER BY k)
                ELSE ARRAY(SELECT DISTINCT k FROM unnest(kinds || agree) k ORDER BY k) END
        WHERE id = which;
    IF held.state = 'closed' OR (held.state = 'rejected' AND is_new AND way = 'identifier') THEN
        UPDATE coordination_match SET state = 'found', outcome = '', proposed = '', proposed_by_id = NULL,
            concluded_at = NULL WHERE id = which;
        INSERT INTO coordination_matchstep (id, created_at, match_id, organisation_id, name, outcome, words)
            VALUES (gen_random_uuid(), at, which, own, 'reopened', '', '');
    END IF;
    PERFORM coordination_tell(which, at);
END $$;
"""
"""A pair that is known, with something new: an identifier, a looser marking, a record that is in use again."""

KEEP = f"""
CREATE FUNCTION coordination_keep(own uuid, found_by text, hits jsonb, at timestamptz)
RETURNS void LANGUAGE plpgsql {ASIDE} AS $$
DECLARE
    hit record;
BEGIN
    FOR hit IN
        SELECT h.mine_type, h.mine, h.other_type, h.other,
            coalesce(array_agg(DISTINCT h.kind) FILTER (WHERE NOT (h.mine_marked OR h.other_marked)), '{{}}') AS named,
            coalesce(array_agg(DISTINCT h.kind) FILTER (WHERE h.mine_marked OR h.other_marked), '{{}}') AS marked,
            array_agg(DISTINCT h.point) AS points,
            bool_or(h.mine_marked) AS mine_marked, bool_or(h.other_marked) AS other_marked
        FROM jsonb_to_recordset(hits) AS h(mine_type text, mine uuid, other_type text, other uuid, kind text,
            point text, mine_marked boolean, other_marked boolean)
        WHERE own = (SELECT r.originator FROM coordination_record(h.mine_type, h.mine) r)
        GROUP BY 1, 2, 3, 4 ORDER BY least(h.mine, h.other), greatest(h.mine, h.other)
    LOOP
        PERFORM coordination_pair(found_by, hit.mine_type, hit.mine, hit.other_type, hit.other, hit.named, hit.marked,
            hit.points, hit.mine_marked, hit.other_marked, at);
    END LOOP;
END $$;
"""
"""Hits of records of `own`, pair by pair in one order, so that two who find the same do not wait for each other."""

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
    (HIDE, "coordination_hide()"),
    (SHOW, "coordination_show(text[])"),
    (NEW_REFERENCE, "coordination_reference(uuid)"),
    (TELL, "coordination_tell(uuid, timestamptz)"),
    (KEPT, "coordination_kept(text[], text[], boolean)"),
    (AGAIN, "coordination_again(uuid, uuid, boolean, boolean, text[], text[], text, timestamptz)"),
    (
        PAIR,
        "coordination_pair(text, text, uuid, text, uuid, text[], text[], text[], boolean, boolean, timestamptz)",
    ),
    (KEEP, "coordination_keep(uuid, text, jsonb, timestamptz)"),
    (MEET, "coordination_meet(text, uuid[], timestamptz)"),
    (LOG, "coordination_log(text, jsonb, timestamptz)"),
    (SWEEP, "coordination_sweep(timestamptz, timestamptz)"),
    (LEAVE, "coordination_leave(uuid[], boolean, timestamptz)"),
    (REVEAL, "coordination_reveal(uuid, timestamptz)"),
    (PROBE, "coordination_probe(text, text, timestamptz)"),
    (BESIDE, "coordination_beside(uuid)"),
    (PAIRS, "coordination_pairs(uuid[])"),
    (KNOWN, "coordination_pairs_known(uuid, date, timestamptz)"),
    (HELD_STILL, "coordination_hold_still(uuid, text, uuid[])"),
    (ERASE, "erase_beside_deconfliction(uuid)"),
)
