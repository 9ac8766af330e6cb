"""Changes of returns and editions are caught in the database; of the ledger and of steps, which only grow, any other."""

from django.db import migrations

from operation.audit.capture import WITHOUT_ADDING, captured


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_edition_printed"), ("operation", "0012_captured")]

    operations = [
        captured("reporting_nationalreturn", "reporting.NationalReturn"),
        captured("reporting_returnline", "reporting.ReturnLine", target="national_return_id"),
        captured("reporting_edition", "reporting.Edition"),
        captured("reporting_editionfile", "reporting.EditionFile", key="edition_id"),
        captured("reporting_returnstep", "reporting.ReturnStep", on=WITHOUT_ADDING),
        captured("reporting_releasestep", "reporting.ReleaseStep", on=WITHOUT_ADDING),
        captured("reporting_ledgerentry", "reporting.LedgerEntry", on=WITHOUT_ADDING),
    ]
