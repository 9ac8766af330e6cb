"""Pages of reports: the list, and the form that begins one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from operation.access.policies import may
from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted
from operation.plan.selectors import operation_or_404
from reporting.drafting import actions, panels, selectors
from reporting.drafting.forms import PlanForm
from reporting.drafting.frame import METHODS, show
from reporting.drafting.policies import may_compose


@never_cache
@require_safe
def reports(request: Any) -> HttpResponse:
    """The reports that the reader writes a section of, is consulted on, or may read."""
    require(may(request.principal, "report.write"), verb="list reports")
    found = selectors.reports(request.principal, operation_or_404())
    return show(
        request,
        "reporting/written/list.html",
        rows=panels.rows(found),
        may_compose=bool(may_compose(request.principal)),
    )


@never_cache
@require_http_methods(METHODS)
def new(request: Any) -> HttpResponse:
    """Begin a report."""
    require(may_compose(request.principal), verb="begin report")
    operation = operation_or_404()
    form = PlanForm(operation, posted(request))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.begin_report, principal=request.principal, operation=operation, plan=form.plan)
        if made:
            messages.success(request, _("Begun. Give its sections to those who write them."))
            return redirect("written-report", made.pk)
    return show(request, "coordination/form.html", form=form, title=_("Begin a report"), label=_("Begin"))
