"""The page of joint results that two countries claim: what was found, and, for the supervision desk, a new finding."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import require
from operation.plan.selectors import operation_or_404
from reporting.dashboards.forms import JointClaimForm
from reporting.dashboards.frame import crumbs
from reporting.indicators.actions import settle_joint_claim
from reporting.indicators.rules import indicator_named
from reporting.indicators.selectors import JointClaim, joint_claims
from reporting.indicators.wording import words
from reporting.returns.panels import handling


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claimed_by_two(request: Any) -> HttpResponse:
    """Who reads figures reads the findings; the supervision desk records them."""
    principal, operation = request.principal, operation_or_404()
    require(may(principal, "figures.read"), verb="read joint claims")
    asked = request.method == "POST"
    if asked:
        require(may(principal, "return.verify"), verb="settle joint claim")
    form = None
    if may(principal, "return.verify"):
        form = JointClaimForm(request.POST if asked else None, principal=principal, operation=operation)
    if asked and form and form.is_valid() and _settle(request, form):
        return redirect("results-joint")
    trail.record("read joint claims", operation)
    context = {
        "rows": [_row(one, principal) for one in joint_claims(principal, operation)],
        "form": form,
        "crumbs": crumbs(),
        "handling": handling(_("All member countries and LMLECC read it")),
    }
    return render(request, "dashboards/joint.html", context, status=400 if asked else 200)


def _settle(request: Any, form: JointClaimForm) -> bool:
    try:
        settle_joint_claim(principal=request.principal, **form.cleaned_data)
    except ValidationError as wrong:
        form.add_error(None, wrong)
        return False
    messages.success(request, _("Recorded. The total is without it from now on."))
    return True


def _row(claim: JointClaim, principal: Principal) -> dict[str, Any]:
    """One finding. How many victims it is about stays with LMLECC and the country whose claim it is."""
    indicator = indicator_named(claim.indicator)
    told = principal.is_secretariat or claim.agency.country_id == principal.country
    return {
        "claim": claim,
        "indicator": indicator,
        "withheld": bool(indicator and indicator.is_about_victims and not told),
        "words": words(claim.twice, indicator) if indicator else claim.twice,
    }
