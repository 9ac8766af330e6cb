"""The second wall before joint investigations, and their changes caught.

Who belongs to a group is told by a table that is behind the wall itself: two functions look past it, for the one who
asks and for nobody else. Seen is a group by its members and by who is invited; what it plans, by its members alone. An
agency writes in its own name; the lead invites, closes, and proposes totals. What agencies say is only added.
"""

from django.db import migrations

from operation.access.walls import KIND, OWN, SYSTEM, USER, holds, only_columns, wall
from operation.audit.capture import WITHOUT_ADDING, captured

JOINT, ACTION = "coordination_jointinvestigation", "coordination_jointaction"
MEMBER, PERSON, RECORD = "coordination_jointmember", "coordination_jointperson", "coordination_jointrecord"
SITE, ROLE, GO = "coordination_jointsite", "coordination_jointrole", "coordination_godecision"
CLAIM, TOTAL, AGREEMENT = "coordination_jointclaim", "coordination_jointtotal", "coordination_jointagreement"

STRICT = f"(j.tlp <> 'amber_strict' OR {holds('record.read_strict')})"
NAMED = f"""({holds("joint.read_all")} OR EXISTS (SELECT 1 FROM public.{PERSON} p
        WHERE p.joint_id = j.id AND p.organisation_id = {OWN} AND p.user_id = {USER}))"""


def _function(name: str, states: str, more: str = "") -> str:
    return f"""
CREATE FUNCTION {name}(joint uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT {holds("joint.read")} AND EXISTS (SELECT 1 FROM public.{JOINT} j WHERE j.id = $1 AND {STRICT} AND (
        ({KIND} = 'secretariat' AND {OWN} IS NOT NULL AND j.through_lmlecc){more}
        OR ({KIND} = 'agency' AND {NAMED} AND EXISTS (SELECT 1 FROM public.{MEMBER} m
            WHERE m.joint_id = j.id AND m.organisation_id = {OWN} AND m.state IN ({states})))));
$$;
"""


# the lead's own row among the members comes after the row of the group
FUNCTIONS = (
    _function("joint_is_seen", "'invited', 'joined'", f" OR (j.lead_id = {OWN} AND {holds('joint.lead')})")
    + _function("joint_is_inside", "'joined'")
)
NO_FUNCTIONS = "DROP FUNCTION joint_is_seen(uuid); DROP FUNCTION joint_is_inside(uuid);"

LEADS = f"EXISTS (SELECT 1 FROM {JOINT} j WHERE j.id = joint_id AND j.lead_id = {OWN}) AND {holds('joint.lead')}"
OWN_ROW = f"organisation_id = {OWN}"
KEEPS = f"FOR SELECT USING ({SYSTEM} = 'action days')"
"""The work that closes action days to a group finds its members, the persons that each names, and its actions."""

WRITES = f"({holds('joint.decide')} OR {holds('joint.plan')})"
INSIDE = f"(joint_is_inside(joint_id) AND {KIND} = 'agency')"
OF_ACTION = f"EXISTS (SELECT 1 FROM {ACTION} a WHERE a.id = action_id)"
IN_ACTION = f"({OF_ACTION} AND {KIND} = 'agency' AND {OWN_ROW})"
PLANS = f"({OF_ACTION} AND {KIND} = 'agency' AND {holds('joint.plan')})"
DECIDES = f"({IN_ACTION} AND {holds('joint.decide')})"
LEADS_ACTION = f"""EXISTS (SELECT 1 FROM {ACTION} a JOIN {JOINT} j ON j.id = a.joint_id
    WHERE a.id = action_id AND j.lead_id = {OWN}) AND {holds("joint.lead")}"""

BESIDE = f"""
CREATE FUNCTION erase_beside_joint(uuid) RETURNS void LANGUAGE sql AS $$
    DELETE FROM public.{RECORD} WHERE record_id = $1;
    UPDATE public.{SITE} SET place = '-' WHERE record_id = $1 AND place = '';
    UPDATE public.{SITE} SET record_id = NULL WHERE record_id = $1;
$$;
"""
NOTHING_BESIDE = "DROP FUNCTION erase_beside_joint(uuid);"


