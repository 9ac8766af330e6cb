"""Who reports on an action of the plan, and who changes the plan; each «no» says who may."""

from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict
from operation.plan.models import OperationalAction

NOT_LEADING = Denied(_("Your country neither leads nor co-leads this action. Who leads it reports on it."))
ENDED = Denied(_("This action is done or dropped. What was told of it stays as it is."))


def may_report(principal: Principal, action: OperationalAction) -> Verdict:
    """A supervisor or coordinator of a country that leads or co-leads it, while it is open. One query at most."""
    verdict = may(principal, "plan.report")
    if not verdict:
        return verdict
    if not principal.is_member or not _leads(principal, action):
        return NOT_LEADING
    return True if action.is_open else ENDED


def may_amend(principal: Principal, action: OperationalAction) -> Verdict:
    """LMLECC's supervision desk and director, while it is open."""
    verdict = may(principal, "plan.amend")
    if not verdict:
        return verdict
    return True if action.is_open else ENDED


def _leads(principal: Principal, action: OperationalAction) -> bool:
    """`all` is what a list has fetched already."""
    return principal.country in {action.leader_id, *(country.pk for country in action.co_leaders.all())}
