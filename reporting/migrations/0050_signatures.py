"""What a release adds to an edition: its signature. Whoever checks a file is told of what was released, and no more."""

import django.db.models.deletion
from django.db import migrations, models

from operation.access.roles import Role
from operation.access.walls import SYSTEM, holds, of_lmlecc, wall
from operation.audit.capture import captured

DRAFTS = of_lmlecc("report.read_draft")
EDITION = "EXISTS (SELECT 1 FROM reporting_edition e WHERE e.id = edition_id)"
CHECKED = f"({SYSTEM} = 'verify' AND released_at IS NOT NULL)"
"""Under this name whoever checks a file is answered, with an account or without one."""
NOTHING_MORE = f"({SYSTEM} IS DISTINCT FROM 'verify')"
"""Of an edition that is checked neither the file nor the steps to its release are read."""
ASKED = f"({SYSTEM} = 'verify' AND verb = 'checked edition')"
DOWNLOADED = f"(verb = 'read_file' AND target_type = 'reporting.Edition' AND {holds('report.read_downloads')})"
"""Of the trail: how often an address has asked lately, and who got the file of an edition."""
STAYS = "BEFORE UPDATE OR DELETE ON reporting_editionsignature FOR EACH ROW EXECUTE FUNCTION edition_file_stays()"


def policy(name: str, table: str, rule: str) -> migrations.RunSQL:
    """One more policy beside those that a table has."""
    return migrations.RunSQL(f"CREATE POLICY {name} ON {table} {rule};", f"DROP POLICY {name} ON {table};")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0041_written_walls"), ("operation", "0180_closed_action_days")]

    operations = [
        migrations.AddField("edition", "digest", models.CharField(blank=True, max_length=64, default=""), False),
        migrations.AddField("edition", "follows", models.CharField(blank=True, max_length=40, default=""), False),
        migrations.CreateModel(
            name="EditionSignature",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="signature",
                        serialize=False,
                        to="reporting.edition",
                    ),
                ),
                ("content", models.BinaryField()),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("size", models.PositiveIntegerField()),
                ("contents_sha256", models.CharField(db_index=True, max_length=64)),
                ("signer", models.CharField(max_length=300)),
                ("certificate_sha256", models.CharField(max_length=64)),
                ("is_demonstration", models.BooleanField(default=False)),
                ("second", models.CharField(choices=Role.choices, max_length=20)),
                ("signed_at", models.DateTimeField()),
                ("stamped_at", models.DateTimeField(null=True)),
            ],
            options={"default_permissions": ()},
        ),
        captured("reporting_editionsignature", "reporting.EditionSignature", key="edition_id"),
        migrations.RunSQL(f"CREATE TRIGGER stays {STAYS};", "DROP TRIGGER stays ON reporting_editionsignature;"),
        policy("checked", "reporting_edition", f"FOR SELECT USING ({CHECKED})"),
        policy("unchecked", "reporting_editionfile", f"AS RESTRICTIVE FOR SELECT USING ({NOTHING_MORE})"),
        policy("unchecked", "reporting_releasestep", f"AS RESTRICTIVE FOR SELECT USING ({NOTHING_MORE})"),
        policy("asked", "operation_auditentry", f"FOR SELECT USING ({ASKED})"),
        policy("downloaded", "operation_auditentry", f"FOR SELECT USING ({DOWNLOADED})"),
        wall(
            "reporting_editionsignature",
            {
                "reads": f"FOR SELECT USING ({EDITION})",
                "adds": f"FOR INSERT WITH CHECK ({EDITION} AND {DRAFTS})",
            },
        ),
    ]
