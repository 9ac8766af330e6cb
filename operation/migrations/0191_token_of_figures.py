"""Figures and measures are a part of the API of their own: no token that was made before reaches them."""

import django.contrib.postgres.fields
from django.db import migrations, models

AREAS = [
    ("records", "Records"),
    ("exchange", "Exchange"),
    ("returns", "Returns"),
    ("figures", "Figures"),
    ("reports", "Reports"),
]


class Migration(migrations.Migration):
    dependencies = [("operation", "0099_meetings_marked")]

    operations = [
        migrations.AlterField(
            model_name="tokenscope",
            name="areas",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=AREAS, max_length=10), default=list, size=None
            ),
        ),
    ]
