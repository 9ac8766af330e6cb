"""A joint investigation and its actions in words, as their reader may see and use them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, number_format, time_format
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
    may_claim,
    may_lead,
    may_leave,
    may_name,
    may_plan,
    may_step,
)
from coordination.joint.states import CHANGEABLE, HELD, STATES
from operation.access.handling import TLP, HandlingCode, strictest_code, strictest_tlp
from operation.access.principal import Principal
from operation.cases.names import language_of
from operation.cases.registry import all_types
from operation.cases.views import ON_DAY
from operation.kernel.errors import Text
from operation.templatetags.look import country_name

Context = dict[str, Any]
Answers = Mapping[str, Mapping[Any, Any]]
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
ICONS = {
    "ask": "query",
    "go": "check",
    "no-go": "x",
    "carry-out": "flag",
    "cancel": "undo",
    "agree": "check",
    "object": "note",
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
    inside = selectors.is_inside(principal, joint)
    return row(joint) | {
        "title": joint.reference,
        "inside": inside,
        "aim_lang": language_of(joint.aim),
        "facts": _facts(joint),
        "members": [_member(one) for one in selectors.members_of(principal, joint)],
        "named": selectors.named_by(principal, joint) if principal.is_member else [],
        "names": bool(may_name(principal, joint, own)),
        "records": [_record(principal, joint, one) for one in selectors.records_of(principal, joint)] if inside else [],
        "planned": [_planned(one) for one in selectors.actions_of(principal, joint)] if inside else [],
        "actions": list(_joint_actions(principal, joint, own)),
    }


def _facts(joint: JointInvestigation) -> list[Context]:
    return [
        {"label": _("Leads"), "value": agency_words(joint.lead)},
        {"label": _("LMLECC"), "value": _("belongs to it") if joint.through_lmlecc else _("does not know of it")},
        {"label": _("Proposed"), "value": date_format(joint.created_at, "SHORT_DATE_FORMAT")},
    ]


def _member(member: JointMember) -> Context:
    return {
        "agency": member.organisation,
        "state": capfirst(member.get_state_display()),
        "tone": MEMBER_TONES[MemberState(member.state)],
        "words": member.words,
        "lang": language_of(member.words),
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


def _planned(action: JointAction) -> Context:
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


def action_page(principal: Principal, action: JointAction, own: JointMember | None) -> Context:
    """Everything on the page of an action; a constant number of queries."""
    joint, changes = action.joint, action.state in CHANGEABLE and may_plan(principal, action.joint, own)
    members = selectors.joined(principal, joint)
    lines = selectors.lines_of(principal, action)
    said: Answers = {
        "go": selectors.decisions_of(principal, action),
        "agree": selectors.agreements_of(principal, action),
    }
    return _planned(action) | {
        "title": action.title,
        "joint": joint,
        "plan_lang": language_of(action.plan),
        "words_lang": language_of(action.words),
        "life": _life(action),
        "sites": [
            _site(principal, action, *one, changes=bool(changes)) for one in selectors.sites_of(principal, action)
        ],
        "roles": [_role(action, one, changes=bool(changes)) for one in selectors.roles_of(principal, action)],
        "decisions": _decisions(action, members, said["go"]),
        "logs": _logs(principal, action),
        "held": action.state in HELD,
        "claimants": [one.organisation for one in members],
        "lines": [_line(one, members) for one in lines],
        "totalled": any(line.total for line in lines),
        "agreements": _agreements(action, members, said["agree"]),
        "actions": list(_actions(principal, action, own, _needless(principal, said, lines))),
    }


def _life(action: JointAction) -> list[Context]:
    now = STATES.line.index(STATES.beside.get(action.state, action.state))
    return [
        {
            "label": capfirst(str(ActionState(state).label)),
            "state": "now" if at == now else "past" if at < now else "ahead",
        }
        for at, state in enumerate(STATES.line)
    ]


def _site(principal: Principal, action: JointAction, site: Any, record: Any, *, changes: bool) -> Context:
    mine = site.organisation_id == principal.organisation_id
    return {
        "agency": site.organisation,
        "place": site.place,
        "lang": language_of(site.place),
        "reference": record.reference if record else "",
        "url": reverse("record", args=["sites", record.pk]) if record else "",
        "kept": bool(site.record_id and not record),
        "off_url": reverse("joint-site-off", args=[action.joint_id, action.pk, site.pk]) if changes and mine else "",
    }


def _role(action: JointAction, role: Any, *, changes: bool) -> Context:
    return {
        "agency": role.organisation,
        "role": capfirst(role.get_role_display()),
        "people": role.people,
        "words": role.words,
        "lang": language_of(role.words),
        "off_url": reverse("joint-role-off", args=[action.joint_id, action.pk, role.pk]) if changes else "",
    }


def _needless(principal: Principal, said: Answers, lines: Sequence[selectors.Line]) -> set[str]:
    """Steps that would say nothing new: what the own agency said already, and answers to totals that there are not."""
    own = principal.organisation_id
    found = set() if any(line.total for line in lines) else {"agree", "object"}
    if own in said["go"] and said["go"][own].goes:
        found.add("go")
    if own in said["agree"]:
        found.add("agree" if said["agree"][own].agrees else "object")
    return found


def _decisions(action: JointAction, members: Sequence[JointMember], said: Mapping[Any, Any]) -> list[Context]:
    """What each agency said since it was asked last; nothing before."""
    if not action.asked:
        return []
    words = (pgettext("decision", "go"), pgettext("decision", "no-go"), _("has not said yet"))
    return [_said(one, said.get(one.organisation_id), "goes", words) for one in members]


def _agreements(action: JointAction, members: Sequence[JointMember], said: Mapping[Any, Any]) -> list[Context]:
    if not action.settled:
        return []
    words = (pgettext("totals", "agrees"), pgettext("totals", "objects"), _("has not said yet"))
    return [_said(one, said.get(one.organisation_id), "agrees", words) for one in members]


def _said(member: JointMember, answer: Any, name: str, words: tuple[str, str, str]) -> Context:
    yes, no, none = words
    text = str(answer.words) if answer else ""
    found: Context = {"agency": member.organisation, "words": text, "lang": language_of(text)}
    if answer is None:
        return found | {"state": none, "tone": "idle"}
    return found | ({"state": yes, "tone": "ok"} if getattr(answer, name) else {"state": no, "tone": "late"})


def _logs(principal: Principal, action: JointAction) -> list[Context]:
    """«Log here»: the forms of what happened there, with the action day in them."""
    if action.state not in (ActionState.GO, *HELD) or not principal.is_member or action.action_day is None:
        return []
    return [
        {
            "label": known.label,
            "url": f"{reverse('record-new', args=[known.slug])}?{ON_DAY}={action.action_day_id}",
            "icon": "plus",
        }
        for known in all_types()
        if ON_DAY in known.form_fields and principal.holds(known.permission("open"))
    ]


def _line(line: selectors.Line, members: Sequence[JointMember]) -> Context:
    claims = [line.claims.get(one.organisation_id) for one in members]
    known = {one.organisation_id for one in members}
    others = sum(1 for key in line.claims if key not in known)
    total = line.total
    return {
        "what": capfirst(str(line.what.label)),
        "claims": [
            {
                "agency": member.organisation,
                "number": figure(claim.number) if claim else "",
                "words": claim.words if claim else "",
            }
            for member, claim in zip(members, claims, strict=True)
        ],
        "others": others,
        "sum": figure(line.sum),
        "total": figure(total.total) if total else "",
        "difference": figure(line.difference) if line.difference is not None else "",
        "words": total.words if total else "",
        "lang": language_of(total.words) if total else "",
    }


def figure(number: Any) -> str:
    """Persons and pieces without places, money with two."""
    places = 0 if number == number.to_integral_value() else 2
    return number_format(number, places, use_l10n=True, force_grouping=True)


def _actions(
    principal: Principal, action: JointAction, own: JointMember | None, needless: set[str]
) -> Iterator[Context]:
    joint = action.joint
    for step in STATES.from_state(action.state):
        if step.name not in needless and may_step(principal, joint, own, step.name):
            url = reverse("joint-action-step", args=[joint.pk, action.pk, step.name])
            main = step.name in ("ask", "go", "carry-out", "agree")
            yield {"label": step.label, "url": url, "icon": ICONS[step.name], "main": main}
    if action.state in CHANGEABLE and may_plan(principal, joint, own):
        yield _of_action(_("Change the plan"), "joint-action-edit", action, icon="pen")
        yield _of_action(_("Add a site"), "joint-site", action, icon="plus")
        yield _of_action(_("Add a role"), "joint-role", action, icon="plus")
    if action.state == ActionState.CARRIED_OUT and may_claim(principal, joint, own):
        yield _of_action(_("State your claims"), "joint-claims", action, icon="pen")
    if action.state == ActionState.CARRIED_OUT and may_lead(principal, joint):
        yield _of_action(_("Propose the totals"), "joint-totals", action, icon="chart")


def _of_action(label: Text, route: str, action: JointAction, **about: Any) -> Context:
    return {"label": label, "url": reverse(route, args=[action.joint_id, action.pk]), **about}
