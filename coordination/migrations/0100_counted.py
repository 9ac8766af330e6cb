"""Steps of requests keep the clock as they left it; any desk of LMLECC counts the matches that both sides know of."""

from django.db import migrations, models

from coordination.deconfliction.walls import match_wall


class Migration(migrations.Migration):
    dependencies = [("coordination", "0092_counted_once")]

    operations = [
        migrations.AddField("requeststep", "due_at", models.DateTimeField(null=True)),
        migrations.AddField("requeststep", "clock_stopped_at", models.DateTimeField(null=True)),
        migrations.AddField("requeststep", "clock_resumes_at", models.DateTimeField(null=True)),
        match_wall(),
    ]
