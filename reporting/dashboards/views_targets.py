"""Pages of targets: all of them, and one figure's, which the director sets."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from operation.access.policies import may
from operation.audit import trail
from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted
from operation.templatetags.look import MEMBER_COUNTRIES
from reporting.dashboards.frame import crumbs, ground_of, tabs_of
from reporting.indicators.rules import indicator_named
from reporting.indicators.wording import unit_words
from reporting.returns.panels import handling
from reporting.targets.actions import SET, set_target
from reporting.targets.forms import TargetForm
from reporting.targets.panels import history_of, lines_of, shares_of
from reporting.targets.selectors import objective_of, steps_of, targets_of


@never_cache
@require_safe
def targets(request: Any) -> HttpResponse:
    """The targets of all figures: each country's, their sum, the operation's, and the difference."""
    ground = ground_of(request.principal, "read targets")
    trail.record("read targets", ground.operation)
    context = {
        "tabs": tabs_of("results-targets"),
        "codes": list(MEMBER_COUNTRIES),
        "lines": lines_of(ground.lines, targets_of(ground.principal, ground.operation)),
        "may_set": bool(may(ground.principal, SET)),
        "handling": handling(_("All member countries and LMLECC read it")),
    }
    return render(request, "targets/targets.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: Any, code: str) -> HttpResponse:
    """The targets of one figure and their history; the director sets them here. 404 for what is no figure."""
    ground = ground_of(request.principal, "read targets")
    indicator = indicator_named(code)
    if indicator is None:
        raise Http404
    principal, operation = ground.principal, ground.operation
    steps, objective = steps_of(principal, operation, indicator), objective_of(principal, operation, indicator)
    form = None
    if request.method == "POST" or may(principal, SET):
        require(may(principal, SET), verb=f"set target of {code}")
        form = TargetForm(len(steps), has_objective=objective is not None, data=posted(request))
    if form and form.is_valid():
        given: dict[str, Any] = {"operation": operation, "indicator": indicator, "known": form.cleaned_data["known"]}
        if attempt(form, set_target, principal=principal, draft=form.draft, **given):
            messages.success(request, _("Set. It stands beside the figure from now on."))
            return redirect("results-target", code)
    trail.record("read targets", operation, indicator=code)
    context = {
        "indicator": indicator,
        "unit": unit_words(indicator),
        "objective": objective,
        "shares": shares_of(indicator, targets_of(principal, operation)),
        "history": history_of(principal, indicator, steps),
        "form": form,
        "crumbs": [*crumbs(), {"label": _("Targets"), "url": reverse("results-targets")}],
        "handling": handling(_("All member countries and LMLECC read it")),
    }
    return render(request, "targets/target.html", context, status=400 if form and form.errors else 200)
