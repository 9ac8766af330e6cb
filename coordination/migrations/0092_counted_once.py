"""Which records are the same, for the counts: by confirmed matches and by persons handed over and received."""

from django.db import migrations, models

from coordination.deconfliction.meeting import functions
from coordination.deconfliction.same_sql import MADE


class Migration(migrations.Migration):
    dependencies = [("coordination", "0091_joint_walls")]

    operations = [
        migrations.AddIndex(
            model_name="removalperson",
            index=models.Index(fields=["asking_record"], name="removal_asking_record"),
        ),
        migrations.AddIndex(
            model_name="removalperson",
            index=models.Index(fields=["held_record"], name="removal_held_record"),
        ),
        migrations.RunSQL(functions(()), migrations.RunSQL.noop),
        *(migrations.RunSQL(made, migrations.RunSQL.noop) for made, _name in MADE),
        migrations.RunSQL("DROP FUNCTION IF EXISTS coordination_same(text, uuid[])", migrations.RunSQL.noop),
    ]
