"""Requests behind the second wall and caught in the trail; the calendars' holidays as they are known."""

from typing import Any

from django.db import migrations

from coordination.clocks.holidays import days_of_file
from coordination.walls import CLOCKS, between_wall, content_wall, said_wall, told_wall
from operation.access.walls import OWN, holds, of_lmlecc, wall
from operation.audit.capture import WITHOUT_ADDING, captured

REQUEST = "coordination_request"
TAKES_PART = f"({holds('request.read')} AND (originator_id = {OWN} OR recipient_id = {OWN}))"
READS_CALL = f"({TAKES_PART} OR {of_lmlecc('request.read')})"


def load_holidays(apps: Any, _editor: Any) -> None:
    holiday = apps.get_model("coordination", "Holiday")
    holiday.objects.bulk_create(
        holiday(country_id=country, day=day, name=name) for country, day, name in days_of_file()
    )


class Migration(migrations.Migration):
    dependencies = [("coordination", "0010_requests"), ("operation", "0102_dates_of_birth")]

    operations = [
        migrations.RunPython(load_holidays, migrations.RunPython.noop),
        between_wall(REQUEST, "request.read"),
        said_wall("coordination_requestpart", REQUEST, "request_id", by="organisation_id", drafted=True),
        content_wall("coordination_requestsubject", REQUEST, "request_id"),
        told_wall("coordination_requeststep", REQUEST, "request_id"),
        told_wall("coordination_requestreminder", REQUEST, "request_id", by=CLOCKS),
        wall(
            "coordination_dangercall",
            {
                "reads": f"FOR SELECT USING ({READS_CALL})",
                "calls": f"FOR INSERT WITH CHECK (originator_id = {OWN})",
                "amends": f"FOR UPDATE USING ({READS_CALL}) WITH CHECK ({READS_CALL})",
            },
        ),
        captured(REQUEST, "coordination.Request"),
        captured("coordination_requestpart", "coordination.RequestPart", target="request_id"),
        captured("coordination_requestsubject", "coordination.RequestSubject", target="request_id"),
        captured("coordination_requeststep", "coordination.RequestStep", target="request_id", on=WITHOUT_ADDING),
        captured(
            "coordination_requestreminder", "coordination.RequestReminder", target="request_id", on=WITHOUT_ADDING
        ),
        captured("coordination_dangercall", "coordination.DangerCall"),
        captured("coordination_holiday", "coordination.Holiday"),
        captured("coordination_benchmark", "coordination.Benchmark"),
    ]
