"""Pages of the national returns: the list, one return, and its steps."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import Refused, require
from operation.kernel.fields import attempt, posted
from operation.plan.models import Operation
from operation.plan.selectors import operation_or_404
from reporting.indicators.weeks import weeks_of
from reporting.returns import actions, panels, sheet
from reporting.returns.confirming import question_of
from reporting.returns.entering import enter
from reporting.returns.forms import QuestionsForm, StepForm, WordsForm
from reporting.returns.history import doubts_in
from reporting.returns.lists import grid_of, late_rows, rows_of, waiting_for
from reporting.returns.models import NationalReturn, ReturnState
from reporting.returns.page import crumbs, form_of, show
from reporting.returns.policies import OTHER_COUNTRY, may_enter, may_step
from reporting.returns.selectors import Completeness, completeness, read_return
from reporting.returns.together import together_of

TAKE: dict[str, Callable[..., list[NationalReturn]]] = {
    "query": actions.query_returns,
    "verify": actions.verify_returns,
    "lock": actions.lock_returns,
    "reopen": actions.reopen_returns,
}


@never_cache
@require_safe
def returns(request: Any) -> HttpResponse:
    """A country its own returns, week by week; the secretariat all of them, or those of one country (`?country=KH`)."""
    principal, operation = request.principal, operation_or_404()
    require(may(principal, "return.read"), verb="list returns")
    complete = completeness(principal, operation)
    trail.record("listed", trail.Target(NationalReturn._meta.label))
    context: dict[str, Any] = {"operation": operation, "crumbs": crumbs()[:1]}
    country = request.GET.get("country", "").upper()
    if not principal.is_secretariat:
        context |= _of_own_country(principal, complete, country)
    elif country:
        context |= _of_country(principal, complete, country)
    else:
        context |= _of_all(principal, operation, complete)
    return render(request, "returns/returns.html", context)


def _of_all(principal: Principal, operation: Operation, complete: Completeness) -> dict[str, Any]:
    """The grid, what is late, and what waits for the reader to take a step."""
    verified = waiting_for(principal, operation, ReturnState.VERIFIED) if principal.holds("return.lock") else []
    return {
        "grid": grid_of(complete, list(complete.countries)),
        "countries": list(complete.countries),
        "late": late_rows(principal, complete),
        "waiting": waiting_for(principal, operation, ReturnState.SUBMITTED),
        "verified": verified,
        "may_verify": principal.holds("return.verify"),
        "handling": panels.handling(_("All six countries, verified and not")),
    }


def _of_country(principal: Principal, complete: Completeness, country: str) -> dict[str, Any]:
    """Raises Http404 for a country that takes no part."""
    if country not in complete.countries:
        raise Http404
    note = _("Only this country and LMLECC read these returns")
    return {
        "rows": rows_of(principal, complete, country),
        "country": country,
        "crumbs": crumbs(),
        "handling": panels.handling(note),
    }


def _of_own_country(principal: Principal, complete: Completeness, asked: str) -> dict[str, Any]:
    """Raises NotAllowed for another country than the own."""
    own = principal.country or ""
    require(OTHER_COUNTRY if asked not in ("", own) else True, verb="list returns of another country")
    note = _("Only your country and LMLECC read these returns")
    return {"rows": rows_of(principal, complete, own), "handling": panels.handling(note)}


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
    return show(request, given, form_of(request.principal, given) if may_enter(request.principal, given) else None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def return_step(request: Any, return_id: UUID, name: str) -> HttpResponse:
    """Ask once more, then take a step of LMLECC's: query, verify, lock, reopen."""
    if name not in TAKE:
        raise Http404
    given = _visible(request.principal, return_id)
    require(may_step(request.principal, given, name), verb=f"{name} {given.reference}")
    question = question_of(given, name)
    form = _step_form(request, given, name, question.words_label)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid() and _take(request, given, name, form):
            messages.success(request, question.done)
            return redirect("return", given.pk)
    context = {"question": question, "form": form, "given": given, "handling": panels.handling_of(given)}
    if name == "verify":
        context |= {"doubts": doubts_in(request.principal, [given])[given.pk]}
        context |= {"together": together_of(request.principal, given)}
    template = "returns/query.html" if name == "query" else "returns/step.html"
    return render(request, template, context, status=status)


def _take(request: Any, given: NationalReturn, name: str, form: StepForm) -> bool:
    about = {"principal": request.principal, "returns": [given], "versions": [form.cleaned_data["version"]]}
    words: dict[str, Any] = {}
    if isinstance(form, QuestionsForm):
        words = {"about": form.asked}
    elif isinstance(form, WordsForm):
        words = {"reason": form.cleaned_data["words"]}
    return attempt(form, TAKE[name], **about, **words) is not None


def _step_form(request: HttpRequest, given: NationalReturn, name: str, label: str) -> StepForm:
    data, initial = posted(request), {"version": given.version}
    if name == "query":
        return QuestionsForm(data, initial=initial, about=request.GET.getlist("about"))
    return WordsForm(data, initial=initial, label=label) if label else StepForm(data, initial=initial)


def _visible(principal: Principal, return_id: UUID) -> NationalReturn:
    """Raises Http404 for what does not exist and for what the reader may not know of, alike."""
    found = read_return(principal, return_id)
    if found is None:
        raise Http404
    return found
