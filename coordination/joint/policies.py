"""Who may do what in a joint investigation; each «no» says who may."""

from django.utils.translation import gettext_lazy as _

from coordination.joint.models import JointInvestigation, JointMember, JointState, MemberState
from coordination.joint.states import step_named
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict

AGENCIES = Denied(_("Agencies of the member countries investigate together."))
LEAD_ALONE = Denied(_("Only the agency that leads may do this."))
MEMBERS = Denied(_("Only agencies that have joined may do this."))
OVER = Denied(_("This joint investigation is closed."))
NOT_INVITED = Denied(_("Your agency is not asked to join."))
LEAD_STAYS = Denied(_("The agency that leads does not leave: it closes the joint investigation."))


def may_propose(principal: Principal) -> Verdict:
    """Propose a joint investigation: the coordinator of an agency."""
    verdict = may(principal, "joint.lead")
    return verdict if not verdict or principal.is_member else AGENCIES


def may_lead(principal: Principal, joint: JointInvestigation) -> Verdict:
    """Invite, propose totals, close: the coordinator of the agency that leads."""
    verdict = may(principal, "joint.lead")
    if not verdict:
        return verdict
    if not joint.is_led_by(principal):
        return LEAD_ALONE
    return OVER if joint.state == JointState.CLOSED else True


def may_answer(principal: Principal, joint: JointInvestigation, own: JointMember | None) -> Verdict:
    """Join or decline: the coordinator of an agency that is invited."""
    verdict = may(principal, "joint.decide")
    if not verdict:
        return verdict
    if own is None or own.state != MemberState.INVITED:
        return NOT_INVITED
    return OVER if joint.state == JointState.CLOSED else True


def may_leave(principal: Principal, joint: JointInvestigation, own: JointMember | None) -> Verdict:
    """Leave: the coordinator of a member that does not lead."""
    verdict = may(principal, "joint.decide")
    if not verdict:
        return verdict
    if joint.is_led_by(principal):
        return LEAD_STAYS
    return _joined(joint, own)


def may_name(principal: Principal, joint: JointInvestigation, own: JointMember | None) -> Verdict:
    """Name officers of the own agency: its supervisor or coordinator, before it joins too."""
    verdict = may(principal, "joint.plan")
    if not verdict:
        return verdict
    if own is None:
        return MEMBERS
    return OVER if joint.state == JointState.CLOSED else True


def may_bring(principal: Principal, joint: JointInvestigation, own: JointMember | None) -> Verdict:
    """Bring in an own record: who may share it."""
    verdict = may(principal, "record.share")
    return verdict and _joined(joint, own)


def may_plan(principal: Principal, joint: JointInvestigation, own: JointMember | None) -> Verdict:
    """Plan actions, their sites and roles, and state claims: a supervisor or the coordinator of a member."""
    verdict = may(principal, "joint.plan")
    return verdict and _joined(joint, own)


def may_step(principal: Principal, joint: JointInvestigation, own: JointMember | None, name: str) -> Verdict:
    """Take a step of an action: by role, and for the side whose step it is."""
    permission = step_named(name).permission
    if permission == "joint.lead":
        return may_lead(principal, joint)
    verdict = may(principal, permission)
    return verdict and _joined(joint, own)


def _joined(joint: JointInvestigation, own: JointMember | None) -> Verdict:
    if own is None or own.state != MemberState.JOINED:
        return MEMBERS
    return OVER if joint.state == JointState.CLOSED else True
