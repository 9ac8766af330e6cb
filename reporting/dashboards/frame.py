"""What the pages of results share: their tabs, their filters, saved views, the way to a file, and their marking."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import Text, require
from operation.plan.models import LineOfEffort, Operation
from operation.plan.selectors import operation_or_404
from reporting.dashboards.filters import Asked, ResultsForm, asked_in
from reporting.dashboards.results import lines_read
from reporting.dashboards.selectors import kept_views
from reporting.indicators.weeks import Week, weeks_of
from reporting.returns.panels import handling

READ = "figures.read"


@dataclass(frozen=True)
class Tab:
    """A page of results, by the name of its address, which names it in saved views too."""

    route: str
    label: Text


TABS = (
    Tab("results", gettext_lazy("Operation")),
    Tab("results-country", gettext_lazy("Country")),
    Tab("results-line", gettext_lazy("Line of effort")),
    Tab("results-supervision", gettext_lazy("Supervision")),
    Tab("results-border", gettext_lazy("Border and prevention")),
    Tab("results-targets", gettext_lazy("Targets")),
)
KEPT = ("results", "results-country", "results-line", "results-supervision", "results-border")
"""Pages whose filters can be kept under a name."""

AS_FILE = ("results", "results-country", "results-line")
"""Pages whose figures can be taken as a file."""


@dataclass(frozen=True)
class Ground:
    """Who reads which operation; its weeks and lines are read once for form and page."""

    principal: Principal
    operation: Operation
    weeks: tuple[Week, ...]
    lines: tuple[LineOfEffort, ...]

    def form(self, data: Any, offers: Collection[str], preset: Asked | None = None) -> ResultsForm:
        return asked_in(data, offers=offers, weeks=self.weeks, lines=self.lines, preset=preset)


def ground_of(principal: Principal, verb: str) -> Ground:
    """Raises NotAllowed for who reads no figures, Http404 before there is an operation."""
    operation = operation_or_404()
    require(may(principal, READ), verb=verb)
    return Ground(principal, operation, weeks_of(operation), lines_read(principal, operation))


def tabs_of(route: str) -> list[dict[str, Any]]:
    return [{"label": tab.label, "url": reverse(tab.route), "current": tab.route == route} for tab in TABS]


def show(
    request: Any, ground: Ground, route: str, form: ResultsForm, context: dict[str, Any], *, note: str = ""
) -> HttpResponse:
    """A page of results with its tabs, filters and saved views; the reading is in the trail."""
    asked, offers = form.asked, tuple(form.fields)
    query = asked.query()
    trail.record("read results", ground.operation, page=route, filter=query)
    shared = {
        "operation": ground.operation,
        "tabs": tabs_of(route),
        "views": kept_views(ground.principal, route, query),
        "views_url": f"{reverse('results-views')}?{_asked_from(route, query)}",
        "export_url": f"{reverse('results-export')}?{_asked_from(route, query)}" if route in AS_FILE else "",
        "form": form,
        "filter_form": form,
        "chips": asked.chips(offers, ground.lines),
        "clear_url": "" if asked.is_default else reverse(route),
        "whole": ground.principal.is_secretariat,
        "handling": handling(note or _("Not released · verified and unverified figures, marked")),
    }
    page = f"dashboards/{route.rpartition('-')[2]}.html"
    return render(request, page, shared | context, status=400 if form.errors else 200)


def _asked_from(route: str, query: str) -> str:
    return f"page={route}&{query}" if query else f"page={route}"


def crumbs() -> list[dict[str, Any]]:
    return [{"label": _("Results"), "url": reverse("results")}]
