"""The second wall of what two organisations have between them, as SQL for migrations: what between.py says."""

from django.db.migrations.operations.special import RunSQL

from operation.access.walls import KIND, OWN, SYSTEM, holds, wall

CLOCKS = "clocks"
"""The name under which the work that gives reminders sees the facts of what was sent, and nothing else."""


def between_wall(table: str, permission: str) -> RunSQL:
    """Facts. Read: the two sides, and LMLECC what was sent. Opened by the sender, changed by both sides.

    A draft is its sender's, who may throw it away. Clocks are watched under a name of their own (`CLOCKS`).
    """
    sides = f"(sender_id = {OWN} OR (recipient_id = {OWN} AND state <> 'draft'))"
    lmlecc = f"({KIND} = 'secretariat' AND state <> 'draft')"
    return wall(
        table,
        {
            "reads": f"FOR SELECT USING ({holds(permission)} AND ({sides} OR {lmlecc}))",
            "opens": f"FOR INSERT WITH CHECK (sender_id = {OWN})",
            "amends": f"FOR UPDATE USING ({sides}) WITH CHECK ({sides})",
            "discards": f"FOR DELETE USING (sender_id = {OWN} AND state = 'draft')",
            "watches": f"FOR SELECT USING ({SYSTEM} = '{CLOCKS}' AND state <> 'draft')",
        },
    )


def told_wall(table: str, parent: str, key: str, *, by: str = "") -> RunSQL:
    """Facts that belong to a row and are only added: read with it, added by both sides, or `by` part of the system."""
    of = f"EXISTS (SELECT 1 FROM {parent} b WHERE b.id = {table}.{key}"
    sides = f"{of} AND (b.sender_id = {OWN} OR b.recipient_id = {OWN}))"
    adds = f"{SYSTEM} = '{by}'" if by else sides
    return wall(table, {"reads": f"FOR SELECT USING ({of}))", "adds": f"FOR INSERT WITH CHECK ({adds})"})


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
