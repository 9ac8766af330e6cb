"""The page on which an edition of a report is asked for, with those that there are."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted
from reporting.consultation.selectors import latest_round
from reporting.drafting.frame import METHODS, show
from reporting.drafting.selectors import read_report
from reporting.evaluation import actions, panels, selectors
from reporting.evaluation.consulted import NOT_RELEASED, waits_for_report
from reporting.evaluation.forms import OfReportForm
from reporting.evaluation.policies import may_build


@never_cache
@require_http_methods(METHODS)
def edition_of_report(request: Any, report_id: UUID) -> HttpResponse:
    """Build an edition with the text of the round that stands now."""
    principal = request.principal
    report = read_report(principal, report_id)
    if report is None:
        raise Http404
    require(may_build(principal), verb=f"build edition of {report.reference}")
    round_ = latest_round(principal, report)
    if round_ is None:
        raise Http404
    form = OfReportForm(report, posted(request))
    if request.method == "POST" and form.is_valid():
        given = {"principal": principal, "operation": report.operation, "order": form.order, "round_": round_}
        made = attempt(form, actions.request_edition, **given, synthetic=report.is_synthetic)
        if made:
            return redirect("report", made.pk)
    rows = [panels.row(one, principal) for one in selectors.editions(principal).filter(round__report=report)]
    waits = NOT_RELEASED if waits_for_report(report) else ""
    return show(request, "evaluation/of_report.html", report, form=form, rows=rows, waits=waits, label=_("Build"))
