"""An action of a joint investigation in words: what is planned and decided, what is claimed, and the total."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coordination.joint import selectors
from coordination.joint.models import ActionState, JointAction, JointInvestigation, JointMember, MemberState
from coordination.joint.panels import planned
from coordination.joint.policies import may_lead, may_plan, may_step
from coordination.joint.states import CHANGEABLE, HELD, STATES
from operation.access.principal import Principal
from operation.cases.names import language_of
from operation.cases.registry import all_types
from operation.cases.views import ON_DAY
from operation.kernel.errors import Text
from operation.people.models import Organisation

Context = dict[str, Any]
Answers = Mapping[str, Mapping[Any, Any]]
ICONS = {
    "ask": "query",
    "go": "check",
    "no-go": "x",
    "carry-out": "flag",
    "cancel": "undo",
    "agree": "check",
    "object": "note",
}


OFTEN = ("sites", "suspects", "rescued-laborers", "seized-assets", "firearms")
"""What is logged from the field on the day itself; the other types stand behind one click."""


def action_page(principal: Principal, action: JointAction, own: JointMember | None) -> Context:
    """Everything on the page of an action; a constant number of queries."""
    joint, changes = action.joint, action.state in CHANGEABLE and may_plan(principal, action.joint, own)
    members = selectors.joined(principal, joint)
    lines = selectors.lines_of(principal, action)
    claimants, logs = _claimants(principal, joint, lines), _logs(principal, action)
    said: Answers = {
        "go": selectors.decisions_of(principal, action),
        "agree": selectors.agreements_of(principal, action),
    }
    return planned(action) | {
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
        "logs": [one for one in logs if one["often"]],
        "other_logs": [one for one in logs if not one["often"]],
        "held": action.state in HELD,
        "claimants": claimants,
        "lines": [_line(one, claimants) for one in lines],
        "totalled": any(line.total for line in lines),
        "agreements": _agreements(action, members, said["agree"]),
        "actions": sorted(
            _actions(principal, action, own, _needless(principal, said, lines)), key=lambda one: not one.get("main")
        ),
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
            "often": known.slug in OFTEN,
        }
        for known in all_types()
        if ON_DAY in known.form_fields and principal.holds(known.permission("open"))
    ]


def _claimants(principal: Principal, joint: JointInvestigation, lines: Sequence[selectors.Line]) -> list[Organisation]:
    """Who belongs to the group, and who has left it since and claims: the sum is of all that is shown."""
    claimed = {key for line in lines for key in line.claims}
    members = selectors.members_of(principal, joint)
    return [one.organisation for one in members if one.state == MemberState.JOINED or one.organisation_id in claimed]


def _line(line: selectors.Line, claimants: Sequence[Organisation]) -> Context:
    total = line.total
    return {
        "what": capfirst(str(line.what.label)),
        "claims": [
            {
                "agency": one,
                "number": figure(claim.number) if claim else "",
                "words": claim.words if claim else "",
                "lang": language_of(claim.words) if claim else "",
            }
            for one in claimants
            for claim in [line.claims.get(one.pk)]
        ],
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
    if action.state == ActionState.CARRIED_OUT and may_plan(principal, joint, own):
        yield _of_action(_("State your claims"), "joint-claims", action, icon="pen")
    if action.state == ActionState.CARRIED_OUT and may_lead(principal, joint):
        yield _of_action(_("Propose the totals"), "joint-totals", action, icon="chart")


def _of_action(label: Text, route: str, action: JointAction, **about: Any) -> Context:
    return {"label": label, "url": reverse(route, args=[action.joint_id, action.pk]), **about}
