"""X03: intelligence reports with complete grading."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from operation.cases.records.intelligence_report import UNGRADED, IntelligenceReport, ReportState
from reporting.indicators.rules.base import Scope
from reporting.measures.account import kept
from reporting.measures.base import Counted, Measure, Part, Share
from reporting.measures.rules.wording import AS_RECORDED
from reporting.measures.scoping import flags, is_in


def _counts(report: IntelligenceReport, scope: Scope) -> Counted | None:
    if report.status == ReportState.DRAFT or not is_in(report, scope, report.submitted_on):
        return None
    both = bool(report.source_evaluation and report.information_evaluation)
    return flags(submitted=True, graded=report.status not in UNGRADED and both)


X03 = Measure(
    code="X03",
    label=_("Reports with complete grading"),
    line=7,
    version=1,
    rule=_(
        "Intelligence reports that were submitted for grading within the execution dates. Complete: a supervisor or "
        "coordinator evaluated both, the source and the information. A grade that its author proposed is none; a "
        "report that was sent back counts once it is submitted again."
    ),
    known=AS_RECORDED,
    columns=(
        Part("submitted", _("Submitted")),
        Part("graded", _("Graded completely")),
        Share("share", _("Complete"), "graded", "submitted"),
    ),
    chain=("submitted", "graded"),
    headline="share",
    read=partial(kept, "X03"),
    model=IntelligenceReport,
    counts=_counts,
)
