"""The second wall of matches, as SQL for migrations: what models.py says of who sees what.

Matches and their sides are written by the functions of `reviewed.py`; the application changes what the two
sides do about a match, and adds what one tells the other.
"""

from django.db.migrations.operations.special import RunSQL

from operation.access.walls import KIND, OWN, SYSTEM, holds, wall

READS, SPEAKS = holds("match.read"), holds("match.disclose")
MATCH = "coordination_match"


def _knows(column: str) -> str:
    return f"({column} = 'all' OR ({column} = 'coordinator' AND {SPEAKS}))"


def match_wall() -> RunSQL:
    """Read: a side that knows of it, LMLECC once both do. Changed by the coordinators of both sides.

    Any desk of LMLECC counts, under the name «measures», what both sides know of (counting.py).
    """
    sides = f"((one_id = {OWN} AND {_knows('one_knows')}) OR (other_id = {OWN} AND {_knows('other_knows')}))"
    lmlecc = f"({KIND} = 'secretariat' AND one_knows = 'all' AND other_knows = 'all')"
    speaks = f"{sides} AND {SPEAKS}"
    return wall(
        MATCH,
        {
            "reads": f"FOR SELECT USING ({READS} AND ({sides} OR {lmlecc}))",
            "amends": f"FOR UPDATE USING ({speaks}) WITH CHECK ({speaks})",
            "counts": f"FOR SELECT USING ({SYSTEM} = 'measures' AND {holds('figures.read')} AND {lmlecc})",
        },
    )


def side_wall() -> RunSQL:
    """The own side alone, once one may know of it; written by the meeting, and set aside by its coordinator."""
    own = f"{READS} AND organisation_id = {OWN} AND {_knows('knows')}"
    notes = f"{own} AND {SPEAKS}"
    return wall(
        "coordination_matchside",
        {
            "reads": f"FOR SELECT USING ({own})",
            "notes": f"FOR UPDATE USING ({notes}) WITH CHECK ({notes})",
        },
    )


def told_wall(table: str, *, taken_back: bool) -> RunSQL:
    """What one side tells the other: read by both, added and taken back by who tells."""
    seen = f"EXISTS (SELECT 1 FROM {MATCH} m WHERE m.id = match_id AND (m.one_id = {OWN} OR m.other_id = {OWN}))"
    own = f"{SPEAKS} AND organisation_id = {OWN} AND {seen}"
    policies = {"reads": f"FOR SELECT USING ({READS} AND {seen})", "adds": f"FOR INSERT WITH CHECK ({own})"}
    if taken_back:
        policies["takes"] = f"FOR DELETE USING ({own})"
    return wall(table, policies)


def probe_wall() -> RunSQL:
    """What was asked: the asking agency's own."""
    own = f"organisation_id = {OWN}"
    return wall(
        "coordination_probe",
        {
            "reads": f"FOR SELECT USING ({READS} AND {own})",
            "asks": f"FOR INSERT WITH CHECK ({SPEAKS} AND {own})",
            "answers": f"FOR UPDATE USING ({SPEAKS} AND {own}) WITH CHECK ({SPEAKS} AND {own})",
        },
    )


def probe_hit_wall() -> RunSQL:
    """Whom a question met: read and noted by the holder, of a guarded record by its coordinator."""
    own = f"organisation_id = {OWN}"
    return wall(
        "coordination_probehit",
        {
            "reads": f"FOR SELECT USING ({READS} AND {own} AND (NOT guarded OR {SPEAKS}))",
            "notes": f"FOR UPDATE USING ({SPEAKS} AND {own}) WITH CHECK ({SPEAKS} AND {own})",
        },
    )
