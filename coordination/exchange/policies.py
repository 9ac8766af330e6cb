"""Who may do what with a report beyond what holds for every record; each «no» says who may."""

from django.utils.translation import gettext_lazy as _

from operation.access.policies import may, may_as_originator
from operation.access.principal import Principal
from operation.cases.records.intelligence_report import IntelligenceReport
from operation.kernel.errors import Denied, Verdict

OWN_REPORT = Denied(_("This is your own report. Its recipients acknowledge it and say what it was good for."))
IS_SANITISED = Denied(_("This is a sanitised version already. Make another one from the report itself."))


def may_answer(principal: Principal, report: IntelligenceReport) -> Verdict:
    """Acknowledge it, give feedback: whoever works with it at a recipient, and reads it, which the selector says."""
    verdict = may(principal, "intelligence.answer")
    if not verdict:
        return verdict
    return OWN_REPORT if report.originator_id == principal.organisation_id else True


def may_note(principal: Principal, report: IntelligenceReport) -> Verdict:
    """Say that feedback was seen: the originator's people who work with reports."""
    return may_as_originator(principal, "record.transition", report.originator_id)


def may_sanitise(principal: Principal, report: IntelligenceReport) -> Verdict:
    """Make a version without what would reveal the source: the originator's people who write reports."""
    verdict = may_as_originator(principal, "record.open", report.originator_id)
    if not verdict:
        return verdict
    return IS_SANITISED if report.is_sanitised else True
