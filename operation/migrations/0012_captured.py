"""Changes of accounts, appointments, records, names and releases are caught in the database."""

from django.db import migrations

from operation.audit.capture import CAPTURE, TELL, UNDO, WITHOUT_ADDING, captured

RECORDS = ("RescuedLaborer", "SeizedAsset", "Suspect", "Syndicate")
NAMED = ("Suspect", "Syndicate")


class Migration(migrations.Migration):
    dependencies = [("operation", "0011_trail_anchors")]

    operations = [
        migrations.RunSQL(TELL + CAPTURE, UNDO),
        captured("operation_organisation", "operation.Organisation"),
        captured("operation_user", "operation.User"),
        captured("operation_appointment", "operation.Appointment"),
        captured("operation_casefact", "operation.CaseFact", key="record_id"),
        *(captured(f"operation_{name.lower()}", f"operation.{name}") for name in RECORDS),
        *(
            captured(f"operation_{name.lower()}grant", f"operation.{name}Grant", target="content_object_id")
            for name in RECORDS
        ),
        *(captured(f"operation_{name.lower()}name", f"operation.{name}Name", target="record_id") for name in NAMED),
        *(
            captured(
                f"operation_{name.lower()}event",
                f"operation.{name}Event",
                key="pgh_id",
                target="pgh_obj_id",
                on=WITHOUT_ADDING,
            )
            for name in RECORDS
        ),
    ]
