"""Pages of who owes what: all six countries for LMLECC, and a page per country."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coordination.supervision import panels
from coordination.supervision.escalation import STAGE_WORDS, STAGES
from coordination.supervision.frame import between, operation_of, show
from coordination.supervision.models import Escalation, Inspection
from coordination.supervision.owed import narrowed, parts
from coordination.supervision.policies import may_see_all, may_see_country
from operation.access.policies import may
from operation.audit import trail
from operation.kernel.errors import require
from operation.people.models import Country

NEWEST = 20


@never_cache
@require_safe
def supervision(request: Any) -> HttpResponse:
    """All six countries in one look for LMLECC; a country is led to its own page."""
    principal = request.principal
    require(may(principal, "supervision.read"), verb="open supervision")
    if principal.is_member and principal.country:
        return redirect("supervision-country", principal.country)
    require(may_see_all(principal), verb="open supervision")
    operation = operation_of(principal)
    found = parts(principal, operation)
    trail.record("listed", trail.Target(Inspection._meta.label), page="supervision")
    context = {
        "title": _("Who owes what"),
        "columns": [part.label for part in found],
        "rows": panels.overview(found, list(Country.objects.order_by("position"))),
        "late": panels.late_rows(found),
        "stages": [stage.words for stage in STAGES],
    }
    return show(request, "supervision/overview", context, note=_("LMLECC reads it"))


@never_cache
@require_safe
def country_page(request: Any, country: str) -> HttpResponse:
    """What one country owes and what it is owed. The own page, and for LMLECC every one; 404 for any other."""
    principal = request.principal
    require(may(principal, "supervision.read"), verb="open supervision")
    found = Country.objects.filter(pk=country).first()
    if found is None or not may_see_country(principal, found.code):
        raise Http404
    everything = parts(principal, operation_of(principal))
    told = Escalation.objects.visible_to(principal).filter(country=found).order_by("-created_at", "-id")[:NEWEST]
    trail.record("listed", trail.Target(Inspection._meta.label), page="supervision", country=found.code)
    context = {
        "title": found,
        "country": found,
        "owes": panels.owed_parts(narrowed(everything, by=found.code)),
        "owed": panels.owed_parts(narrowed(everything, to=found.code)),
        "history": [{"at": one.created_at, "text": STAGE_WORDS.get(one.stage, one.stage)} for one in told],
    }
    return show(request, "supervision/country", context, note=between(found))
