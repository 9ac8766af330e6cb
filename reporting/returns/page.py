"""The page of one return, as its reader may see and use it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from reporting.returns import panels
from reporting.returns.forms import ReturnForm
from reporting.returns.joint import days_of, joint_parts
from reporting.returns.lines import counts_of, groups_of, known_of, talks_of, week_of
from reporting.returns.models import NationalReturn, ReturnState
from reporting.returns.news import news_of
from reporting.returns.policies import may_enter, may_step
from reporting.returns.questions import WHOLE, open_questions
from reporting.returns.states import STATES, step_named
from reporting.returns.together import together_of

ICONS = {"verify": "ok", "query": "query", "lock": "lock", "reopen": "undo"}
"""The steps that LMLECC takes on pages of their own."""

ASKED_FROM = step_named("query").sources


def show(
    request: Any, given: NationalReturn, form: ReturnForm | None, *, status: int = 200, conflict: bool = False
) -> HttpResponse:
    """`form` is None for who only reads it; `conflict` shows what is stored beside what was entered."""
    principal, steps = request.principal, list(given.steps.select_related("taken_by"))
    known, state = known_of(principal, given), ReturnState(given.state)
    groups = groups_of(principal, known, form)
    left, tone = panels.deadline_words(given, steps)
    context = {
        "given": given,
        "week": week_of(given),
        "groups": groups,
        "counts": counts_of(groups),
        "form": form,
        "conflict": conflict,
        "doubts": [doubt for found in known.doubts.values() for doubt in found],
        "whole": talks_of(known.questions.get(WHOLE, ()), form),
        "news": news_of(principal, given),
        "joint": joint_parts(principal, given),
        "together": together_of(principal, given),
        "may_ask": given.state in ASKED_FROM and bool(may_step(principal, given, "query")),
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


def form_of(principal: Principal, given: NationalReturn, data: Any = None) -> ReturnForm:
    return ReturnForm(
        data,
        lines=list(given.lines.all()),
        version=given.version,
        questions=open_questions(principal, given),
        days=days_of(principal, given),
    )


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
    if may_enter(principal, given):
        found.append({"label": _("Fill in offline"), "url": reverse("return-sheet", args=[given.pk]), "icon": "upload"})
    return [*found, {"label": _("As a sheet"), "url": "?format=csv", "icon": "download"}]
