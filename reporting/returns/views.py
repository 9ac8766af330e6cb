"""Pages of the national returns: the list, one return, and its steps."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import Conflict, Refused, require
from operation.people.models import Country
from operation.plan.models import Operation
from operation.plan.selectors import current_operation
from reporting.indicators.weeks import weeks_of
from reporting.returns import actions, panels, sheet
from reporting.returns.confirming import question_of
from reporting.returns.forms import ReturnForm, StepForm, WordsForm
from reporting.returns.lines import counts_of, groups_of, week_of
from reporting.returns.lists import grid_of, own_rows, waiting_for_desk
from reporting.returns.models import NationalReturn
from reporting.returns.policies import may_draft, may_step
from reporting.returns.selectors import completeness, read_return
from reporting.returns.states import OPEN, STATES

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
    principal, operation = request.principal, _operation()
    require(may(principal, "return.read"), verb="list returns")
    complete = completeness(principal, operation)
    trail.record("listed", trail.Target(NationalReturn._meta.label))
    context: dict[str, Any] = {"operation": operation, "crumbs": _crumbs()[:1]}
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
    operation = _operation()
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
        return _enter(request, given)
    if request.GET.get("format") == "csv":
        return sheet.download(request.principal, given)
    form = _form(given) if _may_enter(request.principal, given) else None
    return _show(request, given, form)


def _enter(request: Any, given: NationalReturn) -> HttpResponse:
    """Keep what was entered, and submit it when that was asked for. A refusal shows beside its line."""
    principal = request.principal
    require(may_draft(principal, given), verb=f"save {given.reference}")
    form = _form(given, request.POST)
    if not form.is_valid():
        return _show(request, given, form, status=400)
    try:
        saved = actions.save_draft(
            principal=principal, national_return=given, entries=form.entries, version=form.cleaned_data["version"]
        )
        if request.POST.get("step") == "submit":
            return _submit(request, saved)
    except Conflict as stale:
        return _conflict(request, given, stale)
    except ValidationError as wrong:
        form.refuse(wrong)
        return _show(request, given, form, status=400)
    messages.success(request, _("Saved. Nothing is submitted yet."))
    return redirect("return", given.pk)


def _submit(request: Any, saved: NationalReturn) -> HttpResponse:
    """Saved it is in any case: what stops the submission is shown beside its line."""
    try:
        actions.submit_returns(principal=request.principal, returns=[saved], versions=[saved.version])
    except ValidationError as wrong:
        form = _entered_again(request, saved)
        form.refuse(wrong)
        return _show(request, saved, form, status=400)
    messages.success(request, _("Submitted to the supervision desk of LMLECC."))
    return redirect("return", saved.pk)


def _conflict(request: Any, given: NationalReturn, stale: Conflict) -> HttpResponse:
    """Both versions: what was entered stays in the fields, what somebody else saved stands beside it."""
    present = _visible(request.principal, given.pk)
    form = _entered_again(request, present)
    form.add_error(None, str(stale))
    return _show(request, present, form, status=409, conflict=True)


def _entered_again(request: Any, present: NationalReturn) -> ReturnForm:
    """The same entries, over the version that is stored by now."""
    data = request.POST.copy()
    data["version"] = str(present.version)
    form = _form(present, data)
    form.is_valid()
    return form


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


def _show(
    request: Any, given: NationalReturn, form: ReturnForm | None, *, status: int = 200, conflict: bool = False
) -> HttpResponse:
    principal, steps = request.principal, list(given.steps.select_related("taken_by"))
    groups = groups_of(principal, given, form)
    left, tone = panels.deadline_words(given)
    context = {
        "given": given,
        "week": week_of(given),
        "groups": groups,
        "counts": counts_of(groups),
        "form": form,
        "conflict": conflict,
        "may_submit": may_step(principal, given, "submit") if form else None,
        "steps": panels.life_of(given, steps),
        "history": panels.history_of(principal, steps),
        "deadline": left,
        "deadline_tone": tone,
        "tone": panels.TONES[given.state],  # type: ignore[index]
        "drawing": panels.DRAWINGS.get(given.state, ""),  # type: ignore[call-overload]
        "actions": _actions(principal, given),
        "crumbs": _crumbs(),
        "handling": panels.handling_of(given),
    }
    return render(request, "returns/return.html", context, status=status)


def _actions(principal: Principal, given: NationalReturn) -> list[dict[str, Any]]:
    """The steps of LMLECC that the reader may take from here."""
    found: list[dict[str, Any]] = [
        {
            "label": step.label,
            "url": reverse("return-step", args=[given.pk, step.name]),
            "main": step.name == "verify",
            "icon": {"verify": "ok", "query": "query", "lock": "lock", "reopen": "undo"}[step.name],
        }
        for step in STATES.from_state(given.state)
        if step.name in TAKE and may_step(principal, given, step.name)
    ]
    return [*found, {"label": _("As a sheet"), "url": "?format=csv", "icon": "download"}]


def _form(given: NationalReturn, data: Any = None) -> ReturnForm:
    return ReturnForm(data, lines=list(given.lines.all()), version=given.version)


def _may_enter(principal: Principal, given: NationalReturn) -> bool:
    return given.state in OPEN and bool(may_draft(principal, given))


def _visible(principal: Principal, return_id: UUID) -> NationalReturn:
    """Raises Http404 for what does not exist and for what the reader may not know of, alike."""
    found = read_return(principal, return_id)
    if found is None:
        raise Http404
    return found


def _operation() -> Operation:
    found = current_operation()
    if found is None:
        raise Http404
    return found


def _crumbs() -> list[dict[str, Any]]:
    return [{"label": _("Results"), "url": reverse("results")}, {"label": _("Returns"), "url": reverse("returns")}]
