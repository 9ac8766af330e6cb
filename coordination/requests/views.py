"""Pages of requests: the list, one request, and its steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coordination.requests import panels
from coordination.requests.answers import languages_for, standard_text
from coordination.requests.confirming import QUESTIONS, question_of
from coordination.requests.filters import RequestFilters
from coordination.requests.forms import StepForm
from coordination.requests.models import Request
from coordination.requests.page import crumbs, list_of, page_of, show
from coordination.requests.policies import may_step
from coordination.requests.scoreboard import scoreboard as scores_of
from coordination.requests.selectors import list_requests, read_request, visible_requests
from coordination.requests.stepping import take_step
from operation.access.policies import may
from operation.access.principal import Principal
from operation.access.scope import Cursor, Page
from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted
from operation.kernel.lists import asked_place
from operation.plan.selectors import operation_or_404

FORM_METHODS = ("GET", "HEAD", "POST")


@never_cache
@require_safe
def requests(request: Any) -> HttpResponse:
    """Requests of the own agency, both ways; for LMLECC all that were sent."""
    principal: Principal = request.principal
    require(may(principal, "request.read"), verb="list requests")
    filters = RequestFilters(request.GET, principal, visible_requests(principal))
    after, problems = asked_place(request.GET, Cursor.read)
    valid = filters.is_valid() and not problems
    found = list_requests(filters.qs, after) if valid else Page[Request]([], None)
    context = list_of(principal, request, filters, found) | {"problems": problems}
    return show(request, "list", context, 200 if valid else 400)


@never_cache
@require_safe
def one_request(request: Any, request_id: UUID) -> HttpResponse:
    """One request: its facts, its clock, and its texts for who may read them."""
    return show(request, "request", page_of(request.principal, visible(request.principal, request_id)))


@never_cache
@require_http_methods(FORM_METHODS)
def request_step(request: Any, request_id: UUID, name: str) -> HttpResponse:
    """Ask once more, with what the step needs; then take it."""
    if name not in QUESTIONS:
        raise Http404
    given = visible(request.principal, request_id)
    require(may_step(request.principal, given, name), verb=f"{name} {given.reference}")
    form = _step_form(request, given, name)
    if request.method == "POST" and form.is_valid() and _taken(request, given, name, form):
        messages.success(request, str(QUESTIONS[name].done))
        return redirect("request", given.pk)
    context = {
        "question": question_of(given.reference, name),
        "form": form,
        "cancel_url": reverse("request", args=[given.pk]),
        "languages": languages_for(name),
        "handling": panels.handling_of(request.principal, given),
    }
    return show(request, "step", context, 400 if request.method == "POST" else 200)


@never_cache
@require_safe
def scoreboard(request: Any) -> HttpResponse:
    """How countries answer: all of them for LMLECC, its own for an agency."""
    require(may(request.principal, "request.read"), verb="read the scoreboard of requests")
    context = {
        "title": _("Scoreboard of requests"),
        "scores": scores_of(request.principal, operation_or_404()),
        "crumbs": crumbs(),
        "handling": panels.handling_of_numbers(),
    }
    return show(request, "scoreboard", context)


def visible(principal: Principal, request_id: UUID) -> Request:
    """Raises Http404 for what does not exist and for what the reader may not know of, alike."""
    found = read_request(principal, request_id)
    if found is None:
        raise Http404
    return found


def _step_form(request: Any, given: Request, name: str) -> StepForm:
    """A standard text is in the form as soon as its language is in the address: `?text=th`."""
    wanted = request.GET.get("text", "")
    initial = {
        "version": given.version,
        "language": wanted if wanted in languages_for(name) else get_language(),
        "words": standard_text(name, wanted),
    }
    return StepForm(posted(request), step=name, initial=initial)


def _taken(request: Any, given: Request, name: str, form: StepForm) -> bool:
    version = form.cleaned_data["version"]
    attempt(form, take_step, principal=request.principal, request=given, name=name, given=form.given, version=version)
    return not form.errors
