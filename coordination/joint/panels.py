"""A joint investigation and its actions in words, as their reader may see and use them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coordination.joint import selectors
from coordination.joint.forms import agency_words
from coordination.joint.models import (
    ActionState,
    JointAction,
    JointInvestigation,
    JointMember,
    JointState,
    MemberState,
)
from coordination.joint.policies import (
    may_answer,
    may_bring,
    may_lead,
    may_leave,
    may_name,
    may_plan,
)
from operation.access.handling import TLP, HandlingCode, strictest_code, strictest_tlp
from operation.access.principal import Principal
from operation.cases.names import language_of
from operation.kernel.errors import Text
from operation.templatetags.look import country_name

Context = dict[str, Any]
TONES = {JointState.PROPOSED: "due", JointState.OPEN: "work", JointState.CLOSED: "idle"}
MEMBER_TONES = {
    MemberState.INVITED: "due",
    MemberState.JOINED: "ok",
    MemberState.DECLINED: "idle",
    MemberState.LEFT: "idle",
}
ACTION_TONES = {
    ActionState.PLANNED: "idle",
    ActionState.ASKED: "due",
    ActionState.GO: "work",
    ActionState.NO_GO: "late",
    ActionState.CARRIED_OUT: "due",
    ActionState.RECONCILED: "ok",
    ActionState.CANCELLED: "idle",
}


def handling_of(joint: JointInvestigation) -> Context:
    """The strip of every page of a group."""
    code = HandlingCode(joint.handling_code)
    note = _("Its members and LMLECC") if joint.through_lmlecc else _("Its members alone")
    return {"tlp": joint.tlp, "code": code, "words": joint.handling_text or code.label, "note": note}


def handling_of_all(joints: Sequence[JointInvestigation]) -> Context:
    """The strip of a list: the strictest of what it shows."""
    code = strictest_code([HandlingCode.H1, *(one.handling_code for one in joints)])
    tlp = strictest_tlp([TLP.AMBER, *(one.tlp for one in joints)])
    return {"tlp": tlp, "code": code, "words": code.label, "note": _("Those of your agency alone")}


def row(joint: JointInvestigation) -> Context:
    return {
        "joint": joint,
        "url": reverse("joint", args=[joint.pk]),
        "lang": language_of(joint.title),
        "state": capfirst(joint.get_state_display()),
        "tone": TONES[JointState(joint.state)],
    }


def joint_page(principal: Principal, joint: JointInvestigation, own: JointMember | None) -> Context:
    """Everything on the page of a group; a fixed number of queries but one for each type of record in it."""
    inside, members = selectors.is_inside(principal, joint), selectors.members_of(principal, joint)
    return row(joint) | {
        "title": joint.reference,
        "inside": inside,
        "aim_lang": language_of(joint.aim),
        "facts": _facts(joint),
        "members": [_member(one, selectors.words_of(principal, one)) for one in members],
        "named": selectors.named_by(principal, joint) if principal.is_member else [],
        "names": bool(may_name(principal, joint, own)),
        "records": [_record(principal, joint, one) for one in selectors.records_of(principal, joint)] if inside else [],
        "planned": [planned(one) for one in selectors.actions_of(principal, joint)] if inside else [],
        "actions": list(_joint_actions(principal, joint, own)),
    }


def _facts(joint: JointInvestigation) -> list[Context]:
    return [
        {"label": _("Leads"), "value": agency_words(joint.lead)},
        {"label": _("LMLECC"), "value": _("belongs to it") if joint.through_lmlecc else _("does not know of it")},
        {"label": _("Proposed"), "value": date_format(joint.created_at, "SHORT_DATE_FORMAT")},
    ]


def _member(member: JointMember, words: str) -> Context:
    return {
        "agency": member.organisation,
        "state": capfirst(member.get_state_display()),
        "tone": MEMBER_TONES[MemberState(member.state)],
        "words": words,
        "lang": language_of(words),
    }


def _record(principal: Principal, joint: JointInvestigation, brought: selectors.Brought) -> Context:
    record, mine = brought.record, brought.row.organisation_id == principal.organisation_id
    return {
        "agency": brought.row.organisation,
        "type": brought.record_type.label,
        "reference": record.reference if record else "",
        "url": reverse("record", args=[brought.record_type.slug, record.pk]) if record else "",
        "off_url": reverse("joint-record-off", args=[joint.pk, brought.row.pk])
        if mine and principal.holds("record.share") and joint.state != JointState.CLOSED
        else "",
    }


def planned(action: JointAction) -> Context:
    return {
        "action": action,
        "url": reverse("joint-action", args=[action.joint_id, action.pk]),
        "lang": language_of(action.title),
        "when": when_words(action),
        "state": capfirst(action.get_state_display()),
        "tone": ACTION_TONES[ActionState(action.state)],
    }


def when_words(action: JointAction) -> str:
    """«15 October 2024, 05:30, Cambodia»: the hour is that of the country."""
    day = date_format(action.planned_on, "DATE_FORMAT")
    hour = [time_format(action.begins_at, "TIME_FORMAT")] if action.begins_at else []
    return ", ".join([day, *hour, str(country_name(action.local_to_id))])


def _joint_actions(principal: Principal, joint: JointInvestigation, own: JointMember | None) -> Iterator[Context]:
    """The way onward first."""
    if may_answer(principal, joint, own):
        yield _step(_("Join"), joint, "join", icon="check", main=True)
        yield _step(_("Decline"), joint, "decline", icon="x")
    if joint.state == JointState.OPEN and may_plan(principal, joint, own):
        yield _go(_("Plan an action"), "joint-action-new", joint, icon="plus", main=True)
    if may_bring(principal, joint, own):
        yield _go(_("Bring a record in"), "joint-record", joint, icon="link")
    if may_name(principal, joint, own):
        yield _go(_("Name officers"), "joint-persons", joint, icon="people")
    if may_lead(principal, joint):
        yield _go(_("Invite more agencies"), "joint-invite", joint, icon="share")
    if may_leave(principal, joint, own):
        yield _step(pgettext("joint investigation", "Leave"), joint, "leave", icon="undo")
    if may_lead(principal, joint):
        yield _step(pgettext("joint investigation", "Close"), joint, "close", icon="lock")


def _go(label: Text, route: str, joint: JointInvestigation, **about: Any) -> Context:
    return {"label": label, "url": reverse(route, args=[joint.pk]), **about}


def _step(label: Text, joint: JointInvestigation, name: str, **about: Any) -> Context:
    return {"label": label, "url": reverse("joint-step", args=[joint.pk, name]), **about}
