"""The account of measures that are kept from records: walled, only added to, changes of any other kind caught."""

import django.db.models.deletion
from django.db import migrations, models

import operation.kernel.clock
import operation.kernel.models
from operation.access.walls import COUNTRY, KIND, OWN, holds, wall
from operation.audit.capture import WITHOUT_ADDING, captured

TABLE = "reporting_measureentry"
AT_HOME = f"agency_id IN (SELECT id FROM operation_organisation WHERE country_id = {COUNTRY})"


class Migration(migrations.Migration):
    dependencies = [("reporting", "0011_edition_named"), ("operation", "0180_closed_action_days")]

    operations = [
        migrations.CreateModel(
            name="MeasureEntry",
            fields=[
                ("id", models.UUIDField(default=operation.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=operation.kernel.clock.now, editable=False)),
                ("measure", models.CharField(max_length=4)),
                ("part", models.CharField(max_length=16)),
                ("record_id", models.UUIDField()),
                ("delta", models.DecimalField(decimal_places=2, max_digits=24)),
                ("rule_version", models.PositiveSmallIntegerField()),
                ("recorded_at", models.DateTimeField(default=operation.kernel.clock.now)),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.organisation")),
                ("operation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="operation.operation")),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["operation", "measure", "agency", "part"],
                        include=["delta", "recorded_at"],
                        name="measure_cell",
                    ),
                    models.Index(fields=["record_id"], name="measure_record"),
                ],
            },
        ),
        wall(
            TABLE,
            {
                "reads": f"FOR SELECT USING ({holds('figures.read')} AND ({KIND} = 'secretariat' OR {AT_HOME}))",
                "adds": f"FOR INSERT WITH CHECK (agency_id = {OWN})",
            },
        ),
        captured(TABLE, "reporting.MeasureEntry", on=WITHOUT_ADDING),
    ]
