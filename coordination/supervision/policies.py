"""Who inspects, who answers, and whose page one opens; each «no» says who may."""

from django.utils.translation import gettext_lazy as _

from coordination.supervision.models import TOLD, Inspection, InspectionState, Recommendation
from coordination.supervision.states import ADVICE, RESPOND, VISITS, step_named
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict

OTHER_AGENCY = Denied(_("This is for another agency. Only the agency that was visited answers."))
OVERVIEW = Denied(_("The page of all six countries is for LMLECC. Your country has a page of its own."))
REPORTED = Denied(_("This visit is reported: what was found stays as it is."))


def may_step_visit(principal: Principal, visit: Inspection, name: str) -> Verdict:
    """By role; the answer by the agency visited alone."""
    return _may_step(principal, step_named(VISITS, name).permission, visit)


def may_step_advice(principal: Principal, advice: Recommendation, name: str) -> Verdict:
    """By role; what the agency says, by the agency to which it is addressed alone."""
    return _may_step(principal, step_named(ADVICE, name).permission, advice)


def may_write_findings(principal: Principal, visit: Inspection) -> Verdict:
    """Who inspects, once the visit was made and until it is reported."""
    verdict = may(principal, "supervision.inspect")
    if not verdict:
        return verdict
    return REPORTED if visit.state in TOLD else True


def may_amend_visit(principal: Principal, visit: Inspection) -> Verdict:
    """Who inspects, while it is planned."""
    verdict = may(principal, "supervision.inspect")
    if not verdict:
        return verdict
    return True if visit.state == InspectionState.PLANNED else REPORTED


def may_see_country(principal: Principal, country: str) -> bool:
    """Its own page, and LMLECC every one; of another country's page nobody is told that he may not."""
    if not principal.holds("supervision.read"):
        return False
    return principal.is_secretariat or (principal.is_member and principal.country == country)


def may_see_all(principal: Principal) -> Verdict:
    """All six countries in one look: LMLECC."""
    verdict = may(principal, "supervision.read")
    if not verdict:
        return verdict
    return True if principal.is_secretariat else OVERVIEW


def _may_step(principal: Principal, permission: str, about: Inspection | Recommendation) -> Verdict:
    verdict = may(principal, permission)
    if not verdict or permission != RESPOND:
        return verdict
    return True if about.agency_id == principal.organisation_id else OTHER_AGENCY
