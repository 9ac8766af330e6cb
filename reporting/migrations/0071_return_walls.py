"""Before questions about returns: read with their return; the desk asks, the agency answers, and neither more.

What an agency has written and not submitted yet is its own: LMLECC's selectors leave it out.
"""

from django.db import migrations

from operation.access.walls import KIND, OWN, holds, only_columns, wall
from operation.audit.capture import captured

RETURN = "EXISTS (SELECT 1 FROM reporting_nationalreturn r WHERE r.id = national_return_id"
ASKS = f"({RETURN}) AND {KIND} = 'secretariat' AND {holds('return.verify')})"
ANSWERS = f"{RETURN} AND r.agency_id = {OWN} AND {holds('return.draft')})"
TABLE = "reporting_returnquestion"


class Migration(migrations.Migration):
    dependencies = [("reporting", "0070_return_questions")]

    operations = [
        wall(
            TABLE,
            {
                "reads": f"FOR SELECT USING ({RETURN}))",
                "asks": f"FOR INSERT WITH CHECK {ASKS}",
                "answers": f"FOR UPDATE USING ({ANSWERS}) WITH CHECK ({ANSWERS})",
            },
        ),
        only_columns(TABLE, "answer", "answered_by_id", "answered_at"),
        captured(TABLE, "reporting.ReturnQuestion", target="national_return_id"),
    ]
