"""Pages of inspection visits: the list, one visit, and what is written and decided there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coordination.supervision import advising, inspecting, panels, questions
from coordination.supervision.forms import AdviceForm, FindingForm, StepForm, VisitForm
from coordination.supervision.frame import FORM_METHODS, ask, between, operation_of, show
from coordination.supervision.models import Inspection
from coordination.supervision.policies import may_amend_visit, may_step_advice, may_step_visit, may_write_findings
from coordination.supervision.selectors import inspections_of, read_inspection, read_recommendation
from operation.access.policies import may
from operation.audit import trail
from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted

ROWS = 50


@never_cache
@require_safe
def inspections(request: Any) -> HttpResponse:
    """Visits that the reader may know of, the latest first."""
    principal = request.principal
    require(may(principal, "supervision.read"), verb="list inspections")
    rows = inspections_of(principal, operation_of(principal))
    shown = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    trail.record("listed", trail.Target(Inspection._meta.label), shown=[str(one.pk) for one in shown])
    new_url = reverse("inspection-new") if principal.holds("supervision.inspect") else ""
    context = {
        "title": _("Inspections"),
        "rows": [panels.visit_row(one) for one in shown],
        "count": shown.paginator.count,
        "older_url": f"?page={shown.next_page_number()}" if shown.has_next() else "",
        "newer_url": f"?page={shown.previous_page_number()}" if shown.has_previous() else "",
        "new_url": new_url,
    }
    return show(request, "supervision/inspections", context, note=_note(request, None))


@never_cache
@require_http_methods(FORM_METHODS)
def new(request: Any) -> HttpResponse:
    """Plan a visit."""
    principal = request.principal
    require(may(principal, "supervision.inspect"), verb="plan inspection")
    operation, form = operation_of(principal), VisitForm(None, posted(request))
    if form.is_valid():
        made = attempt(form, inspecting.plan_inspection, principal=principal, operation=operation, draft=form.draft)
        if made:
            messages.success(request, _("The visit is planned. The country sees it."))
            return redirect("inspection", made.pk)
    text = _("The country that is visited reads it at once; what is found there it reads once it is reported.")
    question = {"title": _("Plan an inspection"), "text": text, "label": _("Plan it")}
    return ask(request, form, question, reverse("inspections"), note=_note(request, None))


@never_cache
@require_safe
def inspection(request: Any, inspection_id: UUID) -> HttpResponse:
    """One visit, as far as its reader may see it."""
    found, principal = _visible(request, inspection_id), request.principal
    steps = list(found.steps.all())
    context = {
        "title": found.reference,
        "visit": found,
        "row": panels.visit_row(found),
        "facts": panels.visit_facts(found),
        "steps": panels.visit_life(found, steps),
        "history": panels.visit_history(principal, steps),
        "actions": panels.visit_actions(principal, found),
        "findings": panels.finding_rows(found),
        "advice": [panels.advice_row(principal, one) for one in found.recommendations.all()],
        "crumbs": _crumbs(),
    }
    return show(request, "supervision/inspection", context, note=_note(request, found))


@never_cache
@require_http_methods(FORM_METHODS)
def edit(request: Any, inspection_id: UUID) -> HttpResponse:
    """Change what is planned."""
    found = _visible(request, inspection_id)
    require(may_amend_visit(request.principal, found), verb="amend inspection")
    form = VisitForm(found, posted(request))
    if form.is_valid():
        given = {"draft": form.draft, "version": form.cleaned_data["version"]}
        if attempt(form, inspecting.amend_inspection, principal=request.principal, inspection=found, **given):
            messages.success(request, _("Changed."))
            return redirect("inspection", found.pk)
    question = {"title": _("Change this visit"), "text": found.reference, "label": _("Save")}
    return ask(request, form, question, _address(found), note=_note(request, found))


@never_cache
@require_http_methods(FORM_METHODS)
def finding(request: Any, inspection_id: UUID) -> HttpResponse:
    """Write down what was found."""
    found = _visible(request, inspection_id)
    require(may_write_findings(request.principal, found), verb="add finding")
    form = FindingForm(posted(request), label_suffix="")
    if form.is_valid():
        given = form.cleaned_data
        if attempt(form, inspecting.add_finding, principal=request.principal, inspection=found, **given):
            messages.success(request, _("Written down. The country does not read it yet."))
            return redirect("inspection", found.pk)
    text = _("The country reads it once the visit is reported. No name of a person.")
    question = {"title": _("Add a finding"), "text": text, "label": _("Add")}
    return ask(request, form, question, _address(found), note=_note(request, found))


@never_cache
@require_http_methods(FORM_METHODS)
def recommend(request: Any, inspection_id: UUID) -> HttpResponse:
    """Recommend something."""
    found = _visible(request, inspection_id)
    require(may_write_findings(request.principal, found), verb="add recommendation")
    form = AdviceForm(found, posted(request))
    if form.is_valid():
        given = {"inspection": found, "advice": form.advice}
        if attempt(form, inspecting.add_recommendation, principal=request.principal, **given):
            messages.success(request, _("Written down. The country does not read it yet."))
            return redirect("inspection", found.pk)
    text = _("The agency accepts or rejects it once the visit is reported.")
    question = {"title": _("Recommend"), "text": text, "label": _("Recommend")}
    return ask(request, form, question, _address(found), note=_note(request, found))


@never_cache
@require_http_methods(FORM_METHODS)
def step(request: Any, inspection_id: UUID, name: str) -> HttpResponse:
    """Ask once more, then take a step of the visit."""
    asked = questions.VISIT.get(name)
    if asked is None:
        raise Http404
    found = _visible(request, inspection_id)
    require(may_step_visit(request.principal, found, name), verb=f"{name} {found.reference}")
    form = StepForm(posted(request), version=found.version, label=asked.words, has_day=True)
    if form.is_valid():
        given = {"inspection": found, "name": name, **form.cleaned_data}
        if attempt(form, inspecting.step_inspection, principal=request.principal, **given):
            messages.success(request, asked.done)
            return redirect("inspection", found.pk)
    question = {"title": asked.title, "text": asked.text, "label": asked.label}
    return ask(request, form, question, _address(found), note=_note(request, found))


@never_cache
@require_http_methods(FORM_METHODS)
def recommendation_step(request: Any, recommendation_id: UUID, name: str) -> HttpResponse:
    """Ask once more, then take a step of a recommendation."""
    asked = questions.ADVICE.get(name)
    if asked is None:
        raise Http404
    principal = request.principal
    require(may(principal, "supervision.read"), verb=f"{name} recommendation")
    found = read_recommendation(principal, recommendation_id)
    if found is None:
        raise Http404
    require(may_step_advice(principal, found, name), verb=f"{name} {found.reference}")
    form = StepForm(posted(request), version=found.version, label=asked.words, has_day=False)
    if form.is_valid():
        given = {"versions": [form.cleaned_data["version"]], "words": form.cleaned_data["words"]}
        taken = {"recommendations": [found], "name": name, **given}
        if attempt(form, advising.step_recommendations, principal=principal, **taken):
            messages.success(request, asked.done)
            return redirect("inspection", found.inspection_id)
    question = {"title": asked.title, "text": f"{found}: {found.text}", "label": asked.label}
    return ask(request, form, question, _address(found.inspection), note=between(found.inspection.country))


def _visible(request: Any, inspection_id: UUID) -> Inspection:
    """Raises Http404 for what does not exist and for what the reader may not know of, alike."""
    require(may(request.principal, "supervision.read"), verb="read inspection")
    found = read_inspection(request.principal, inspection_id)
    if found is None:
        raise Http404
    return found


def _note(request: Any, visit: Inspection | None) -> str:
    if visit is not None:
        return between(visit.country)
    return _("LMLECC reads all visits") if request.principal.is_secretariat else _("Your country and LMLECC read them")


def _address(visit: Inspection) -> str:
    return reverse("inspection", args=[visit.pk])


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Inspections"), "url": reverse("inspections")}]
