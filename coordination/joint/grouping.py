"""Writes on the group: propose, invite, join, decline, leave, name persons, close."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.between import check_marks
from coordination.consulting import hold
from coordination.joint.keeping import follow_group, hide_day
from coordination.joint.models import (
    ActionState,
    JointAction,
    JointInvestigation,
    JointMember,
    JointPerson,
    JointState,
    MemberState,
)
from coordination.joint.policies import may_answer, may_lead, may_leave, may_name, may_propose
from coordination.joint.selectors import members_of, own_member
from coordination.joint.states import STATES
from coordination.questions import STALE
from operation.access.handling import TLP, HandlingCode
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import new_reference
from operation.cases.names import composed_lines
from operation.kernel.errors import Conflict, Refused, require
from operation.people.models import Organisation, OrganisationKind, User
from operation.plan.models import Operation

NOBODY_TO_INVITE = _("Choose at least one agency of another country or of your own that takes part in the operation.")
SAY_WHY = _("Say why: the agency that leads reads it.")


@dataclass(frozen=True)
class JointDraft:
    """What is proposed: its title, its aim, and how it is marked."""

    title: str
    aim: str
    tlp: str = TLP.AMBER
    handling_code: str = HandlingCode.H1
    handling_text: str = ""
    through_lmlecc: bool = False


@transaction.atomic
def propose_joint(
    *,
    principal: Principal,
    operation: Operation,
    draft: JointDraft,
    invited: Sequence[Organisation],
    synthetic: bool = False,
) -> JointInvestigation:
    """A group that the principal's agency leads, with those whom it invites. Raises NotAllowed; Refused by field."""
    require(may_propose(principal), verb="propose joint investigation")
    _check(principal, operation, draft, invited)
    made = JointInvestigation.objects.create(
        reference=new_reference(operation, principal.country or "", JointInvestigation.CODE),
        operation=operation,
        title=composed_lines(draft.title),
        aim=composed_lines(draft.aim),
        lead_id=principal.own_organisation,
        created_by_id=principal.person,
        tlp=draft.tlp,
        handling_code=draft.handling_code,
        handling_text=composed_lines(draft.handling_text),
        through_lmlecc=draft.through_lmlecc,
        is_synthetic=synthetic,
    )
    JointMember.objects.create(joint=made, organisation_id=principal.own_organisation, state=MemberState.JOINED)
    JointMember.objects.bulk_create(JointMember(joint=made, organisation=one) for one in invited)
    trail.record("joint_proposed", made, invited=[one.code for one in invited], lmlecc=made.through_lmlecc)
    return made


def _check(principal: Principal, operation: Operation, draft: JointDraft, invited: Sequence[Organisation]) -> None:
    problems: dict[str, Any] = {}
    if not composed_lines(draft.title):
        problems["title"] = _("Give it a title.")
    if not composed_lines(draft.aim):
        problems["aim"] = _("Say what it aims at: whoever is invited decides by it.")
    if not _all_invitable(principal, operation, invited):
        problems["invited"] = NOBODY_TO_INVITE
    problems |= check_marks(principal, draft)
    if problems:
        raise Refused(problems)


def _all_invitable(principal: Principal, operation: Operation, invited: Sequence[Organisation]) -> bool:
    known = set(invitable(principal, operation).values_list("pk", flat=True))
    return bool(invited) and all(one.pk in known for one in invited)


def invitable(principal: Principal, operation: Operation, joint: JointInvestigation | None = None) -> Any:
    """Agencies that take part in the operation and are not in the group or invited to it."""
    rows = Organisation.objects.filter(kind=OrganisationKind.AGENCY, participations__operation=operation)
    if joint:
        members = JointMember.objects.visible_to(principal).filter(joint=joint)
        there = members.filter(state__in=(MemberState.INVITED, MemberState.JOINED))
        rows = rows.exclude(pk__in=there.values("organisation_id"))
    return rows.exclude(pk=principal.own_organisation).select_related("country").order_by("position")


@transaction.atomic
def invite_agencies(
    *, principal: Principal, joint: JointInvestigation, version: int, invited: Sequence[Organisation]
) -> JointInvestigation:
    """Ask more agencies, also those that declined or left. Raises NotAllowed; Refused; Conflict."""
    require(may_lead(principal, joint), verb=f"invite to {joint.reference}")
    current = locked(principal, joint, version)
    known = set(invitable(principal, current.operation, current).values_list("pk", flat=True))
    if not invited or any(one.pk not in known for one in invited):
        raise Refused({"invited": NOBODY_TO_INVITE})
    bump(current)
    there = {one.organisation_id: one for one in members_of(principal, current)}
    for agency in invited:
        member = there.get(agency.pk)
        if member is None:
            JointMember.objects.create(joint=current, organisation=agency)
        else:
            _answer(member, MemberState.INVITED, "")
    trail.record("joint_invited", current, invited=[one.code for one in invited])
    return current


@transaction.atomic
def join_group(*, principal: Principal, joint: JointInvestigation, version: int) -> JointInvestigation:
    """Join for the own agency; the first to join opens it. Raises NotAllowed; Conflict."""
    own = own_member(principal, joint)
    require(may_answer(principal, joint, own), verb=f"join {joint.reference}")
    current = locked(principal, joint, version)
    if current.state == JointState.PROPOSED:
        current.state = JointState.OPEN
    bump(current)
    _answer(_own(principal, current), MemberState.JOINED, "")
    follow_group(current)
    trail.record("joint_joined", current)
    return current


