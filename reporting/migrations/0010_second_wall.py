"""The second wall before figures that are not released: ledger, returns with their lines and steps, editions, files."""

from django.db import migrations

from operation.access.walls import COUNTRY, KIND, OWN, SYSTEM, holds, of_lmlecc, wall

AT_HOME = f"agency_id IN (SELECT id FROM operation_organisation WHERE country_id = {COUNTRY})"
DESK = f"({KIND} = 'secretariat' AND ({holds('return.verify')} OR {holds('return.lock')} OR {holds('return.reopen')}))"
WRITES = f"(agency_id = {OWN} OR {DESK})"
"""An agency writes its own figures; LMLECC's desk and director where they verify, lock, reopen and settle."""

FIGURES = f"{holds('figures.read')} AND ({KIND} = 'secretariat' OR standing = 'verified' OR {AT_HOME})"
RETURNS = f"{holds('return.read')} AND ({KIND} = 'secretariat' OR {AT_HOME})"
RETURN = "EXISTS (SELECT 1 FROM reporting_nationalreturn r WHERE r.id = national_return_id"

DRAFTS = of_lmlecc("report.read_draft")
FOR_ITS_READER = f"(audience = 'observer' OR {KIND} IN ('agency', 'secretariat'))"
UNFINISHED = f"({SYSTEM} = 'jobs' AND state IN ('building', 'failed'))"
"""What the engine says of a job that ended without a file, whoever had asked for it."""
RELEASED = f"({holds('report.read_released')} AND state = 'released' AND {FOR_ITS_READER})"
EDITION = "EXISTS (SELECT 1 FROM reporting_edition e WHERE e.id = edition_id)"


def _of_return(table: str) -> migrations.RunSQL:
    """Rows of a return: read with it, written by its agency and the desk."""
    own = f"{RETURN} AND (r.agency_id = {OWN} OR {DESK}))"
    return wall(table, {"reads": f"FOR SELECT USING ({RETURN}))", "writes": f"FOR ALL USING ({own}) WITH CHECK ({own})"})


def _of_edition(table: str) -> migrations.RunSQL:
    """Rows of an edition: read with it, added by LMLECC."""
    return wall(
        table, {"reads": f"FOR SELECT USING ({EDITION})", "adds": f"FOR INSERT WITH CHECK ({EDITION} AND {DRAFTS})"}
    )


class Migration(migrations.Migration):
    dependencies = [("reporting", "0006_captured"), ("operation", "0040_second_wall")]

    operations = [
        wall(
            "reporting_ledgerentry",
            {"reads": f"FOR SELECT USING ({FIGURES})", "adds": f"FOR INSERT WITH CHECK ({WRITES})"},
        ),
        wall(
            "reporting_nationalreturn",
            {
                "reads": f"FOR SELECT USING ({RETURNS})",
                "opens": f"FOR INSERT WITH CHECK ({WRITES})",
                "amends": f"FOR UPDATE USING ({WRITES}) WITH CHECK ({WRITES})",
            },
        ),
        _of_return("reporting_returnline"),
        _of_return("reporting_returnstep"),
        wall(
            "reporting_edition",
            {
                "reads": f"FOR SELECT USING ({DRAFTS} OR {RELEASED} OR {UNFINISHED})",
                "orders": f"FOR INSERT WITH CHECK ({DRAFTS})",
                "amends": f"FOR UPDATE USING ({DRAFTS} OR {UNFINISHED}) WITH CHECK ({DRAFTS} OR {UNFINISHED})",
            },
        ),
        _of_edition("reporting_releasestep"),
        _of_edition("reporting_editionfile"),
    ]
