"""Writes on what is planned: actions, their sites, and who does what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.joint.bringing import find_own
from coordination.joint.grouping import locked
from coordination.joint.keeping import hide_day
from coordination.joint.models import (
    ActionState,
    JointAction,
    JointInvestigation,
    JointRole,
    JointSite,
    JointState,
    RoleKind,
)
from coordination.joint.policies import may_plan
from coordination.joint.selectors import joined, own_member
from coordination.joint.states import CHANGEABLE
from coordination.questions import STALE
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.names import composed_lines
from operation.cases.records.site import SITE
from operation.cases.registry import type_of
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require
from operation.people.models import Country, Organisation

WRITTEN = ("title", "planned_on", "begins_at", "local_to", "plan")
NOT_CHANGEABLE = _("It was carried out or called off: what was planned stays as it was.")


@dataclass(frozen=True)
class ActionDraft:
    """What is planned: on which day, from which hour in whose local time."""

    title: str
    planned_on: date
    local_to: Country
    begins_at: time | None = None
    plan: str = ""


@transaction.atomic
def plan_action(*, principal: Principal, joint: JointInvestigation, draft: ActionDraft) -> JointAction:
    """A new action of an open group. Raises NotAllowed; Refused by field."""
    require(may_plan(principal, joint, own_member(principal, joint)), verb=f"plan action of {joint.reference}")
    current = locked(principal, joint)
    if current.state == JointState.PROPOSED:
        raise Refused(_("Nobody else has joined yet. Actions are planned together."))
    action = JointAction(joint=current)
    _write(principal, action, draft)
    action.save(force_insert=True)
    trail.record("joint_action_planned", action, joint=current.reference)
    return action


@transaction.atomic
def amend_action(*, principal: Principal, action: JointAction, version: int, draft: ActionDraft) -> JointAction:
    """Change what is planned; each member is asked anew. Raises NotAllowed; Refused; Conflict."""
    current = changeable(principal, action, version)
    before = {name: getattr(current, name) for name in WRITTEN}
    _write(principal, current, draft)
    if before != {name: getattr(current, name) for name in WRITTEN}:
        ask_anew(current)
    store(current)
    trail.record("joint_action_amended", current)
    return current


def _write(principal: Principal, action: JointAction, draft: ActionDraft) -> None:
    problems: dict[str, Any] = {}
    if not composed_lines(draft.title):
        problems["title"] = _("Give the action a title.")
    if draft.planned_on < clock.today():
        problems["planned_on"] = _("An action is planned for a day that is not past.")
    codes = {str(one.organisation.country_id) for one in joined(principal, action.joint)}
    if draft.local_to.code not in codes:
        problems["local_to"] = _("Choose the country of an agency that has joined.")
    if problems:
        raise Refused(problems)
    action.title, action.plan = composed_lines(draft.title), composed_lines(draft.plan)
    action.planned_on, action.begins_at, action.local_to = draft.planned_on, draft.begins_at, draft.local_to


@transaction.atomic
def add_site(
    *, principal: Principal, action: JointAction, version: int, place: str = "", reference: str = ""
) -> JointSite:
    """A place of the own agency's: in words, by its own site record, or both. Raises NotAllowed; Refused; Conflict."""
    current = changeable(principal, action, version)
    record = find_own(principal, reference) if reference.strip() else None
    if record is not None and type_of(record) is not SITE:
        raise Refused({"record": _("Choose a record of a site.")})
    if not composed_lines(place) and record is None:
        raise Refused({"place": _("Say where, or give the reference of your site.")})
    made = JointSite.objects.create(
        action=current,
        organisation_id=principal.own_organisation,
        place=composed_lines(place),
        record_id=record.pk if record else None,
    )
    ask_anew(current)
    store(current)
    trail.record("joint_site_added", current, row=str(made.pk))
    return made


@transaction.atomic
def take_site_off(*, principal: Principal, action: JointAction, version: int, site: JointSite) -> None:
    """The own agency's alone. Raises NotAllowed; Refused; Conflict."""
    current = changeable(principal, action, version)
    if site.organisation_id != principal.organisation_id:
        raise Refused(_("Only the agency that added a site takes it off."))
    JointSite.objects.filter(pk=site.pk, action=current).delete()
    ask_anew(current)
    store(current)
    trail.record("joint_site_removed", current, row=str(site.pk))


@transaction.atomic
def give_role(
    *, principal: Principal, action: JointAction, version: int, organisation: Organisation, draft: Mapping[str, Any]
) -> JointRole:
    """Who does what. What was agreed on stays: plan, day and sites ask anew. Raises NotAllowed; Refused; Conflict."""
    current = changeable(principal, action, version)
    if organisation.pk not in {one.organisation_id for one in joined(principal, current.joint)}:
        raise Refused({"organisation": _("Choose an agency that has joined.")})
    if draft["role"] not in RoleKind.values:
        raise Refused({"role": _("Choose what the agency does.")})
    made = JointRole.objects.create(
        action=current,
        organisation=organisation,
        role=draft["role"],
        people=draft.get("people"),
        words=composed_lines(draft.get("words", "")),
    )
    store(current)
    trail.record("joint_role_given", current, row=str(made.pk))
    return made


@transaction.atomic
def take_role_off(*, principal: Principal, action: JointAction, version: int, role: JointRole) -> None:
    """Raises NotAllowed; Refused; Conflict."""
    current = changeable(principal, action, version)
    JointRole.objects.filter(pk=role.pk, action=current).delete()
    store(current)
    trail.record("joint_role_removed", current, row=str(role.pk))


def changeable(principal: Principal, action: JointAction, version: int) -> JointAction:
    """The action, locked, while it can be changed. Raises NotAllowed; Refused; Conflict."""
    joint = action.joint
    require(may_plan(principal, joint, own_member(principal, joint)), verb=f"change action of {joint.reference}")
    current = locked_action(principal, action, version)
    if current.state not in CHANGEABLE:
        raise Refused(NOT_CHANGEABLE)
    return current


def locked_action(principal: Principal, action: JointAction, version: int) -> JointAction:
    """The action, for one writer at a time in its group. Raises Conflict when it is another version by now."""
    joint = locked(principal, action.joint)
    rows = JointAction.objects.visible_to(principal).select_related("local_to")
    found: JointAction | None = rows.filter(pk=action.pk).first()
    if found is None or found.version != version:
        raise Conflict(STALE)
    found.joint = joint
    return found


def ask_anew(action: JointAction) -> None:
    """What was said, was said to another plan. A no-go goes back to the plan, to be asked again."""
    if action.state in (ActionState.ASKED, ActionState.GO):
        action.asked += 1
        action.state = ActionState.ASKED
        hide_day(action)
    elif action.state == ActionState.NO_GO:
        action.state = ActionState.PLANNED


def store(action: JointAction) -> None:
    action.version += 1
    action.save(update_fields=[*WRITTEN, "state", "asked", "settled", "words", "action_day", "version"])