@transaction.atomic
def decline_invitation(*, principal: Principal, joint: JointInvestigation, version: int, words: str) -> None:
    """Decline for the own agency: for it there is none from now on. Raises NotAllowed; Refused; Conflict."""
    own = own_member(principal, joint)
    require(may_answer(principal, joint, own), verb=f"decline {joint.reference}")
    current = locked(principal, joint, version)
    _go(principal, current, words, MemberState.DECLINED)
    trail.record("joint_declined", current)


@transaction.atomic
def leave_group(*, principal: Principal, joint: JointInvestigation, version: int, words: str) -> None:
    """Leave: what is planned and agreed on with the agency is no-go. What others released to it they recall themselves.

    Raises NotAllowed; Refused while an action that was carried out has no total; Conflict.
    """
    own = own_member(principal, joint)
    require(may_leave(principal, joint, own), verb=f"leave {joint.reference}")
    current = locked(principal, joint, version)
    actions = JointAction.objects.visible_to(principal).filter(joint=current)
    if actions.filter(state=ActionState.CARRIED_OUT).exists():
        raise Refused(
            _("An action was carried out and has no total yet. State your claims and agree first, then leave.")
        )
    for action in actions.filter(state__in=(ActionState.ASKED, ActionState.GO)):
        action.state = ActionState.NO_GO
        action.version += 1
        action.save(update_fields=["state", "version"])
        hide_day(action)
        trail.record("joint_action_no-go", action, joint=current.reference)
    _go(principal, current, words, MemberState.LEFT)
    trail.record("joint_left", current)


def _go(principal: Principal, joint: JointInvestigation, words: str, state: MemberState) -> None:
    """Its people are named no more: whoever comes back names anew. The group is locked."""
    if not composed_lines(words):
        raise Refused({"words": SAY_WHY})
    bump(joint)
    own = _own(principal, joint)
    JointPerson.objects.filter(joint=joint, organisation_id=principal.own_organisation).delete()
    _answer(own, state, words)


@transaction.atomic
def name_persons(*, principal: Principal, joint: JointInvestigation, version: int, users: Collection[UUID]) -> None:
    """Who of the own agency reads it beside its supervisors and coordinators: these, and nobody else.

    Raises NotAllowed; Refused for somebody of another agency; Conflict.
    """
    own = own_member(principal, joint)
    require(may_name(principal, joint, own), verb=f"name persons in {joint.reference}")
    current = locked(principal, joint, version)
    known = set(colleagues(principal).filter(pk__in=users).values_list("pk", flat=True))
    if known != set(users):
        raise Refused({"users": _("Name people of your own agency.")})
    rows = JointPerson.objects.filter(joint=current, organisation_id=principal.own_organisation)
    rows.exclude(user_id__in=known).delete()
    new = known - set(rows.values_list("user_id", flat=True))
    JointPerson.objects.bulk_create(
        JointPerson(joint=current, organisation_id=principal.own_organisation, user_id=key) for key in sorted(new)
    )
    bump(current)
    follow_group(current)
    trail.record("joint_named", current, named=sorted(str(key) for key in known))


def colleagues(principal: Principal) -> Any:
    """People of the own agency."""
    return User.objects.filter(organisation_id=principal.own_organisation, is_active=True).order_by("username")


@transaction.atomic
def close_group(*, principal: Principal, joint: JointInvestigation, version: int) -> JointInvestigation:
    """End it: its members read it as it is. Raises NotAllowed; Refused while an action is not over; Conflict."""
    require(may_lead(principal, joint), verb=f"close {joint.reference}")
    current = locked(principal, joint, version)
    if JointAction.objects.visible_to(principal).filter(joint=current).exclude(state__in=STATES.closed).exists():
        raise Refused(_("An action is not over. Reconcile it or call it off first."))
    current.state = JointState.CLOSED
    bump(current)
    trail.record("joint_closed", current)
    return current


def locked(principal: Principal, joint: JointInvestigation, version: int | None = None) -> JointInvestigation:
    """The group, for one writer at a time. Raises Conflict when it is another version by now, closed, or not there."""
    hold(joint.pk)
    found: JointInvestigation | None = (
        JointInvestigation.objects.visible_to(principal).select_related("operation", "lead").filter(pk=joint.pk).first()
    )
    changed = found is not None and version is not None and found.version != version
    if found is None or changed or found.state == JointState.CLOSED:
        raise Conflict(STALE)
    return found


def bump(joint: JointInvestigation) -> None:
    joint.version += 1
    joint.save(update_fields=["state", "version"])


def _own(principal: Principal, joint: JointInvestigation) -> JointMember:
    """Raises Conflict when the agency has no part in it any more."""
    found = own_member(principal, joint)
    if found is None:
        raise Conflict(STALE)
    return found


def _answer(member: JointMember, state: MemberState, words: str) -> None:
    member.state, member.words = state, composed_lines(words)
    member.save(update_fields=["state", "words"])
