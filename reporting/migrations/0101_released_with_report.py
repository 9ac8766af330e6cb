"""An edition of a weekly, monthly or country report is read in the countries once that report is released: in the round
in which it is, and while it is. What an edition is of stands in its row whole, or not at all."""

from django.db import migrations, models

from operation.access.walls import KIND, SYSTEM

BEFORE = "SELECT 1 FROM reporting_round d WHERE d.id = round_id"
RELEASED = """SELECT 1 FROM reporting_round d JOIN reporting_report r ON r.id = d.report_id
    WHERE d.id = round_id AND r.state = 'released' AND r.round = d.number"""


def of_its_readers(round_: str) -> str:
    """The policy in place of the one that there is."""
    return f"""DROP POLICY of_its_readers ON reporting_edition;
        CREATE POLICY of_its_readers ON reporting_edition AS RESTRICTIVE FOR SELECT USING (kind = 'evaluation'
            OR {KIND} IS DISTINCT FROM 'agency' OR {SYSTEM} IN ('verify', 'jobs') OR EXISTS ({round_}));"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0100_few_rows_of_the_ledger")]

    operations = [
        migrations.AddConstraint(
            "edition",
            models.CheckConstraint(
                condition=models.Q(
                    ("country", None), ("ends_on", None), ("kind", "evaluation"), ("report", ""), ("starts_on", None)
                )
                | (
                    ~models.Q(("report", ""))
                    & models.Q(("ends_on__isnull", False), ("round__isnull", False), ("starts_on__isnull", False))
                    & (
                        models.Q(("country__isnull", False), ("kind", "country"))
                        | models.Q(("country", None), ("kind__in", ("weekly", "monthly")))
                    )
                ),
                name="edition_of_report",
            ),
        ),
        migrations.RunSQL(of_its_readers(RELEASED), of_its_readers(BEFORE)),
    ]
