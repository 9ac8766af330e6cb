"""Whether a record was released is asked by index of each row that is read (walls.record_wall)."""

from django.db import migrations

from operation.access.walls import record_wall

RECORDS = ("syndicate", "suspect", "rescuedlaborer", "seizedasset")


class Migration(migrations.Migration):
    dependencies = [("operation", "0060_search_many")]

    operations = [record_wall(f"operation_{name}", f"operation_{name}grant") for name in RECORDS]
