"""Who may circulate, comment, approve and release; each «no» says who may (domain.md §7, §9, §10)."""

from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict
from reporting.consultation.models import CirculatedSection
from reporting.consultation.states import step_named
from reporting.drafting.models import Report, ReportState

SECOND_PERSON = Denied(_("You proposed this release. Somebody else decides on it."))
NOT_CIRCULATED = Denied(_("The countries comment and approve while a report is circulated."))
OWN_WORDS = Denied(
    _("You wrote the present text of your country's section. Another coordinator approves, or somebody else saves it.")
)


def may_step(principal: Principal, report: Report, name: str) -> Verdict:
    """Take a step: by role; and whoever proposed a release does not decide on it, whatever else he may be."""
    verdict = may(principal, step_named(name).permission)
    if not verdict:
        return verdict
    if name in ("confirm", "decline") and report.proposed_by_id == principal.user_id:
        return SECOND_PERSON
    return True


def may_comment(principal: Principal, report: Report) -> Verdict:
    """Say something of a section: coordinators, and LMLECC, which answers."""
    verdict = may(principal, "report.comment")
    if not verdict:
        return verdict
    return True if report.state == ReportState.CIRCULATED else NOT_CIRCULATED


def may_approve(principal: Principal, report: Report, own: list[CirculatedSection]) -> Verdict:
    """Approve for the own agency. `own` are the country's sections of the round: nobody approves his own words."""
    verdict = may(principal, "report.approve")
    if not verdict:
        return verdict
    if report.state != ReportState.CIRCULATED:
        return NOT_CIRCULATED
    return OWN_WORDS if any(one.written_by_id == principal.user_id for one in own) else True
