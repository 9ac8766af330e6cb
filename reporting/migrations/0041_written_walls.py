"""The second wall of reports that people write and of the consultation on them, and the capture of their changes.

It says what `visible_to` says. A section knows nothing of its report here: the policy of reports asks for sections. A
country that answers adds rows of its own: it never writes on the report.
"""

from django.db import migrations

from operation.access.walls import COUNTRY, KIND, OWN, SYSTEM, USER, holds, of_lmlecc, only_columns, wall
from operation.audit.capture import WITHOUT_ADDING, captured

LMLECC = of_lmlecc("report.compose")
CIRCULATES = of_lmlecc("report.circulate")
MEMBER = f"({KIND} = 'agency' AND {holds('report.write')})"
CONSULTED = holds("report.read_circulated")
OF_VICTIMS = holds("report.read_victims")
WATCHED = f"{SYSTEM} = 'consultations'"
WITH_COUNTRIES = "state IN ('circulated', 'proposed', 'released')"

OWN_SECTION = f"""{MEMBER} AND (country_id = {COUNTRY} OR organisation_id = {OWN})
    AND ({CONSULTED} OR author_id = {USER} OR ({OF_VICTIMS} AND about_victims))"""
WRITES = f"""({LMLECC} OR ({MEMBER} AND organisation_id = {OWN}
    AND ({holds("report.edit")} OR author_id = {USER})))"""
SECTION = "EXISTS (SELECT 1 FROM reporting_section s WHERE s.id = section_id"

REPORT = f"""{LMLECC} OR ({WATCHED} AND state = 'circulated') OR ({MEMBER} AND (state = 'released'
    OR ({WITH_COUNTRIES} AND ({CONSULTED} OR {OF_VICTIMS}))
    OR (state <> 'withdrawn'
        AND EXISTS (SELECT 1 FROM reporting_section s WHERE s.report_id = reporting_report.id))))"""
ROUND = f"""{LMLECC} OR {WATCHED} OR ({MEMBER} AND EXISTS (SELECT 1 FROM reporting_report r WHERE r.id = report_id
    AND (r.state = 'released' OR (r.{WITH_COUNTRIES} AND ({CONSULTED} OR {OF_VICTIMS})))))"""
WITH_ROUND = "EXISTS (SELECT 1 FROM reporting_round d WHERE d.id = round_id)"
RELEASED = """EXISTS (SELECT 1 FROM reporting_round d JOIN reporting_report r ON r.id = d.report_id
    WHERE d.id = round_id AND r.state = 'released' AND r.round = d.number)"""
ASKED = """EXISTS (SELECT 1 FROM reporting_round d JOIN reporting_report r ON r.id = d.report_id
    WHERE d.id = round_id AND r.state = 'circulated' AND r.round = d.number)"""
FROZEN = f"""{LMLECC} OR ({WITH_ROUND} AND ({CONSULTED} OR {RELEASED}
    OR ({OF_VICTIMS} AND (about_victims OR country_id = {COUNTRY}))))"""
AMONG_THE_CONSULTED = f"(({LMLECC} OR {CONSULTED}) AND {WITH_ROUND})"
APPROVES = f"{holds('report.approve')} AND country_id = {COUNTRY} AND agency_id = {OWN} AND given_by_id = {USER}"
COMMENTS = f"{holds('report.comment')} AND organisation_id = {OWN} AND written_by_id = {USER}"


class Migration(migrations.Migration):
    dependencies = [("reporting", "0040_written")]

    operations = [
        wall(
            "reporting_section",
            {
                "reads": f"FOR SELECT USING ({LMLECC} OR ({OWN_SECTION}))",
                "begins": f"FOR INSERT WITH CHECK ({LMLECC})",
                "writes": f"FOR UPDATE USING ({WRITES}) WITH CHECK ({WRITES})",
            },
        ),
        only_columns("reporting_section", "version", "language", "for_observers", "author_id", of="agency"),
        wall(
            "reporting_sectionversion",
            {
                "reads": f"FOR SELECT USING ({SECTION}))",
                "adds": f"FOR INSERT WITH CHECK (written_by_id = {USER} AND {SECTION} AND s.organisation_id = {OWN}))",
            },
        ),
        wall(
            "reporting_sectiondraft",
            {"own": f"FOR ALL USING (owner_id = {USER} AND {SECTION})) WITH CHECK (owner_id = {USER} AND {SECTION}))"},
        ),
        wall(
            "reporting_report",
            {
                "reads": f"FOR SELECT USING ({REPORT})",
                "begins": f"FOR INSERT WITH CHECK ({LMLECC})",
                "steps": f"FOR UPDATE USING ({LMLECC}) WITH CHECK ({LMLECC})",
            },
        ),
        wall(
            "reporting_round",
            {"reads": f"FOR SELECT USING ({ROUND})", "circulates": f"FOR INSERT WITH CHECK ({CIRCULATES})"},
        ),
        wall(
            "reporting_circulatedsection",
            {"reads": f"FOR SELECT USING ({FROZEN})", "circulates": f"FOR INSERT WITH CHECK ({CIRCULATES})"},
        ),
        wall(
            "reporting_approval",
            {
                "reads": f"FOR SELECT USING ({WITH_ROUND})",
                "approves": f"FOR INSERT WITH CHECK ({APPROVES} AND {ASKED})",
            },
        ),
        wall(
            "reporting_comment",
            {
                "reads": f"FOR SELECT USING ({AMONG_THE_CONSULTED})",
                "comments": f"FOR INSERT WITH CHECK ({COMMENTS} AND {ASKED})",
            },
        ),
        wall(
            "reporting_consultationreminder",
            {
                "reads": f"FOR SELECT USING ({WATCHED} OR {AMONG_THE_CONSULTED})",
                "reminds": f"FOR INSERT WITH CHECK ({WATCHED})",
            },
        ),
        wall(
            "reporting_reportstep",
            {"reads": f"FOR SELECT USING ({LMLECC})", "adds": f"FOR INSERT WITH CHECK ({LMLECC})"},
        ),
        captured("reporting_report", "reporting.Report"),
        captured("reporting_section", "reporting.Section", target="report_id"),
        captured("reporting_approval", "reporting.Approval", target="round_id"),
        captured("reporting_comment", "reporting.Comment", target="round_id"),
        *(
            captured(f"reporting_{model.lower()}", f"reporting.{model}", target=target, on=WITHOUT_ADDING)
            for model, target in (
                ("SectionVersion", "section_id"),
                ("Round", "report_id"),
                ("CirculatedSection", "round_id"),
                ("ConsultationReminder", "round_id"),
                ("ReportStep", "report_id"),
            )
        ),
    ]
