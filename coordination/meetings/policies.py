"""Who may do what with a meeting; each «no» says who may."""

from django.utils.translation import gettext_lazy as _

from coordination.meetings.models import Decision, Minutes, MinutesState
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict
from operation.plan.models import Meeting

FROM_THE_FILE = Denied(_("This meeting is described by the operation's file with its source: it is changed there."))
NOT_DRAFT = Denied(
    _("The minutes are with the countries or approved. Revise them first: the countries are asked again.")
)
NOT_ASKED = Denied(_("The countries answer while the minutes are circulated."))
NOT_APPROVED = Denied(_("A decision becomes an action once the minutes are approved by mutual consultation."))
IS_ACTION = Denied(_("This decision is an action of the plan already."))


def may_call(principal: Principal) -> Verdict:
    """Call a meeting, write its minutes and take them through their steps."""
    return may(principal, "meeting.amend")


def may_amend(principal: Principal, meeting: Meeting) -> Verdict:
    """Change title, place, days and mark of a meeting that was called here."""
    verdict = may_call(principal)
    if not verdict:
        return verdict
    return FROM_THE_FILE if meeting.source else True


def may_write(principal: Principal, minutes: Minutes | None) -> Verdict:
    """Change agenda, attendance, minutes and decisions, while nobody is asked about them."""
    verdict = may_call(principal)
    if not verdict:
        return verdict
    return True if minutes is None or minutes.state == MinutesState.DRAFT else NOT_DRAFT


def may_answer(principal: Principal, minutes: Minutes) -> Verdict:
    """Say for the own country whether it agrees to the minutes."""
    verdict = may(principal, "meeting.agree")
    if not verdict:
        return verdict
    return True if minutes.state == MinutesState.CIRCULATED else NOT_ASKED


def may_make_action(principal: Principal, decision: Decision) -> Verdict:
    """Make a decision an action of the plan, once."""
    verdict = may_call(principal)
    if not verdict:
        return verdict
    if decision.minutes.state != MinutesState.APPROVED:
        return NOT_APPROVED
    return IS_ACTION if decision.action_id else True
