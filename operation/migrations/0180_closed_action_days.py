"""Action days that are closed to others than those who take part, and the wall before them.

Open ones stand open as the rest of the plan. A closed one is read by those to whom it is closed, and written under the
name of the work that keeps it, which sees the numbers of all.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

from operation.access.walls import OWN, SYSTEM, USER, holds, wall

DAY, COUNTRIES = "operation_actionday", "operation_actionday_countries"
KEEPS = f"{SYSTEM} = 'action days'"
MINE = f"(closed_to @> ARRAY[{OWN}] AND ({holds('joint.read_all')} OR named @> ARRAY[{USER}]))"
OPEN = f"(NOT closed OR {KEEPS})"
OF_DAY = f"EXISTS (SELECT 1 FROM {DAY} d WHERE d.id = actionday_id"


def _keys() -> models.Field:
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.UUIDField(), blank=True, default=list, editable=False, size=None
    )


class Migration(migrations.Migration):
    dependencies = [("operation", "0107_action_progress")]

    operations = [
        migrations.AddField("actionday", "closed", models.BooleanField("closed", default=False, editable=False)),
        migrations.AddField("actionday", "closed_to", _keys()),
        migrations.AddField("actionday", "named", _keys()),
        wall(
            DAY,
            {
                "reads": f"FOR SELECT USING ({OPEN} OR {MINE})",
                "adds": f"FOR INSERT WITH CHECK ({OPEN})",
                "amends": f"FOR UPDATE USING ({OPEN}) WITH CHECK ({OPEN})",
                "takes": f"FOR DELETE USING ({OPEN})",
            },
        ),
        wall(
            COUNTRIES,
            {
                "reads": f"FOR SELECT USING ({OF_DAY}))",
                "writes": f"FOR ALL USING ({OF_DAY} AND (NOT d.closed OR {KEEPS})))"
                f" WITH CHECK ({OF_DAY} AND (NOT d.closed OR {KEEPS})))",
            },
        ),
    ]
