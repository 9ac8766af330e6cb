"""The page of one return, as its reader may see and use it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from reporting.returns import panels
from reporting.returns.forms import ReturnForm
from reporting.returns.lines import counts_of, groups_of, week_of
from reporting.returns.models import NationalReturn, ReturnState
from reporting.returns.policies import may_step
from reporting.returns.states import STATES

ICONS = {"verify": "ok", "query": "query", "lock": "lock", "reopen": "undo"}
"""The steps that LMLECC takes on pages of their own."""


def show(
    request: Any, given: NationalReturn, form: ReturnForm | None, *, status: int = 200, conflict: bool = False
) -> HttpResponse:
    """`form` is None for who only reads it; `conflict` shows what is stored beside what was entered."""
    principal, steps = request.principal, list(given.steps.select_related("taken_by"))
    groups, state = groups_of(principal, given, form), ReturnState(given.state)
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
        "tone": panels.TONES[state],
        "drawing": panels.DRAWINGS.get(state, ""),
        "actions": _actions(principal, given),
        "crumbs": crumbs(),
        "handling": panels.handling_of(given),
    }
    return render(request, "returns/return.html", context, status=status)


def form_of(given: NationalReturn, data: Any = None) -> ReturnForm:
    return ReturnForm(data, lines=list(given.lines.all()), version=given.version)


def crumbs() -> list[dict[str, Any]]:
    return [{"label": _("Results"), "url": reverse("results")}, {"label": _("Returns"), "url": reverse("returns")}]


def _actions(principal: Principal, given: NationalReturn) -> list[dict[str, Any]]:
    """The steps of LMLECC that the reader may take from here, and the sheet."""
    found: list[dict[str, Any]] = [
        {
            "label": step.label,
            "url": reverse("return-step", args=[given.pk, step.name]),
            "main": step.name == "verify",
            "icon": ICONS[step.name],
        }
        for step in STATES.from_state(given.state)
        if step.name in ICONS and may_step(principal, given, step.name)
    ]
    return [*found, {"label": _("As a sheet"), "url": "?format=csv", "icon": "download"}]
