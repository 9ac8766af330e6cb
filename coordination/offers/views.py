"""Pages of offers of support: the list, one offer, the form, and the steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coordination.knowledge.frame import framed
from coordination.offers import actions, panels, selectors
from coordination.offers.confirming import QUESTIONS
from coordination.offers.forms import OfferForm
from coordination.offers.models import State, SupportOffer
from coordination.offers.policies import may_offer, may_step
from coordination.questions import StepForm
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import require
from operation.kernel.fields import attempt
from operation.plan.models import Operation
from operation.plan.selectors import operation_or_404


@never_cache
@require_safe
def offers(request: Any) -> HttpResponse:
    """A partner its own offers, a country those for it, LMLECC all."""
    principal = request.principal
    require(may(principal, "offer.read"), verb="list offers")
    shown = selectors.listed(principal, operation_or_404())
    context = {"rows": panels.rows(shown), "may_offer": bool(may_offer(principal))}
    return render(request, "offers/list.html", framed(principal, request.path) | context)


@never_cache
@require_safe
def offer(request: Any, offer_id: UUID) -> HttpResponse:
    """One offer, and who said that it came."""
    principal, found = request.principal, _visible(request.principal, offer_id)
    receipts = selectors.receipts_of(principal, found)
    context = {
        "offer": found,
        "facts": panels.facts(found),
        "steps": panels.life(found),
        "tone": panels.TONES[State(found.state)],
        "gate": panels.arrivals(found, receipts),
        "actions": panels.actions(principal, found, receipts),
        "crumbs": _crumbs(),
    }
    return render(request, "offers/offer.html", framed(principal, request.path) | context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Any) -> HttpResponse:
    """A partner offers; LMLECC logs what a partner offered."""
    principal = request.principal
    require(may_offer(principal), verb="make offer")
    operation = operation_or_404()
    asked = request.method == "POST"
    form = OfferForm(operation, request.POST if asked else None, own=principal.is_partner)
    if asked and form.is_valid() and (made := _make(principal, operation, form)):
        messages.success(request, _("Logged. LMLECC decides on it."))
        return redirect("offer", made.pk)
    context = {
        "form": form,
        "title": _("Offer support"),
        "label": _("Offer"),
        "cancel_url": reverse("offers"),
        "crumbs": _crumbs(),
    }
    framing = framed(principal, request.path)
    return render(request, "coordination/form.html", framing | context, status=400 if asked else 200)


def _make(principal: Principal, operation: Operation, form: OfferForm) -> SupportOffer | None:
    partner = form.cleaned_data.get("partner")
    whose = partner.pk if partner else principal.own_organisation
    return attempt(
        form, actions.make_offer, principal=principal, operation=operation, partner_id=whose, draft=form.draft
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Any, offer_id: UUID, name: str) -> HttpResponse:
    """Ask once more, then take the step."""
    if name not in QUESTIONS:
        raise Http404
    found, asked, question = _visible(request.principal, offer_id), request.method == "POST", QUESTIONS[name]
    require(may_step(request.principal, found, name), verb=f"{name} {found.reference}")
    form = StepForm(question, found.version, request.POST if asked else None)
    if asked and form.is_valid() and _take(request.principal, found, name, form):
        messages.success(request, str(question.done))
        return redirect("offer", found.pk)
    context = {
        "question": question,
        "form": form,
        "facts": panels.facts(found),
        "cancel_url": reverse("offer", args=[found.pk]),
        "crumbs": [*_crumbs(), {"label": found.reference, "url": reverse("offer", args=[found.pk])}],
    }
    framing = framed(request.principal, request.path)
    return render(request, "coordination/step.html", framing | context, status=400 if asked else 200)


def _take(principal: Principal, found: SupportOffer, name: str, form: StepForm) -> bool:
    version = form.cleaned_data["version"]
    attempt(form, actions.take_step, principal=principal, offer=found, name=name, version=version, words=form.said)
    return not form.errors


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Offers of support"), "url": reverse("offers")}]


def _visible(principal: Principal, offer_id: UUID) -> SupportOffer:
    """Raises Http404 for what does not exist and for what the reader may not know of, alike."""
    found = selectors.read_offer(principal, offer_id)
    if found is None:
        raise Http404
    return found
