"""The second wall before inspections and the roster, and their changes caught in the database."""

from django.db import migrations

from operation.access.walls import COUNTRY, KIND, OWN, SYSTEM, USER, holds, of_lmlecc, only_columns, wall
from operation.audit.capture import WITHOUT_ADDING, captured

READS = f"{holds('supervision.read')} AND ({KIND} = 'secretariat' OR ({KIND} = 'agency' AND country_id = {COUNTRY}))"
WATCHES = f"{SYSTEM} = 'supervision'"
"""The hourly look at what is late: it reads recommendations with their visits and tells each stage once."""

INSPECTS = of_lmlecc("supervision.inspect")
ANSWERS = f"{KIND} = 'agency' AND agency_id = {OWN} AND {holds('supervision.respond')}"
VISIT = "EXISTS (SELECT 1 FROM coordination_inspection i WHERE i.id = inspection_id"
TOLD = f"({KIND} = 'secretariat' OR {WATCHES} OR i.state IN ('reported', 'answered', 'closed'))"
FOUND = f"{VISIT} AND {TOLD})"
VISITED = f"{VISIT} AND i.agency_id = {OWN}) AND {KIND} = 'agency' AND {holds('supervision.respond')}"
RECOMMENDED = "EXISTS (SELECT 1 FROM coordination_recommendation r WHERE r.id = recommendation_id"
ADDRESSED = f"{RECOMMENDED} AND r.agency_id = {OWN}) AND {KIND} = 'agency' AND {holds('supervision.respond')}"

ROSTER = f"{holds('roster.read')} AND {KIND} IN ('agency', 'secretariat')"
SENDS = of_lmlecc("roster.amend")


class Migration(migrations.Migration):
    dependencies = [("coordination", "0060_supervision")]

    operations = [
        wall(
            "coordination_inspection",
            {
                "reads": f"FOR SELECT USING (({READS}) OR {WATCHES})",
                "plans": f"FOR INSERT WITH CHECK ({INSPECTS})",
                "amends": f"FOR UPDATE USING ({INSPECTS}) WITH CHECK ({INSPECTS})",
                "answers": f"FOR UPDATE USING ({ANSWERS} AND state = 'reported')"
                f" WITH CHECK ({ANSWERS} AND state = 'answered')",
            },
        ),
        wall(
            "coordination_inspectionstep",
            {
                "reads": f"FOR SELECT USING ({VISIT}))",
                "takes": f"FOR INSERT WITH CHECK ({INSPECTS} OR (state = 'answered' AND {VISITED}))",
            },
        ),
        wall(
            "coordination_finding",
            {"reads": f"FOR SELECT USING ({FOUND})", "adds": f"FOR INSERT WITH CHECK ({INSPECTS})"},
        ),
        wall(
            "coordination_recommendation",
            {
                "reads": f"FOR SELECT USING ({FOUND})",
                "adds": f"FOR INSERT WITH CHECK ({INSPECTS})",
                "amends": f"FOR UPDATE USING ({INSPECTS}) WITH CHECK ({INSPECTS})",
                "answers": f"FOR UPDATE USING ({ANSWERS} AND state IN ('open', 'accepted') AND {FOUND})"
                f" WITH CHECK ({ANSWERS} AND state IN ('accepted', 'rejected', 'implemented'))",
            },
        ),
        wall(
            "coordination_recommendationstep",
            {
                "reads": f"FOR SELECT USING ({RECOMMENDED}))",
                "takes": f"FOR INSERT WITH CHECK ({INSPECTS}"
                f" OR (state IN ('accepted', 'rejected', 'implemented') AND {ADDRESSED}))",
            },
        ),
        wall(
            "coordination_escalation",
            {
                "reads": f"FOR SELECT USING (({READS}) OR {WATCHES})",
                "tells": f"FOR INSERT WITH CHECK ({WATCHES})",
            },
        ),
        wall(
            "coordination_secondment",
            {
                "reads": f"FOR SELECT USING ({ROSTER})",
                "sends": f"FOR INSERT WITH CHECK ({SENDS})",
                "amends": f"FOR UPDATE USING ({SENDS}) WITH CHECK ({SENDS})",
                "own": f"FOR UPDATE USING ({ROSTER} AND user_id = {USER}) WITH CHECK ({ROSTER} AND user_id = {USER})",
            },
        ),
        wall(
            "coordination_dutyshift",
            {
                "reads": f"FOR SELECT USING ({ROSTER})",
                "plans": f"FOR INSERT WITH CHECK ({SENDS})",
                "cancels": f"FOR DELETE USING ({SENDS})",
            },
        ),
        wall(
            "coordination_handovernote",
            {
                "reads": f"FOR SELECT USING ({ROSTER} AND {USER} IN (giver_id, successor_id))",
                "writes": f"FOR INSERT WITH CHECK ({ROSTER} AND giver_id = {USER})",
                "confirms": f"FOR UPDATE USING ({ROSTER} AND successor_id = {USER}) WITH CHECK (successor_id = {USER})",
            },
        ),
        only_columns("coordination_inspection", "state", "answer", "version", of="agency"),
        only_columns("coordination_recommendation", "state", "version", of="agency"),
        only_columns("coordination_handovernote", "confirmed_at", "version"),
        captured("coordination_inspection", "coordination.Inspection"),
        captured("coordination_finding", "coordination.Finding", target="inspection_id"),
        captured("coordination_recommendation", "coordination.Recommendation"),
        captured("coordination_inspectionstep", "coordination.InspectionStep", on=WITHOUT_ADDING),
        captured("coordination_recommendationstep", "coordination.RecommendationStep", on=WITHOUT_ADDING),
        captured("coordination_escalation", "coordination.Escalation", on=WITHOUT_ADDING),
        captured("coordination_secondment", "coordination.Secondment"),
        captured("coordination_dutyshift", "coordination.DutyShift"),
        captured("coordination_handovernote", "coordination.HandoverNote"),
    ]
