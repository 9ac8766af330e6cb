"""The second wall follows TLP as the first does, and stands before jobs and the values of records over time."""

from django.db import migrations

from operation.access.walls import SYSTEM, USER, grant_wall, history_wall, own_wall, record_wall, wall

RECORDS = ("syndicate", "suspect", "rescuedlaborer", "seizedasset")
WHOSE = f"requested_by_id = {USER} OR {SYSTEM} = 'jobs'"


class Migration(migrations.Migration):
    dependencies = [("operation", "0013_lane_by_place")]

    operations = [
        *(record_wall(f"operation_{name}", f"operation_{name}grant") for name in RECORDS),
        *(grant_wall(f"operation_{name}grant") for name in RECORDS),
        *(history_wall(f"operation_{name}event", f"operation_{name}") for name in RECORDS),
        own_wall("operation_casefact", secretariat=True),
        # a person's own jobs; the engine's claims, renewals and sweeps see all
        wall(
            "operation_job",
            {
                "reads": f"FOR SELECT USING ({WHOSE})",
                "asks": f"FOR INSERT WITH CHECK (requested_by_id = {USER})",
                "works": f"FOR UPDATE USING ({WHOSE}) WITH CHECK ({WHOSE})",
            },
        ),
    ]
