"""The table of access/roles.py in words, for the page «Who may do what»."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from operation.access.roles import APPOINTS, HELD_IN, PERMISSIONS, Role, apart_from, holders
from operation.kernel.errors import Text
from operation.people.models import OrganisationKind

WORDS: dict[str, Text] = {
    "desk.read": _("Open the desk"),
    "roles.read": _("Read who may do what"),
    "appointment.read": _("Read who is appointed in the own organisation"),
    "appointment.read_all": _("Read who is appointed everywhere"),
    "appointment.make": _("Appoint, name cover, end appointments"),
    "account.manage": _("Create, disable and enable accounts"),
    "account.vouch": _("Vouch for a colleague of the own organisation who can no longer sign in"),
    "reference.amend": _("Amend the names of countries and organisations"),
    "record.read": _("Read records: the own agency's, and what was released to it"),
    "record.read_strict": _("Read records of the own agency marked TLP:AMBER+STRICT"),
    "record.open": _("Log records"),
    "record.export": _("Take a list of records as a file"),
    "record.delete": _("Delete records that one logged oneself"),
    "record.restore": _("Delete records of the own agency, and give back what was deleted"),
    "record.amend": _("Amend records of the own agency"),
    "record.transition": _("Take a step with a record: arrest, seizure, closure"),
    "record.reclassify": _("Make a suspect a presumed victim"),
    "record.verify": _("Verify what somebody else of the agency logged"),
    "record.share": _("Release and recall records of the own agency"),
    "record.regrade": _("Regrade records of the own agency"),
    "laborer.open": _("Log rescued laborers and rescue appeals"),
    "laborer.delete": _("Delete rescued laborers that one logged oneself"),
    "laborer.amend": _("Amend rescued laborers and rescue appeals of the own agency"),
    "laborer.transition": _("Take a step with a rescued laborer or an appeal: referral, return, rescue"),
    "vault.write": _("Write the identity of a rescued laborer into the vault"),
    "vault.open": _("Open the identity of a rescued laborer of the own agency, with a reason"),
    "consent.log": _("Log what a rescued laborer agreed to"),
    "record.retain": _("Keep records of the own agency longer, place and lift a legal hold"),
    "record.purge": _("Purge records of the own agency"),
    "fact.read": _("Read all records without names"),
    "plan.read": _("Read the plan of the operation"),
    "exchange.read": _("Open the exchange between countries"),
    "request.read": _("Read requests of the own agency; LMLECC those that were sent"),
    "request.draft": _("Write requests to other countries"),
    "request.send": _("Send, clarify, withdraw and close requests of the own agency"),
    "request.answer": _("Acknowledge, answer and refuse requests to the own agency"),
    "request.watch": _("Be told of requests that are overdue"),
    "request.watch_late": _("Be told of requests that are overdue for three days"),
    "danger.take": _("Take calls for help"),
    "record.move": _("Move suspects by a removal alone: nobody by himself"),
    "plan.report": _("Report progress on actions that the own country leads"),
    "plan.amend": _("Add, change, move and drop actions of the plan"),
    "supervision.read": _("Read what the own country owes and is owed; LMLECC of all countries"),
    "supervision.inspect": _("Plan and report inspections, close recommendations"),
    "supervision.respond": _("Answer inspections and recommendations for the own agency"),
    "roster.read": _("Read who is seconded to LMLECC and who is on duty"),
    "roster.amend": _("Second people to LMLECC and plan their duty"),
    "meeting.amend": _("Call meetings, write their agenda and minutes"),
    "meeting.agree": _("Agree to minutes for the own country, or note an objection"),
    "knowledge.read": _("Read knowledge that was adopted; partners what is for them"),
    "knowledge.draft": _("Write down practices, modus operandi and lessons"),
    "knowledge.propose": _("Propose knowledge of the own agency"),
    "knowledge.validate": _("Validate proposed knowledge, or ask about it"),
    "knowledge.agree": _("Agree to knowledge for the own country"),
    "knowledge.adopt": _("Adopt knowledge once all countries have answered"),
    "knowledge.set_aside": _("Set proposed knowledge aside, with a reason"),
    "offer.read": _("Read offers of support: partners their own, countries those to them"),
    "offer.make": _("Offer support, or log an offer of a partner"),
    "offer.decide": _("Accept or decline offers of support"),
    "offer.confirm": _("Confirm that support was delivered to the own country"),
    "intelligence.grade": _("Grade intelligence reports of the own agency"),
    "intelligence.answer": _("Acknowledge intelligence reports, and say what they were good for"),
    "removal.read": _("Read removals of the own agency; LMLECC those that were asked for"),
    "removal.ask": _("Ask for removals, and withdraw what was asked"),
    "removal.answer": _("Answer, prepare and schedule removals that were asked of the own agency"),
    "removal.confirm": _("Confirm who was handed over and who was received"),
    "match.read": _("Read that there are matches of the own agency; LMLECC those that both sides know"),
    "match.disclose": _("Reveal matches, tell of the own record, ask for a number"),
    "match.conclude": _("Propose an outcome of a match, and agree to one"),
    "joint.read": _("Read joint investigations of which the own agency is a member or an invited one"),
    "joint.read_all": _("Read all joint investigations of the own agency, also without being named"),
    "joint.lead": _("Propose joint investigations, invite agencies, propose totals, close"),
    "joint.decide": _("Join or leave joint investigations, decide go or no-go, agree to totals"),
    "joint.plan": _("Plan joint actions, name officers, state what the own agency claims"),
    "message.read": _("Read messages on what one may read"),
    "message.write": _("Write messages within the own organisation"),
    "message.send": _("Write messages to other organisations"),
    "alert.read": _("Be notified, and choose by which way"),
    "figures.read": _("Read figures"),
    "target.set": _("Set the targets on which the countries agreed"),
    "return.read": _("Read weekly returns"),
    "return.draft": _("Fill in the weekly return of the own agency"),
    "return.submit": _("Submit the weekly return of the own agency"),
    "return.verify": _("Verify weekly returns, ask about them, settle joint claims"),
    "return.lock": _("Lock weekly returns"),
    "return.reopen": _("Reopen weekly returns"),
    "report.read_draft": _("Read reports before their release"),
    "report.read_released": _("Read released reports"),
    "report.build": _("Build reports"),
    "report.propose_release": _("Propose the release of a report"),
    "report.confirm_release": _("Confirm or decline the release of a report, as the second person"),
    "report.withdraw_release": _("Withdraw a released report"),
    "report.read_downloads": _("Read who fetched which edition"),
    "report.compose": _("Begin reports and give out their sections"),
    "report.write": _("Write the sections of reports that are one's own"),
    "report.edit": _("Answer for the sections of the own organisation"),
    "report.read_circulated": _("Read reports that are circulated"),
    "report.read_victims": _("Read what circulated reports say of victims"),
    "report.circulate": _("Circulate reports to the countries"),
    "report.comment": _("Comment on circulated reports"),
    "report.approve": _("Approve circulated reports for the own agency"),
    "trail.read": _("Read the whole trail: who did what, without content"),
    "trail.read_own_records": _("Read who read a record of the own agency"),
    "anchor.read": _("Take home the signed heads of the trail"),
    "api.token": _("Make tokens for programs"),
}


def permission_rows() -> list[dict[str, Any]]:
    """What one can do, and the roles that may."""
    return [{"what": WORDS.get(one, one), "who": list(holders(one))} for one in PERMISSIONS]


def role_rows() -> list[dict[str, Any]]:
    """Every role: whose people hold it, who appoints to it, what it is never held with."""
    return [
        {
            "role": role.label,
            "held_in": [OrganisationKind(kind).label for kind, roles in HELD_IN.items() if role in roles],
            "appointed_by": [by.label for by, roles in APPOINTS.items() if role in roles],
            "apart_from": _apart(role),
        }
        for role in Role
    ]


def _apart(role: Role) -> list[Text]:
    """Among the roles that the same person could hold at all."""
    beside = frozenset().union(*(roles for roles in HELD_IN.values() if role in roles)) - {role}
    apart = apart_from(role) & beside
    if apart == beside and beside:
        return [_("every other role")]
    return _labels(apart)


def _labels(roles: Iterable[Role]) -> list[Text]:
    return [role.label for role in Role if role in set(roles)]
