"""Meetings of the demonstration say that they are synthetic, as its other rows do."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("operation", "0190_stamped_days")]

    operations = [
        migrations.AddField("meeting", "is_synthetic", models.BooleanField(default=False, editable=False)),
    ]
