"""Pages of figures: one country, and one line of effort."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operation.kernel import clock
from operation.plan.models import LineOfEffort, OperationalAction
from operation.templatetags.look import country_name
from reporting.dashboards.behind import gaps_of
from reporting.dashboards.charts import trend_of
from reporting.dashboards.figure_rows import of_country, of_indicator
from reporting.dashboards.frame import Ground, ground_of, show
from reporting.dashboards.readings import form_of
from reporting.dashboards.results import Results, results_of
from reporting.indicators.selections import FigureKey
from reporting.returns.lists import grid_of


@never_cache
@require_safe
def country(request: Any) -> HttpResponse:
    """What one country claims, line by line: its own in full, of another one what is verified."""
    ground = ground_of(request.principal, "read results")
    form = form_of(ground, "results-country", request.GET)
    found = results_of(ground.principal, ground.operation, form.asked, ground.lines)
    code = found.asked.country
    context = {
        "country_words": country_name(code),
        "is_own": ground.principal.country == code,
        "trend": trend_of(found, code),
        "tables": of_country(found, code),
        "gaps": _incomplete(found, code),
        "grid": grid_of(found.completeness, [code]),
    }
    return show(request, ground, "results-country", form, context)


def _incomplete(found: Results, code: str) -> list[dict[str, str]]:
    """Figures of which an agency of the country says nothing in some weeks."""
    told = ((each, gaps_of(found.figures, FigureKey(each, code))) for each in found.asked.indicators())
    return [{"code": each.code, "words": words} for each, words in told if words]


@never_cache
@require_safe
def line(request: Any) -> HttpResponse:
    """One line of effort: each of its figures by country against its targets, and how far its actions are."""
    ground = ground_of(request.principal, "read results")
    form = form_of(ground, "results-line", request.GET)
    found = results_of(ground.principal, ground.operation, form.asked, ground.lines)
    shown = next(iter(found.shown_lines), None)
    context = {
        "line": shown,
        "trend": trend_of(found),
        "tables": [of_indicator(found, each) for each in found.asked.indicators()],
        "plan_actions": _actions(ground, shown) if shown else [],
        "plan_url": f"{reverse('action-plan')}#line-{shown.number}" if shown else reverse("action-plan"),
    }
    return show(request, ground, "results-line", form, context)


def _actions(ground: Ground, shown: LineOfEffort) -> list[dict[str, Any]]:
    """How many actions of the plan are done, open or overdue. One query."""
    status, today = OperationalAction.Status, clock.today()
    rows = list(
        OperationalAction.objects.visible_to(ground.principal).filter(line=shown).values_list("status", "due_on")
    )
    late = sum(one in (status.PLANNED, status.UNDER_WAY) and bool(due and due < today) for one, due in rows)
    done = sum(one == status.DONE for one, _due in rows)
    left = sum(one in (status.PLANNED, status.UNDER_WAY) for one, _due in rows) - late
    return [
        {"label": _("Done"), "value": done},
        {"label": _("Open, in time"), "value": left},
        {"label": _("Overdue"), "value": late},
    ]
