"""Anchors: the heads of all lanes, signed together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("operation", "0010_trail_lanes")]

    operations = [
        migrations.CreateModel(
            name="AuditAnchor",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("entries", models.BigIntegerField()),
                ("heads", models.JSONField()),
                ("previous", models.CharField(max_length=64)),
                ("public_key", models.CharField(max_length=64)),
                ("signature", models.CharField(max_length=128)),
            ],
            options={"default_permissions": ()},
        ),
    ]
