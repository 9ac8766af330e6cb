"""The second wall before removals, and their changes caught; history and what was caught in it only grows."""

from django.db import migrations

from coordination.walls import between_wall, content_wall
from operation.audit.capture import WITHOUT_ADDING, captured

REMOVAL = "coordination_removal"
PARTS = ("terms", "person", "check", "item", "step", "incident")


class Migration(migrations.Migration):
    dependencies = [("coordination", "0020_removals"), ("operation", "0105_moved_by_removals")]

    operations = [
        between_wall(REMOVAL, "removal.read"),
        *(content_wall(f"{REMOVAL}{part}", REMOVAL, "removal_id") for part in PARTS),
        captured(REMOVAL, "coordination.Removal"),
        captured(f"{REMOVAL}terms", "coordination.RemovalTerms", target="removal_id"),
        captured(f"{REMOVAL}person", "coordination.RemovalPerson", target="removal_id"),
        captured(f"{REMOVAL}check", "coordination.RemovalCheck", target="removal_id"),
        captured(f"{REMOVAL}item", "coordination.RemovalItem", target="removal_id"),
        captured(f"{REMOVAL}incident", "coordination.RemovalIncident", target="removal_id"),
        captured(f"{REMOVAL}step", "coordination.RemovalStep", target="removal_id", on=WITHOUT_ADDING),
    ]
