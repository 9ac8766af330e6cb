"""The second wall of meetings, knowledge and offers of support, and the capture of their changes.

It says what `visible_to` says. A country's answer is a row of its own: it never writes on what it answers to.
"""

from django.db import migrations

from operation.access.walls import COUNTRY, KIND, OWN, USER, holds, of_lmlecc, only_columns, wall
from operation.audit.capture import captured

MEMBERS = f"{KIND} IN ('agency', 'secretariat')"

MEETING = "EXISTS (SELECT 1 FROM operation_meeting m WHERE m.id = meeting_id AND m.for_partners)"
WITH_MEETING = f"{holds('plan.read')} AND ({MEMBERS} OR ({KIND} = 'partner' AND {MEETING}))"
MINUTES = f"{holds('plan.read')} AND ({MEMBERS} OR ({KIND} = 'partner' AND state = 'approved' AND {MEETING}))"
WITH_MINUTES = "EXISTS (SELECT 1 FROM coordination_minutes n WHERE n.id = minutes_id)"
CIRCULATED = (
    "EXISTS (SELECT 1 FROM coordination_minutes n"
    " WHERE n.id = minutes_id AND n.state = 'circulated' AND n.round = coordination_minutesvoice.round)"
)
CALLS = of_lmlecc("meeting.amend")

ITEM_READ = f"""{holds("knowledge.read")} AND (
    ({KIND} = 'agency' AND (originator_id = {OWN} OR state IN ('validated', 'adopted')))
    OR ({KIND} = 'secretariat' AND state <> 'draft')
    OR ({KIND} = 'partner' AND state = 'adopted' AND for_partners))"""
ITEM_OWN = f"(originator_id = {OWN} AND {holds('knowledge.draft')})"
ITEM_DESK = f"""({KIND} = 'secretariat' AND state <> 'draft'
    AND ({holds("knowledge.validate")} OR {holds("knowledge.adopt")} OR {holds("knowledge.set_aside")}))"""
WITH_ITEM = "EXISTS (SELECT 1 FROM coordination_knowledgeitem i WHERE i.id = item_id)"
VALIDATED = (
    "EXISTS (SELECT 1 FROM coordination_knowledgeitem i"
    " WHERE i.id = item_id AND i.state = 'validated' AND i.round = coordination_knowledgevoice.round)"
)

PARTNER = f"partner_id = (SELECT u.organisation_id FROM operation_user u WHERE u.id = {USER})"
"""A partner reads no records and so has no organisation before the wall: its user tells which one it is."""

OFFER_READ = f"""{holds("offer.read")} AND (
    {KIND} = 'secretariat' OR ({KIND} = 'partner' AND {PARTNER})
    OR ({KIND} = 'agency' AND {COUNTRY} = ANY(countries)))"""
OFFER_MADE = f"({holds('offer.make')} AND ({KIND} = 'secretariat' OR ({KIND} = 'partner' AND {PARTNER})))"
RECEIVES = f"({KIND} = 'agency' AND {holds('offer.confirm')} AND {COUNTRY} = ANY(countries)"
DECIDES = of_lmlecc("offer.decide")
WITH_OFFER = "EXISTS (SELECT 1 FROM coordination_supportoffer o WHERE o.id = offer_id"


def _written(table: str, reads: str) -> migrations.RunSQL:
    """Read as said, written by who calls meetings."""
    return wall(
        table,
        {
            "reads": f"FOR SELECT USING ({reads})",
            "adds": f"FOR INSERT WITH CHECK ({CALLS})",
            "amends": f"FOR UPDATE USING ({CALLS}) WITH CHECK ({CALLS})",
            "takes": f"FOR DELETE USING ({CALLS})",
        },
    )


def _voice(table: str, reads: str, asked: str, permission: str) -> migrations.RunSQL:
    """Read by members and LMLECC, given and changed for the own country while it is asked."""
    own = f"{holds(permission)} AND country_id = {COUNTRY} AND agency_id = {OWN}"
    country = f"{holds(permission)} AND country_id = {COUNTRY} AND {asked}"
    return wall(
        table,
        {
            "reads": f"FOR SELECT USING ({MEMBERS} AND {reads})",
            "answers": f"FOR INSERT WITH CHECK ({own} AND {asked})",
            "answers_again": f"FOR UPDATE USING ({country}) WITH CHECK ({own} AND {asked})",
        },
    )


class Migration(migrations.Migration):
    dependencies = [("coordination", "0070_knowledge")]

    operations = [
        _written("coordination_agendaitem", WITH_MEETING),
        _written("coordination_delegation", WITH_MEETING),
        _written("coordination_minutes", MINUTES),
        _written("coordination_decision", WITH_MINUTES),
        _voice("coordination_minutesvoice", WITH_MINUTES, CIRCULATED, "meeting.agree"),
        wall(
            "coordination_knowledgeitem",
            {
                "reads": f"FOR SELECT USING ({ITEM_READ})",
                "writes": f"FOR INSERT WITH CHECK ({ITEM_OWN})",
                "amends": f"FOR UPDATE USING ({ITEM_OWN} OR {ITEM_DESK}) WITH CHECK ({ITEM_OWN} OR {ITEM_DESK})",
            },
        ),
        _voice("coordination_knowledgevoice", WITH_ITEM, VALIDATED, "knowledge.agree"),
        wall(
            "coordination_supportoffer",
            {
                "reads": f"FOR SELECT USING ({OFFER_READ})",
                "offers": f"FOR INSERT WITH CHECK ({OFFER_MADE})",
                "decides": f"FOR UPDATE USING ({DECIDES}) WITH CHECK ({DECIDES})",
                "confirms": f"FOR UPDATE USING ({RECEIVES} AND state = 'under_way'))"
                f" WITH CHECK ({RECEIVES} AND state IN ('under_way', 'delivered')))",
            },
        ),
        wall(
            "coordination_offerreceipt",
            {
                "reads": f"FOR SELECT USING ({WITH_OFFER}))",
                "confirms": f"FOR INSERT WITH CHECK ({holds('offer.confirm')} AND country_id = {COUNTRY}"
                f" AND agency_id = {OWN} AND {WITH_OFFER} AND o.state = 'under_way'"
                f" AND {COUNTRY} = ANY(o.countries)))",
            },
        ),
        only_columns("coordination_supportoffer", "state", "delivered_at", "version", of="agency"),
        captured("coordination_agendaitem", "coordination.AgendaItem", target="meeting_id"),
        captured("coordination_delegation", "coordination.Delegation", target="meeting_id"),
        captured("coordination_minutes", "coordination.Minutes", target="meeting_id"),
        captured("coordination_minutesvoice", "coordination.MinutesVoice", target="minutes_id"),
        captured("coordination_decision", "coordination.Decision", target="minutes_id"),
        captured("coordination_knowledgeitem", "coordination.KnowledgeItem"),
        captured("coordination_knowledgevoice", "coordination.KnowledgeVoice", target="item_id"),
        captured("coordination_supportoffer", "coordination.SupportOffer"),
        captured("coordination_offerreceipt", "coordination.OfferReceipt", target="offer_id"),
    ]
