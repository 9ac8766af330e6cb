"""The page of supervision: how complete and punctual returns are, and who is late with what, and why."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operation.access.policies import may
from operation.kernel.errors import require
from reporting.dashboards.frame import Ground, ground_of, show
from reporting.dashboards.readings import form_of
from reporting.dashboards.timeliness import answers, clocks, countries_told, punctuality
from reporting.returns.lists import grid_of
from reporting.returns.selectors import completeness


@never_cache
@require_safe
def supervision(request: Any) -> HttpResponse:
    """For LMLECC all six countries in one look, for a member its own."""
    ground = ground_of(request.principal, "read results")
    require(may(request.principal, "supervision.read"), verb="read supervision")
    form = form_of(ground, "results-supervision", request.GET)
    asked, principal = form.asked, ground.principal
    complete = completeness(principal, ground.operation, asked.as_known)
    codes = countries_told(principal, complete, asked.country)
    context = {
        "grid": grid_of(complete, codes),
        "punctual": [punctuality(complete, code) for code in codes],
        "clocks": clocks(principal, ground.operation, codes),
        "answers": answers(principal, ground.operation, codes),
        "as_known": asked.as_known,
        "none_told": not codes,
    }
    return show(request, ground, "results-supervision", form, context, note=_note(ground))


def _note(ground: Ground) -> str:
    return _("LMLECC reads it") if ground.principal.is_secretariat else _("Your country and LMLECC read it")
