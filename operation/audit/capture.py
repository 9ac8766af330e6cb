"""Changes caught in the database: whoever changes a row of a captured table, in whatever way, is in the trail.

Triggers tell each statement once: one call of `audit_append` for all its rows, with type, key and names of changed
columns, never a value. Bulk updates, raw SQL, cascades and a shell are caught like the actions of the application,
which say the reason beside it. Without a context the channel is «database role», and the details name the role.
"""

from collections.abc import Sequence

from django.db.migrations.operations.special import RunSQL

ADDED, CHANGED, REMOVED, EMPTIED = "row added", "row changed", "row removed", "table emptied"
VERBS = (ADDED, CHANGED, REMOVED, EMPTIED)
NO_CONTEXT = "database role"
NO_TARGET = "-"

ALL = ("insert", "update", "delete")
WITHOUT_ADDING = ("update", "delete")
SEES = {
    "insert": "REFERENCING NEW TABLE AS added",
    "update": "REFERENCING OLD TABLE AS removed NEW TABLE AS added",
    "delete": "REFERENCING OLD TABLE AS removed",
    "truncate": "",
}

TELL = f"""
CREATE OR REPLACE FUNCTION audit_tell(verb text, kind text, targets uuid[], refs text[], details jsonb[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    channel text := nullif(current_setting('app.channel', true), '');
BEGIN
    IF targets IS NULL THEN
        RETURN;
    END IF;
    IF channel IS NULL THEN
        details := ARRAY(SELECT one || jsonb_build_object('role', session_user)
            FROM unnest(details) WITH ORDINALITY AS u(one, place) ORDER BY place);
    END IF;
    PERFORM audit_append(
        nullif(current_setting('app.user', true), '')::uuid, nullif(current_setting('app.acting_for', true), '')::uuid,
        coalesce(channel, '{NO_CONTEXT}'),
        coalesce(nullif(current_setting('app.address', true), ''), host(inet_client_addr()), ''),
        verb, array_fill(kind, ARRAY[cardinality(targets)]), targets, refs, details);
END $$;
REVOKE EXECUTE ON FUNCTION audit_tell(text, text, uuid[], text[], jsonb[]) FROM PUBLIC;
"""
CAPTURE = f"""
CREATE OR REPLACE FUNCTION audit_capture() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    key text := TG_ARGV[1];
    target text := TG_ARGV[2];
    own bool := TG_ARGV[1] = TG_ARGV[2];
    untold text[] := string_to_array(coalesce(TG_ARGV[3], ''), ',');
    verb text := CASE TG_OP WHEN 'INSERT' THEN '{ADDED}' WHEN 'UPDATE' THEN '{CHANGED}'
        WHEN 'DELETE' THEN '{REMOVED}' ELSE '{EMPTIED}' END;
    targets uuid[];
    refs text[];
    details jsonb[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg((x.j ->> target)::uuid), array_agg(coalesce(x.j ->> 'reference', '')),
            array_agg(CASE WHEN own THEN '{{}}' ELSE jsonb_build_object('row', x.j ->> key) END)
        INTO targets, refs, details FROM (SELECT to_jsonb(a) AS j FROM added a OFFSET 0) x;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg((x.j ->> target)::uuid), array_agg(coalesce(x.j ->> 'reference', '')),
            array_agg(CASE WHEN own THEN '{{}}' ELSE jsonb_build_object('row', x.j ->> key) END)
        INTO targets, refs, details FROM (SELECT to_jsonb(r) AS j FROM removed r OFFSET 0) x;
    ELSIF TG_OP = 'UPDATE' THEN
        SELECT array_agg((x.j ->> target)::uuid), array_agg(coalesce(x.j ->> 'reference', '')),
            array_agg(CASE WHEN own THEN '{{}}' ELSE jsonb_build_object('row', x.j ->> key) END
                || jsonb_build_object('columns', x.columns))
        INTO targets, refs, details FROM (
            SELECT coalesce(n.j, o.j) AS j, (SELECT jsonb_agg(c ORDER BY c) FROM jsonb_object_keys(coalesce(n.j, o.j)) c
                WHERE n.j -> c IS DISTINCT FROM o.j -> c AND c <> ALL(untold)) AS columns
            FROM (SELECT to_jsonb(r) AS j FROM removed r OFFSET 0) o
            FULL JOIN (SELECT to_jsonb(a) AS j FROM added a OFFSET 0) n ON n.j ->> key = o.j ->> key
            OFFSET 0) x
        WHERE x.columns IS NOT NULL;
    ELSE
        targets := ARRAY[NULL::uuid]; refs := ARRAY['']; details := ARRAY['{{}}'::jsonb];
    END IF;
    PERFORM audit_tell(verb, TG_ARGV[0], targets, refs, details);
    RETURN NULL;
END $$;
"""
UNDO = """
DROP FUNCTION audit_capture();
DROP FUNCTION audit_tell(text, text, uuid[], text[], jsonb[]);
"""


def captured(
    table: str, kind: str, *, key: str = "id", target: str = "", on: Sequence[str] = ALL, untold: Sequence[str] = ()
) -> RunSQL:
    """For a migration: tell the trail of every row of `table` that is added, changed or removed, by whatever way.

    `kind` is the type that the entries name («operation.Suspect»). `key` is the primary key, `target` the UUID column
    of what an entry speaks of: the key itself, the record to which a row belongs (names, releases), or NO_TARGET.
    Where they differ the details hold the row's own key. `on` leaves out what only echoes another captured change, as
    history rows do that a trigger adds; `untold` names columns that change with every use and say nothing of
    themselves.

        operations = [captured("operation_vaultentry", "operation.VaultEntry", target="record_id")]
    """
    events = (*on, "truncate")
    arguments = f"'{kind}', '{key}', '{target or key}', '{','.join(untold)}'"
    made = "".join(
        f"CREATE OR REPLACE TRIGGER audit_{event} AFTER {event.upper()} ON {table} {SEES[event]} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION audit_capture({arguments});"
        for event in events
    )
    return RunSQL(made, "".join(f"DROP TRIGGER IF EXISTS audit_{event} ON {table};" for event in events))
