"""Pages on which a request is written: new, changed while it is a draft, thrown away."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coordination.requests import panels
from coordination.requests.actions import amend_request, discard_request, draft_request
from coordination.requests.drafts import FACTS
from coordination.requests.forms import RequestForm
from coordination.requests.models import Request, Urgency
from coordination.requests.page import crumbs, show
from coordination.requests.policies import may_amend, may_draft
from coordination.requests.selectors import parts_of, subjects_of
from coordination.requests.views import FORM_METHODS, visible
from operation.access.principal import Principal
from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted
from operation.plan.selectors import operation_or_404


class VersionForm(forms.Form):
    """A question that asks for nothing else."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


@never_cache
@require_http_methods(FORM_METHODS)
def request_new(request: Any) -> HttpResponse:
    """Write a request; it is a draft until somebody sends it."""
    principal: Principal = request.principal
    require(may_draft(principal), verb="draft a request")
    form = RequestForm(posted(request), principal=principal, initial=_first_values(request))
    if request.method == "POST" and form.is_valid():
        operation = operation_or_404()
        made = attempt(form, draft_request, principal=principal, operation=operation, draft=form.draft)
        if made:
            messages.success(request, _("Kept as a draft: your agency alone sees it until it is sent."))
            return redirect("request", made.pk)
    again = _asked_again(principal, request.GET.get("repeats", ""))
    handling = panels.handling_of(principal, again) if again else panels.handling_of_new()
    return _form_page(request, form, {"title": _("Ask another country"), "handling": handling}, reverse("requests"))


@never_cache
@require_http_methods(FORM_METHODS)
def request_edit(request: Any, request_id: UUID) -> HttpResponse:
    """Change a draft."""
    principal: Principal = request.principal
    given = visible(principal, request_id)
    require(may_amend(principal, given), verb=f"amend {given.reference}")
    form = RequestForm(posted(request), principal=principal, initial=_present_values(principal, given))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        kept = attempt(form, amend_request, principal=principal, request=given, draft=form.draft, version=version)
        if kept:
            messages.success(request, _("Changed."))
            return redirect("request", given.pk)
    about = {"title": given.reference, "handling": panels.handling_of(principal, given)}
    return _form_page(request, form, about, reverse("request", args=[given.pk]))


@never_cache
@require_http_methods(FORM_METHODS)
def request_discard(request: Any, request_id: UUID) -> HttpResponse:
    """Ask once more, then throw a draft away."""
    given = visible(request.principal, request_id)
    require(may_amend(request.principal, given), verb=f"discard {given.reference}")
    form = VersionForm(posted(request), initial={"version": given.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        attempt(form, discard_request, principal=request.principal, request=given, version=version)
        if not form.errors:
            messages.success(request, _("Thrown away."))
            return redirect("requests")
    question = {
        "title": _("Throw away %(reference)s") % {"reference": given.reference},
        "text": _("The draft is gone for good. Nobody outside your agency has seen it."),
        "label": _("Throw away"),
        "grave": True,
    }
    cancel, handling = reverse("request", args=[given.pk]), panels.handling_of(request.principal, given)
    context = {"question": question, "form": form, "cancel_url": cancel, "handling": handling}
    return show(request, "step", context, 400 if request.method == "POST" else 200)


def _first_values(request: Any) -> dict[str, Any]:
    """What the address says of a new request: to whom, how urgent, about what, and which one it asks again."""
    asked = {name: request.GET[name] for name in ("recipient", "kind", "urgency", "references") if name in request.GET}
    again = _asked_again(request.principal, request.GET.get("repeats", ""))
    if again:
        asked |= _present_values(request.principal, again) | {"repeats": again.pk, "version": None}
    return {"urgency": Urgency.NORMAL, "language": get_language()} | asked


def _asked_again(principal: Principal, text: str) -> Request | None:
    try:
        return visible(principal, UUID(text)) if text else None
    except ValueError:
        return None


def _present_values(principal: Principal, given: Request) -> dict[str, Any]:
    parts = parts_of(principal, given)
    references = [one.record.reference for one in subjects_of(principal, given) if one.record]
    values: dict[str, Any] = {name: getattr(given, name) for name in FACTS}
    values |= {part.kind: part.text for part in parts}
    return values | {
        "version": given.version,
        "repeats": given.repeats_id,
        "references": "\n".join(references),
        "language": parts[0].language if parts else get_language(),
    }


def _form_page(request: Any, form: RequestForm, about: dict[str, Any], cancel_url: str) -> HttpResponse:
    """`about`: the title of the page, and the handling of what it shows."""
    context = about | {"form": form, "sections": form.sections, "cancel_url": cancel_url, "crumbs": crumbs()}
    return show(request, "form", context, 400 if request.method == "POST" else 200)
