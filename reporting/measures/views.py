"""Pages of measures: how the countries worked together, and what is behind a number."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operation.access.policies import may
from operation.audit import trail
from operation.kernel.errors import require
from operation.plan.selectors import operation_or_404
from reporting.measures.behind import asked_for, behind, facts_of
from reporting.measures.forms import AsKnownForm, asked_in
from reporting.measures.panels import OTHERS, sheets_of
from reporting.measures.rules import measure_named
from reporting.returns.panels import handling


@never_cache
@require_safe
def measures(request: Any) -> HttpResponse:
    """All measures with all their columns, as far as the reader may see them."""
    principal, operation = request.principal, operation_or_404()
    require(may(principal, "figures.read"), verb="read measures")
    form = asked_in(request.GET)
    trail.record("read measures", operation, as_known=str(form.day or ""))
    context = {
        "operation": operation,
        "sheets": sheets_of(principal, operation, form.day),
        "form": form,
        "filter_form": form,
        "chips": _chips(form),
        "clear_url": reverse("measures") if form.day else "",
        "crumbs": [{"label": _("Results"), "url": reverse("results")}],
        "handling": handling(_("Not released · as far as you may see it")),
    }
    return render(request, "measures/measures.html", context, status=400 if form.errors else 200)


@never_cache
@require_safe
def measure(request: Any, code: str) -> HttpResponse:
    """What is behind one number. An address that names none is not found, as one that the reader may not see."""
    principal, operation = request.principal, operation_or_404()
    require(may(principal, "figures.read"), verb="read what is behind a measure")
    known, form = measure_named(code), asked_in(request.GET)
    if known is None or form.errors:
        raise Http404
    asked = asked_for(known, request.GET.get("country", ""), request.GET.get("part", ""), form.day)
    found = behind(principal, operation, asked)
    trail.record("read measure", operation, measure=code, country=asked.country, part=asked.part)
    context = {
        "found": found,
        "asked": asked,
        "facts": facts_of(found),
        "others": asked.country == OTHERS,
        "crumbs": [
            {"label": _("Results"), "url": reverse("results")},
            {"label": _("How the countries worked together"), "url": reverse("measures")},
        ],
        "handling": handling(_("As far as you may see it")),
    }
    return render(request, "measures/measure.html", context)


def _chips(form: AsKnownForm) -> list[dict[str, str]]:
    known = date_format(form.day) if form.day else _("now")
    return [{"label": _("Known as of"), "value": known, "remove_url": "?" if form.day else ""}]
