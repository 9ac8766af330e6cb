"""The second wall of what two organisations have between them, as SQL for migrations: what between.py says."""

from django.db.migrations.operations.special import RunSQL

from operation.access.walls import KIND, OWN, holds, wall


def between_wall(table: str, permission: str) -> RunSQL:
    """Facts. Read: the two sides, and LMLECC what was sent. Opened by the sender, changed by both sides."""
    sides = f"(sender_id = {OWN} OR (recipient_id = {OWN} AND state <> 'draft'))"
    lmlecc = f"({KIND} = 'secretariat' AND state <> 'draft')"
    return wall(
        table,
        {
            "reads": f"FOR SELECT USING ({holds(permission)} AND ({sides} OR {lmlecc}))",
            "opens": f"FOR INSERT WITH CHECK (sender_id = {OWN})",
            "amends": f"FOR UPDATE USING ({sides}) WITH CHECK ({sides})",
        },
    )


def content_wall(table: str, parent: str, key: str) -> RunSQL:
    """Texts and persons. Read: who reads their row, up to its mark; LMLECC where it was written through it.

    Written and removed by both sides: an action says by which, the trail by whom.
    """
    marked = f"(b.tlp <> 'amber_strict' OR {holds('record.read_strict')})"
    of = f"EXISTS (SELECT 1 FROM {parent} b WHERE b.id = {table}.{key}"
    sides = f"(b.sender_id = {OWN} OR b.recipient_id = {OWN})"
    lmlecc = f"({KIND} = 'secretariat' AND b.through_lmlecc)"
    written = f"({of} AND {sides}))"
    return wall(
        table,
        {
            "reads": f"FOR SELECT USING ({of} AND {marked} AND ({sides} OR {lmlecc})))",
            "adds": f"FOR INSERT WITH CHECK {written}",
            "amends": f"FOR UPDATE USING {written} WITH CHECK {written}",
            "takes": f"FOR DELETE USING {written}",
        },
    )
