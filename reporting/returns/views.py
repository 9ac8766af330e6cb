"""Pages of the national returns: the list, one return, and its steps."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import Conflict, Refused, require
from operation.people.models import Country
from operation.plan.selectors import operation_or_404
from reporting.indicators.weeks import weeks_of
from reporting.returns import actions, panels, sheet
from reporting.returns.confirming import question_of
from reporting.returns.entering import enter
from reporting.returns.forms import StepForm, WordsForm
from reporting.returns.lists import grid_of, own_rows, waiting_for_desk
from reporting.returns.models import NationalReturn
from reporting.returns.page import crumbs, form_of, show
from reporting.returns.policies import may_enter, may_step
from reporting.returns.selectors import completeness, read_return

TAKE: dict[str, Callable[..., list[NationalReturn]]] = {
    "query": lambda words, **given: actions.query_returns(question=words, **given),
    "verify": lambda words, **given: actions.verify_returns(**given),
    "lock": lambda words, **given: actions.lock_returns(**given),
    "reopen": lambda words, **given: actions.reopen_returns(reason=words, **given),
}


@never_cache
@require_safe
def returns(request: Any) -> HttpResponse:
    """A country its own returns, week by week; the secretariat all of them, and what waits for its desk."""
    principal, operation = request.principal, operation_or_404()
    require(may(principal, "return.read"), verb="list returns")
    complete = completeness(principal, operation)
    trail.record("listed", trail.Target(NationalReturn._meta.label))
    context: dict[str, Any] = {"operation": operation, "crumbs": crumbs()[:1]}
    if principal.is_secretariat:
        countries = list(Country.objects.values_list("code", flat=True))
        context |= {
            "grid": grid_of(complete, countries),
            "waiting": waiting_for_desk(principal, operation),
            "handling": panels.handling(_("All six countries, verified and not")),
        }
    else:
        note = _("Only your country and LMLECC read these returns")
        context |= {"rows": own_rows(principal, complete), "handling": panels.handling(note)}
    return render(request, "returns/returns.html", context)


@require_POST
def open_week(request: Any) -> HttpResponse:
    """Begin the return of the own agency for a week, or go on with it."""
    operation = operation_or_404()
    week = next((week for week in weeks_of(operation) if week.code == request.POST.get("week")), None)
    if week is None:
        raise Http404
    try:
        found = actions.open_return(principal=request.principal, operation=operation, week=week)
    except Refused as wrong:
        messages.error(request, " ".join(wrong.messages))
        return redirect("returns")
    return redirect("return", found.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def national_return(request: Any, return_id: UUID) -> HttpResponse:
    """One return: filled in by its agency, read by its country and LMLECC."""
    given = _visible(request.principal, return_id)
    if request.method == "POST":
        return enter(request, given)
    if request.GET.get("format") == "csv":
        return sheet.download(request.principal, given)
    return show(request, given, form_of(given) if may_enter(request.principal, given) else None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def return_step(request: Any, return_id: UUID, name: str) -> HttpResponse:
    """Ask once more, then take a step of LMLECC's: query, verify, lock, reopen."""
    if name not in TAKE:
        raise Http404
    given = _visible(request.principal, return_id)
    require(may_step(request.principal, given, name), verb=f"{name} {given.reference}")
    question = question_of(given, name)
    form = _step_form(request, given, question.words_label)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid() and _take(request, given, name, form):
            messages.success(request, question.done)
            return redirect("return", given.pk)
    context = {"question": question, "form": form, "given": given, "handling": panels.handling_of(given)}
    return render(request, "returns/step.html", context, status=status)


def _take(request: Any, given: NationalReturn, name: str, form: StepForm) -> bool:
    version, words = form.cleaned_data["version"], form.cleaned_data.get("words", "")
    try:
        TAKE[name](words, principal=request.principal, returns=[given], versions=[version])
    except Conflict as stale:
        form.add_error(None, str(stale))
        return False
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
        return False
    return True


def _step_form(request: HttpRequest, given: NationalReturn, label: str) -> StepForm:
    data = request.POST if request.method == "POST" else None
    initial = {"version": given.version}
    return WordsForm(data, initial=initial, label=label) if label else StepForm(data, initial=initial)


def _visible(principal: Principal, return_id: UUID) -> NationalReturn:
    """Raises Http404 for what does not exist and for what the reader may not know of, alike."""
    found = read_return(principal, return_id)
    if found is None:
        raise Http404
    return found
