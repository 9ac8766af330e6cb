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

    Written and removed by both sides, up to the mark: an action says by which, the trail by whom.
    """
    written = f"({_content(table, parent, key, SIDES)})"
    return wall(
        table,
        {
            "reads": f"FOR SELECT USING ({_content(table, parent, key, READERS)})",
            "adds": f"FOR INSERT WITH CHECK {written}",
            "amends": f"FOR UPDATE USING {written} WITH CHECK {written}",
            "takes": f"FOR DELETE USING {written}",
        },
    )


def said_wall(table: str, parent: str, key: str, *, by: str, drafted: bool = False) -> RunSQL:
    """What each side said, in rows that are only added, each for the side in the column `by`; read as other content.

    `drafted`: as long as their row is a draft, its sender takes them away again, to write anew.
    """
    adds = f"{by} = {OWN} AND {_content(table, parent, key, SIDES)}"
    policies = {
        "reads": f"FOR SELECT USING ({_content(table, parent, key, READERS)})",
        "adds": f"FOR INSERT WITH CHECK ({adds})",
    }
    if drafted:
        mine = _content(table, parent, key, f"b.sender_id = {OWN} AND b.state = 'draft'")
        policies["takes"] = f"FOR DELETE USING ({mine})"
    return wall(table, policies)


SIDES = f"(b.sender_id = {OWN} OR b.recipient_id = {OWN})"
READERS = f"({SIDES} OR ({KIND} = 'secretariat' AND b.through_lmlecc))"


def _content(table: str, parent: str, key: str, who: str) -> str:
    """That a row belongs to what its reader sees, up to the mark, and is for `who`."""
    marked = f"(b.tlp <> 'amber_strict' OR {holds('record.read_strict')})"
    return f"EXISTS (SELECT 1 FROM {parent} b WHERE b.id = {table}.{key} AND {marked} AND {who})"
