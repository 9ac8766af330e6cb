"""The page of border and prevention: figures of both lines, the map, how far syndicates reach, and removals."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operation.templatetags.look import MEMBER_COUNTRIES
from reporting.dashboards.border_panels import figures_of, flows_panel, lines_of, reach_panel
from reporting.dashboards.filters import Asked
from reporting.dashboards.flows import flows_of
from reporting.dashboards.frame import Ground, ground_of, show
from reporting.dashboards.maps.drawing import draw
from reporting.dashboards.maps.selectors import Period, places_known
from reporting.dashboards.reach import reach_of
from reporting.dashboards.readings import form_of
from reporting.dashboards.results import results_of

ROUTE = "results-border"


@never_cache
@require_safe
def border(request: Any) -> HttpResponse:
    """Each part as far as the reader may see what stands behind it."""
    ground = ground_of(request.principal, "read results")
    form = form_of(ground, ROUTE, request.GET)
    asked, principal = form.asked, ground.principal
    period, members = period_of(asked), tuple(MEMBER_COUNTRIES)
    found = results_of(principal, ground.operation, asked, ground.lines)
    context = {
        "lines": [] if asked.country else lines_of(found),
        "tables": figures_of(found, asked.country) if asked.country else [],
        "map": draw(places_known(principal, period, asked.country)),
        "reach": reach_panel(reach_of(principal, members, asked.country)),
        "flows": flows_panel(found, flows_of(principal, ground.operation, period, asked.country)),
        "note": _of_whom(ground),
        "removals_url": reverse("removals"),
    }
    return show(request, ground, ROUTE, form, context, note=_("As far as you may see it"))


def period_of(asked: Asked) -> Period:
    return Period(asked.first.first if asked.first else None, asked.last.last if asked.last else None)


def _of_whom(ground: Ground) -> str:
    if ground.principal.is_secretariat:
        return _("Positions of what was released to LMLECC; of all other records numbers by area, without a name.")
    return _("What your agency logged and what was released to it. Of other records nothing is shown.")
