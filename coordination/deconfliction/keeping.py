"""How matches are kept, as SQL for migrations: pairs of records, their sides, and who knows of them.

Nobody calls these by himself: the reviewed functions do (reviewed.py), which run as the owner of the tables. What they
write stands in the trail without a person (`HIDE`): in his own part of the trail the one who saved would else read that
there is a match of which his agency may not know.
"""

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
)
