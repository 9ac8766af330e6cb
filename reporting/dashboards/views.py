"""Pages of the results: the dashboard, what is behind a figure, and the counting rules."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operation.access.policies import may
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import require
from operation.plan.selectors import operation_or_404
from reporting.dashboards import tables
from reporting.dashboards.behind import behind, facts_of
from reporting.dashboards.charts import score_of, trend_of
from reporting.dashboards.countries import table_of
from reporting.dashboards.frame import crumbs, ground_of, show
from reporting.dashboards.readings import form_of
from reporting.dashboards.results import Results, results_of
from reporting.indicators.published import published_results
from reporting.indicators.rules import INDICATORS, general_rules
from reporting.indicators.selections import ALL, NOW, FigureKey
from reporting.indicators.wording import week_words
from reporting.measures.panels import lead_by_measures, together_of
from reporting.measures.rules import MEASURES
from reporting.returns.lists import grid_of
from reporting.returns.panels import handling

ROUTE = "results"


@never_cache
@require_safe
def results(request: Any) -> HttpResponse:
    """The results of the operation so far, as far as the reader may see them."""
    ground = ground_of(request.principal, "read results")
    form = form_of(ground, ROUTE, request.GET)
    found = results_of(ground.principal, ground.operation, form.asked, ground.lines)
    if request.GET.get("format") == "csv" and not form.errors:
        if request.GET.get("table") not in tables.TABLES:
            raise Http404
        return tables.download(ground.principal, found, request.GET["table"])
    context = _page(found)
    context["together"] = together_of(ground.principal, ground.operation, form.asked.as_known)
    lead_by_measures(context["score"], found.shown_lines, context["together"])
    return show(request, ground, ROUTE, form, context)


def _page(found: Results) -> dict[str, Any]:
    asked, today = found.asked, found.asked.as_known or clock.today()
    week = found.week_begun(today)
    return {
        "week": week,
        "week_words": week_words(week) if week else "",
        "weeks_over": sum(one.last < today for one in found.weeks),
        "weeks": len(found.weeks),
        "score": score_of(found),
        "trend": trend_of(found),
        "grid": grid_of(found.completeness, found.figures.countries),
        "table": table_of(found),
        "line": next((line for line in found.lines if line.number == asked.line), None),
        "tables": [(name, asked.query()) for name in tables.TABLES],
        "published": published_results().get(found.operation.code),
    }


@never_cache
@require_safe
def figure_behind(request: Any) -> HttpResponse:
    """What is behind one figure. An address that names none is not found."""
    principal, operation = request.principal, operation_or_404()
    require(may(principal, "figures.read"), verb="read what is behind a figure")
    given = request.GET
    parts = (
        given.get("indicator", ""),
        given.get("country") or ALL,
        given.get("week") or ALL,
        given.get("as_known") or NOW,
    )
    key = FigureKey.read(".".join(parts), operation)
    if key is None:
        raise Http404
    trail.record("read figure", operation, figure=key.key)
    found = behind(principal, operation, key)
    context = {
        "key": key,
        "found": found,
        "facts": facts_of(found),
        "week_words": week_words(key.week) if key.week else "",
        "crumbs": crumbs(),
        "handling": handling(_("As far as you may see it")),
    }
    return render(request, "dashboards/behind.html", context)


@require_safe
def rules(request: Any) -> HttpResponse:
    """The indicators and how each is counted; figures that are planned and not counted yet are named too."""
    ground = ground_of(request.principal, "read counting rules")
    counted = {each.code for each in INDICATORS} | {each.code for each in MEASURES}
    context = {
        "lines": [
            {
                "line": line,
                "indicators": [each for each in INDICATORS if each.line == line.number],
                "measures": [each for each in MEASURES if each.line == line.number],
                "later": [code for code in line.indicators if code not in counted],
            }
            for line in ground.lines
        ],
        "general": general_rules(),
        "crumbs": crumbs(),
    }
    return render(request, "dashboards/rules.html", context)
