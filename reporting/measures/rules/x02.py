"""X02: intelligence reports shared, and acted upon."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from operation.cases.records.intelligence_report import IntelligenceReport, ReportState
from reporting.indicators.rules.base import Scope
from reporting.measures.account import kept
from reporting.measures.base import Counted, Measure, Part, Share
from reporting.measures.rules.wording import AS_RECORDED
from reporting.measures.scoping import flags, is_in

SHARED = (ReportState.DISSEMINATED, ReportState.ACTIONED)


def _counts(report: IntelligenceReport, scope: Scope) -> Counted | None:
    if report.status not in SHARED or not is_in(report, scope, report.disseminated_on):
        return None
    return flags(shared=True, actioned=report.status == ReportState.ACTIONED)


X02 = Measure(
    code="X02",
    label=_("Intelligence reports shared"),
    line=7,
    version=1,
    rule=_(
        "Intelligence reports that their country released to another organisation within the execution dates, each "
        "once however many received it; a sanitised version is a report of its own. Acted upon: their country says "
        "that something was done on them."
    ),
    known=AS_RECORDED,
    columns=(
        Part("shared", _("Shared")),
        Part("actioned", _("Acted upon")),
        Share("share", _("Acted upon of shared"), "actioned", "shared"),
    ),
    chain=("shared", "actioned"),
    headline="shared",
    beside=("share",),
    read=partial(kept, "X02"),
    model=IntelligenceReport,
    counts=_counts,
)
