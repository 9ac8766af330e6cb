"""The meeting of identifiers, and the second wall of what comes of it (decision 36).

The functions that know the tables of record types are made after the migrations, from the registry (meeting.py).
"""

from django.db import migrations

from coordination.deconfliction import keeping, reviewed, same_sql
from coordination.deconfliction.meeting import NO_FUNCTIONS, functions
from coordination.deconfliction.walls import match_wall, probe_hit_wall, probe_wall, side_wall, told_wall
from operation.audit.capture import WITHOUT_ADDING, captured

MADE = (*keeping.MADE, *reviewed.MADE, *same_sql.MADE)


class Migration(migrations.Migration):
    dependencies = [("coordination", "0030_matches")]

    operations = [
        migrations.RunSQL(functions(()), NO_FUNCTIONS),
        *(migrations.RunSQL(made, f"DROP FUNCTION {name};") for made, name in MADE),
        match_wall(),
        side_wall(),
        told_wall("coordination_matchdisclosure", taken_back=True),
        told_wall("coordination_matchstep", taken_back=False),
        probe_wall(),
        probe_hit_wall(),
        captured("coordination_match", "coordination.Match"),
        captured("coordination_matchside", "coordination.MatchSide", target="match_id"),
        captured("coordination_matchdisclosure", "coordination.MatchDisclosure", target="match_id"),
        captured("coordination_matchstep", "coordination.MatchStep", target="match_id", on=WITHOUT_ADDING),
        captured("coordination_probe", "coordination.Probe"),
        captured("coordination_probehit", "coordination.ProbeHit"),
    ]
