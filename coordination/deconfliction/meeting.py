"""The meeting of identifiers, as SQL: functions that know the tables of record types.

They are made anew from the registry after every migration (subscriptions.py), so that a new type meets the others
without a migration here. They run as who calls them: as the owner inside the functions of `reviewed.py`; as
anybody else they find what the walls let through.
"""

from collections.abc import Iterable, Sequence

from django.db import connections

from operation.cases.registry import RecordType

SHORTEST = 5
"""Signs that an identifier must have to be compared: «1» and «none» meet everybody."""

NOT_COMPARED = ("case",)
"""A case number is an agency's own; the same digits elsewhere are another case."""

RECORD = """
CREATE OR REPLACE FUNCTION coordination_record(kind text, key uuid)
RETURNS TABLE (originator uuid, operation uuid, guarded boolean, synthetic boolean)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public AS $$
BEGIN
    {asked}RETURN;
END $$;
"""
"""A record that is in use: whose it is, and whether its holder alone is told of a match."""

ONE_RECORD = """IF kind = '{code}' THEN
        RETURN QUERY SELECT r.originator_id, r.operation_id, {guarded}, r.is_synthetic
            FROM {record} r WHERE r.id = key AND r.deleted_at IS NULL;
    END IF;
    """
GUARDED = "(r.tlp NOT IN ('clear', 'green', 'amber', 'amber_strict') OR r.handling_code NOT IN ('H0', 'H1'))"
"""RED, H2, H3, and any mark that is not known (domain.md §5)."""

POINTS = """
CREATE OR REPLACE FUNCTION coordination_points(of_type text, keys uuid[], own uuid)
RETURNS TABLE (mine_type text, mine uuid, other_type text, other uuid, kind text, point text, mine_marked boolean,
    other_marked boolean)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    RETURN QUERY
    SELECT m.type, m.id, o.type, o.id, m.kind, encode(sha256(convert_to(m.kind || '|' || m.normalised, 'UTF8')), 'hex'),
        m.marked, o.marked
    FROM ({mine}) m JOIN LATERAL ({others}) o ON true;
END $$;
"""
"""What records of one agency have in common with those of others: keys and kinds, never a value."""

MINE = """SELECT '{code}'::text AS type, r.id, i.kind::text, i.normalised::text, i.tlp <> '' AS marked
    FROM {record}identifier i JOIN {record} r ON r.id = i.record_id
    WHERE of_type = '{code}' AND i.record_id = ANY(keys) AND r.originator_id = own AND r.deleted_at IS NULL
        AND i.kind <> ALL('{{{apart}}}') AND length(i.normalised) >= {shortest}"""
OTHERS = """SELECT '{code}'::text AS type, r.id, i.tlp <> '' AS marked
    FROM {record}identifier i JOIN {record} r ON r.id = i.record_id
    WHERE i.kind = m.kind AND i.normalised = m.normalised AND r.originator_id <> own AND r.deleted_at IS NULL"""
NO_MINE = (
    "SELECT ''::text AS type, NULL::uuid AS id, ''::text AS kind, ''::text AS normalised, false AS marked WHERE false"
)
NO_OTHERS = "SELECT ''::text AS type, NULL::uuid AS id, false AS marked WHERE false"

HELD = """
CREATE OR REPLACE FUNCTION coordination_held(of_kind text, value text)
RETURNS TABLE (type text, id uuid, marked boolean)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public SET plan_cache_mode = force_custom_plan AS $$
BEGIN
    RETURN QUERY {held};
END $$;
"""
"""Records that bear an identifier."""

ONE_HELD = """SELECT '{code}'::text AS type, r.id, i.tlp <> '' AS marked
    FROM {record}identifier i JOIN {record} r ON r.id = i.record_id
    WHERE i.kind = of_kind AND i.normalised = value AND r.deleted_at IS NULL"""

RECENT = """
CREATE OR REPLACE FUNCTION coordination_recent(since timestamptz)
RETURNS TABLE (of_type text, own uuid, keys uuid[])
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public AS $$
BEGIN
    RETURN QUERY {recent};
END $$;
"""
"""Records with an identifier that was written since, by type and agency."""

ONE_RECENT = """SELECT '{code}'::text, r.originator_id, array_agg(DISTINCT r.id)
    FROM {record}identifier i JOIN {record} r ON r.id = i.record_id
    WHERE i.created_at >= since GROUP BY r.originator_id"""
NO_RECENT = "SELECT ''::text, NULL::uuid, NULL::uuid[] WHERE false"

HOLD = """
CREATE OR REPLACE FUNCTION coordination_hold(kind text, keys uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    {held}RETURN;
END $$;
"""
"""Records of one type, held until the transaction ends: the counts ask it when two of them turn out to be the same."""

ONE_HOLD = """IF kind = '{code}' THEN
        PERFORM 1 FROM {record} r WHERE r.id = ANY(keys) ORDER BY r.id FOR UPDATE;
    END IF;
    """

FUNCTIONS = (
    "coordination_record(text, uuid)",
    "coordination_points(text, uuid[], uuid)",
    "coordination_held(text, text)",
    "coordination_recent(timestamptz)",
    "coordination_hold(text, uuid[])",
)
NO_FUNCTIONS = "".join(f"DROP FUNCTION {name};" for name in FUNCTIONS)


def functions(types: Iterable[RecordType]) -> str:
    """All of them, for these types."""
    known = tuple(types)
    bearing = [_names(one) for one in known if one.identifiers]
    asked = [ONE_RECORD.format(guarded=_guarded(one), **_names(one)) for one in known]
    mine = [MINE.format(**names) for names in bearing]
    others = [OTHERS.format(**names) for names in bearing]
    held = [ONE_HELD.format(**names) for names in bearing]
    recent = [ONE_RECENT.format(**names) for names in bearing]
    still = [ONE_HOLD.format(**_names(one)) for one in known]
    return (
        RECORD.format(asked="".join(asked))
        + POINTS.format(mine=_all(mine) or NO_MINE, others=_all(others) or NO_OTHERS)
        + HELD.format(held=_all(held) or NO_OTHERS)
        + RECENT.format(recent=_all(recent) or NO_RECENT)
        + HOLD.format(held="".join(still))
    )


def _all(parts: Sequence[str]) -> str:
    return "\n    UNION ALL ".join(parts)


def _names(known: RecordType) -> dict[str, str]:
    apart = ",".join(NOT_COMPARED)
    return {"code": known.code, "record": known.model._meta.db_table, "apart": apart, "shortest": str(SHORTEST)}


def _guarded(known: RecordType) -> str:
    """Victims are never given away by a hit: a type whose links are told to few is guarded whatever its marks."""
    return "true" if known.linked_for else GUARDED


def know_types(types: Iterable[RecordType], using: str) -> None:
    """Make the functions for these types, as the owner of the tables; nothing before there are matches."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('coordination_match') IS NOT NULL")
        if cursor.fetchone()[0]:
            cursor.execute(functions(types))