class Migration(migrations.Migration):
    dependencies = [("coordination", "0090_joint"), ("operation", "0121_link_walls")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        wall(
            JOINT,
            {
                "reads": "FOR SELECT USING (joint_is_seen(id))",
                "proposes": f"FOR INSERT WITH CHECK (lead_id = {OWN} AND {KIND} = 'agency' AND {holds('joint.lead')})",
                "amends": f"FOR UPDATE USING (joint_is_seen(id) AND {KIND} = 'agency' AND {WRITES})",
            },
        ),
        only_columns(JOINT, "state", "version"),
        wall(
            MEMBER,
            {
                # a coordinator the own row always: who leaves or declines writes just that into it
                "reads": f"FOR SELECT USING (joint_is_seen(joint_id) OR ({OWN_ROW} AND {holds('joint.decide')}))",
                "keeps": KEEPS,
                "invites": f"FOR INSERT WITH CHECK ({LEADS})",
                "answers": f"FOR UPDATE USING (({OWN_ROW} AND state IN ('invited', 'joined')) OR ({LEADS})) WITH CHECK"
                f" (({OWN_ROW} AND {holds('joint.decide')}) OR ({LEADS} AND state = 'invited'))",
            },
        ),
        only_columns(MEMBER, "state", "words"),
        wall(
            PERSON,
            {
                "reads": f"FOR SELECT USING ({OWN_ROW} AND joint_is_seen(joint_id))",
                "keeps": KEEPS,
                "names": f"FOR INSERT WITH CHECK ({OWN_ROW} AND joint_is_seen(joint_id) AND {holds('joint.plan')})",
                "takes": f"FOR DELETE USING ({OWN_ROW} AND joint_is_seen(joint_id) AND {holds('joint.plan')})",
            },
        ),
        wall(
            RECORD,
            {
                "reads": "FOR SELECT USING (joint_is_inside(joint_id))",
                "brings": f"FOR INSERT WITH CHECK ({INSIDE} AND {OWN_ROW} AND {holds('record.share')})",
                "takes": f"FOR DELETE USING ({INSIDE} AND {OWN_ROW} AND {holds('record.share')})",
            },
        ),
        wall(
            ACTION,
            {
                "reads": "FOR SELECT USING (joint_is_inside(joint_id))",
                "keeps": KEEPS,
                "plans": f"FOR INSERT WITH CHECK ({INSIDE} AND {holds('joint.plan')})",
                "amends": f"FOR UPDATE USING ({INSIDE} AND {WRITES}) WITH CHECK ({INSIDE} AND {WRITES})",
            },
        ),
        wall(
            SITE,
            {
                "reads": f"FOR SELECT USING ({OF_ACTION})",
                "adds": f"FOR INSERT WITH CHECK ({PLANS} AND {OWN_ROW})",
                "takes": f"FOR DELETE USING ({PLANS} AND {OWN_ROW})",
            },
        ),
        wall(
            ROLE,
            {
                "reads": f"FOR SELECT USING ({OF_ACTION})",
                "adds": f"FOR INSERT WITH CHECK ({PLANS})",
                "takes": f"FOR DELETE USING ({PLANS})",
            },
        ),
        wall(GO, {"reads": f"FOR SELECT USING ({OF_ACTION})", "says": f"FOR INSERT WITH CHECK ({DECIDES})"}),
        wall(
            CLAIM,
            {
                "reads": f"FOR SELECT USING ({OF_ACTION})",
                "claims": f"FOR INSERT WITH CHECK ({PLANS} AND {OWN_ROW})",
                "amends": f"FOR UPDATE USING ({PLANS} AND {OWN_ROW}) WITH CHECK ({PLANS} AND {OWN_ROW})",
                "takes": f"FOR DELETE USING ({PLANS} AND {OWN_ROW})",
            },
        ),
        wall(
            TOTAL, {"reads": f"FOR SELECT USING ({OF_ACTION})", "proposes": f"FOR INSERT WITH CHECK ({LEADS_ACTION})"}
        ),
        wall(AGREEMENT, {"reads": f"FOR SELECT USING ({OF_ACTION})", "says": f"FOR INSERT WITH CHECK ({DECIDES})"}),
        migrations.RunSQL(BESIDE, NOTHING_BESIDE),
        captured(JOINT, "coordination.JointInvestigation"),
        captured(MEMBER, "coordination.JointMember", target="joint_id"),
        captured(PERSON, "coordination.JointPerson", target="joint_id"),
        captured(RECORD, "coordination.JointRecord", target="joint_id"),
        captured(ACTION, "coordination.JointAction"),
        captured(SITE, "coordination.JointSite", target="action_id"),
        captured(ROLE, "coordination.JointRole", target="action_id"),
        captured(GO, "coordination.GoDecision", target="action_id", on=WITHOUT_ADDING),
        captured(CLAIM, "coordination.JointClaim", target="action_id"),
        captured(TOTAL, "coordination.JointTotal", target="action_id"),
        captured(AGREEMENT, "coordination.JointAgreement", target="action_id", on=WITHOUT_ADDING),
    ]
