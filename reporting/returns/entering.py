"""Filling in a return: kept as one types, saved, or submitted. What cannot be is shown beside its line."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from operation.kernel import clock
from operation.kernel.errors import Conflict, require
from reporting.returns import actions
from reporting.returns.forms import ReturnForm
from reporting.returns.models import NationalReturn
from reporting.returns.page import form_of, show
from reporting.returns.policies import may_draft
from reporting.returns.selectors import read_return
from reporting.returns.states import OPEN


def enter(request: Any, given: NationalReturn) -> HttpResponse:
    """Keep what was entered, and submit it when that was asked for. Nothing is published by saving."""
    require(may_draft(request.principal, given), verb=f"save {given.reference}")
    form = form_of(given, request.POST)
    if request.htmx:
        return _keep(request, given, form)
    if not form.is_valid():
        return show(request, given, form, status=400)
    try:
        saved = _save(request, given, form)
        if request.POST.get("step") == "submit":
            return _submit(request, saved)
    except Conflict as stale:
        return _conflict(request, given, stale)
    except ValidationError as wrong:
        form.refuse(wrong)
        return show(request, given, form, status=400)
    messages.success(request, _("Saved. Nothing is submitted yet."))
    return redirect("return", given.pk)


def _keep(request: Any, given: NationalReturn, form: ReturnForm) -> HttpResponse:
    """What one types is kept without leaving the page; what cannot be kept yet is said there."""
    context: dict[str, Any] = {"at": clock.now()}
    try:
        if form.is_valid():
            context["version"] = _save(request, given, form).version
    except (Conflict, ValidationError):
        pass
    return render(request, "returns/_kept.html", context)


def _save(request: Any, given: NationalReturn, form: ReturnForm) -> NationalReturn:
    """Raises Conflict for an older version, unless what is stored by now is just what was entered."""
    version = form.cleaned_data["version"]
    if version < given.version and form.says_the_same(given.lines.all()):
        version = given.version
    return actions.save_draft(principal=request.principal, national_return=given, entries=form.entries, version=version)


def _submit(request: Any, saved: NationalReturn) -> HttpResponse:
    """Saved it is in any case: what stops the submission is shown beside its line."""
    try:
        actions.submit_returns(principal=request.principal, returns=[saved], versions=[saved.version])
    except ValidationError as wrong:
        form = _entered_again(request, saved)
        form.refuse(wrong)
        return show(request, saved, form, status=400)
    messages.success(request, _("Submitted to the supervision desk of LMLECC."))
    return redirect("return", saved.pk)


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
    form = form_of(present, data)
    form.is_valid()
    return form
