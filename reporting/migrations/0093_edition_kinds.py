"""An edition may be of a weekly, monthly or country report: its kind, its report and its period stand with it.

In the countries such an edition is read by those who read the report.
"""

import django.db.models.deletion
from django.db import migrations, models

from operation.access.walls import KIND, SYSTEM

KINDS = [
    ("evaluation", "evaluation"),
    ("weekly", "weekly situation report"),
    ("monthly", "monthly situation report"),
    ("country", "country report"),
]

OF_ITS_READERS = f"""kind = 'evaluation' OR {KIND} IS DISTINCT FROM 'agency' OR {SYSTEM} IN ('verify', 'jobs')
    OR EXISTS (SELECT 1 FROM reporting_round d WHERE d.id = round_id)"""


def to_country() -> models.ForeignKey:
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="operation.country",
        verbose_name="country",
    )


class Migration(migrations.Migration):
    dependencies = [("reporting", "0080_counted_once"), ("operation", "0180_closed_action_days")]

    operations = [
        migrations.AddField(
            "edition",
            "kind",
            models.CharField(choices=KINDS, default="evaluation", max_length=10, verbose_name="kind"),
        ),
        migrations.AddField(
            "edition", "report", models.CharField(blank=True, default="", max_length=40, verbose_name="report"), False
        ),
        migrations.AddField("edition", "country", to_country()),
        migrations.AddField("edition", "starts_on", models.DateField(null=True, verbose_name="first day")),
        migrations.AddField("edition", "ends_on", models.DateField(null=True, verbose_name="last day")),
        migrations.AddConstraint(
            "edition",
            models.CheckConstraint(
                condition=models.Q(("audience", "member"), ("kind__in", ("evaluation",)), _connector="OR"),
                name="edition_for_observers",
            ),
        ),
        migrations.RunSQL(
            f"CREATE POLICY of_its_readers ON reporting_edition AS RESTRICTIVE FOR SELECT USING ({OF_ITS_READERS});",
            "DROP POLICY of_its_readers ON reporting_edition;",
        ),
    ]
