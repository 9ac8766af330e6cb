"""Who may make a report and write its sections; each «no» says who may (domain.md §7, §10)."""

from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict
from reporting.drafting.models import OPEN, Report, Section

OTHERS_WRITE = Denied(_("Another organisation writes this section. You may comment on it once it is circulated."))
NAMED_AUTHOR = Denied(
    _("Somebody else of your organisation is its author. Its supervisors, coordinators and directors may write too.")
)
NOT_OPEN = Denied(_("The release of this report is proposed or decided: nothing in it is changed any more."))


def may_compose(principal: Principal) -> Verdict:
    """Begin a report, and give its sections to those who write them."""
    return may(principal, "report.compose")


def may_write(principal: Principal, section: Section, report: Report) -> Verdict:
    """Write a section: its organisation, by its author or by who answers for it."""
    verdict = may(principal, "report.write")
    if not verdict:
        return verdict
    if section.organisation_id != principal.organisation_id:
        return OTHERS_WRITE
    if not _is_author(principal, section):
        return NAMED_AUTHOR
    return True if report.state in OPEN else NOT_OPEN


def _is_author(principal: Principal, section: Section) -> bool:
    if principal.holds("report.edit") or section.author_id == principal.user_id:
        return True
    return section.author_id is None and principal.is_secretariat


def may_assign(principal: Principal, section: Section, report: Report) -> Verdict:
    """Say who writes it: LMLECC which organisation, for a section of all; each organisation who of its people."""
    if principal.holds("report.compose") and not section.country_id:
        return True if report.state in OPEN else NOT_OPEN
    verdict = may(principal, "report.edit")
    if not verdict:
        return verdict
    if section.organisation_id != principal.organisation_id:
        return OTHERS_WRITE
    return True if report.state in OPEN else NOT_OPEN
