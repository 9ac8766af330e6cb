"""Row-level security on every table that holds what a country has not released."""

from django.db import migrations

from operation.access.walls import child_wall, grant_wall, own_wall, record_wall

RECORDS = ("syndicate", "suspect", "rescuedlaborer", "seizedasset")
NAMED = ("syndicate", "suspect")


class Migration(migrations.Migration):
    dependencies = [("operation", "0002_trail")]

    operations = [
        *(record_wall(f"operation_{name}", f"operation_{name}grant") for name in RECORDS),
        *(grant_wall(f"operation_{name}grant") for name in RECORDS),
        *(own_wall(f"operation_{name}event") for name in RECORDS),
        *(child_wall(f"operation_{name}name", f"operation_{name}", "record_id") for name in NAMED),
        own_wall("operation_casefact", secretariat=True),
    ]
