"""Filling in a return: kept as one types, saved, or submitted. What cannot be is shown beside its line."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from operation.kernel import clock
from operation.kernel.errors import Conflict, require
from reporting.indicators.rules import INDICATORS
from reporting.returns import actions
from reporting.returns.entries import not_answered, with_nothing
from reporting.returns.forms import ReturnForm
from reporting.returns.lines import known_of
from reporting.returns.models import NationalReturn
from reporting.returns.page import form_of, show
from reporting.returns.policies import may_draft, may_step
from reporting.returns.selectors import read_return
from reporting.returns.states import OPEN

NOTHING = "nothing"
"""The buttons «nothing to report»: nothing-3 for the third line of effort."""


def enter(request: Any, given: NationalReturn) -> HttpResponse:
    """Keep what was entered, and submit it when that was asked for. Nothing is published by saving."""
    require(may_draft(request.principal, given), verb=f"save {given.reference}")
    form = form_of(request.principal, given, request.POST)
    if request.htmx:
        return _keep(request, given, form)
    if not form.is_valid():
        return show(request, given, form, status=400)
    step = request.POST.get("step", "save")
    try:
        saved = _save(request, given, form, nothing_in=_line_named(step))
        if step == "submit":
            return _submit(request, saved, form.doubts_seen)
    except Conflict as stale:
        return _conflict(request, given, stale)
    except ValidationError as wrong:
        form.refuse(wrong)
        return show(request, given, form, status=400)
    messages.success(request, _("Saved. Nothing is submitted yet."))
    return redirect("return", given.pk)


def _line_named(step: str) -> int | None:
    """The line of effort of the button «nothing to report»; None for any other one."""
    name, _dash, number = step.partition("-")
    return int(number) if name == NOTHING and number.isdecimal() else None


def _keep(request: Any, given: NationalReturn, form: ReturnForm) -> HttpResponse:
    """What one types is kept without leaving the page; what cannot be kept yet is said there."""
    context: dict[str, Any] = {"at": clock.now()}
    try:
        if form.is_valid():
            saved = _save(request, given, form)
            doubts = known_of(request.principal, saved).doubts
            context |= {
                "version": saved.version,
                "lines": [(each.code, doubts.get(each.code, ())) for each in INDICATORS],
            }
            context["doubts"] = [doubt for found in doubts.values() for doubt in found]
    except (Conflict, ValidationError):
        pass
    return render(request, "returns/_kept.html", context)


def _save(request: Any, given: NationalReturn, form: ReturnForm, nothing_in: int | None = None) -> NationalReturn:
    """Raises Conflict for an older version, unless what is stored by now is just what was entered.

    `nothing_in` answers what is not answered yet in a line of effort with 0.
    """
    version = form.cleaned_data["version"]
    if version < given.version and form.says_the_same(given.lines.all()):
        version = given.version
    saved = actions.save_draft(
        principal=request.principal,
        national_return=given,
        entries=with_nothing(form.entries, nothing_in),
        version=version,
        answers=form.answers,
    )
    return _again(request, saved)


def _submit(request: Any, saved: NationalReturn, seen: set[str]) -> HttpResponse:
    """Saved it is in any case: what stops the submission is shown beside its line, and so, once, is what is doubted."""
    known = known_of(request.principal, saved)
    news = {doubt.key for found in known.doubts.values() for doubt in found} - seen
    if news and may_step(request.principal, saved, "submit") and not not_answered(saved.lines.all()):
        messages.warning(
            request, _("Saved, not submitted yet: look at the warnings. Submit again, and they go with it.")
        )
        return show(request, saved, form_of(request.principal, saved))
    try:
        actions.submit_returns(principal=request.principal, returns=[saved], versions=[saved.version])
    except ValidationError as wrong:
        form = _entered_again(request, saved)
        form.refuse(wrong)
        return show(request, saved, form, status=400)
    messages.success(request, _("Submitted to the supervision desk of LMLECC."))
    return redirect("return", saved.pk)


def _again(request: Any, saved: NationalReturn) -> NationalReturn:
    """As it is stored now, with its lines."""
    return (
        NationalReturn.objects.visible_to(request.principal)
        .select_related("agency__country", "operation")
        .prefetch_related("lines")
        .get(pk=saved.pk)
    )


def _conflict(request: Any, given: NationalReturn, stale: Conflict) -> HttpResponse:
    """Both versions: what was entered stays in the fields, what somebody else saved stands beside it."""
    present = read_return(request.principal, given.pk)
    if present is None:
        raise Http404
    if present.state not in OPEN:
        messages.error(request, str(stale))
        return show(request, present, None, status=409)
    form = _entered_again(request, present)
    form.add_error(None, str(stale))
    return show(request, present, form, status=409, conflict=True)


def _entered_again(request: Any, present: NationalReturn) -> ReturnForm:
    """The same entries, over the version that is stored by now."""
    data = request.POST.copy()
    data["version"] = str(present.version)
    form = form_of(request.principal, present, data)
    form.is_valid()
    return form
