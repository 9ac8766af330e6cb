"""Targets by step, for the operation and for each country; pages of results kept under a name."""

import django.db.models.deletion
import operation.kernel.clock
import operation.kernel.models
from django.conf import settings
from django.db import migrations, models

from operation.access.walls import KIND, OWN, USER, holds, of_lmlecc, wall
from operation.audit.capture import WITHOUT_ADDING, captured

MEMBERS = f"({holds('plan.read')} AND {KIND} IN ('agency', 'secretariat'))"
MINE = f"({holds('figures.read')} AND originator_id = {OWN} AND owner_id = {USER})"
SHARED = f"({holds('figures.read')} AND originator_id = {OWN} AND (is_shared OR owner_id = {USER}))"


class Migration(migrations.Migration):
    dependencies = [
        ("operation", "0180_closed_action_days"),
        ("reporting", "0050_signatures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptView",
            fields=[
                ("id", models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ("page", models.CharField(max_length=24)),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(max_length=400)),
                ("is_shared", models.BooleanField(default=False, verbose_name="for all of the agency")),
                ("originator", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="operation.organisation")),
                ("owner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["is_shared", "name", "id"],
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("owner", "page", "name"), name="kept_view_once")],
            },
        ),
        migrations.CreateModel(
            name="TargetStep",
            fields=[
                ("id", models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ("before", models.DecimalField(decimal_places=2, max_digits=24, null=True)),
                ("value", models.DecimalField(decimal_places=2, max_digits=24, null=True, verbose_name="target")),
                ("agreed_on", models.DateField(verbose_name="agreed on")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("is_synthetic", models.BooleanField(default=False)),
                ("country", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.country")),
                ("objective", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="target_steps", to="operation.objective")),
                ("set_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["created_at", "id"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["objective", "country", "created_at"], name="target_steps")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("value", None), ("value__gt", 0), _connector="OR"), name="target_positive"
                    )
                ],
            },
        ),
        wall(
            "reporting_targetstep",
            {
                "reads": f"FOR SELECT USING ({MEMBERS})",
                "adds": f"FOR INSERT WITH CHECK ({of_lmlecc('target.set')})",
            },
        ),
        wall(
            "reporting_keptview",
            {"reads": f"FOR SELECT USING ({SHARED})", "keeps": f"FOR ALL USING ({MINE}) WITH CHECK ({MINE})"},
        ),
        captured("reporting_targetstep", "reporting.TargetStep", on=WITHOUT_ADDING),
        captured("reporting_keptview", "reporting.KeptView"),
    ]
