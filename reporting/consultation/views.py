"""Pages of a consultation: the report itself, a comment, an answer, and the steps of the release."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coordination.clocks.selectors import calendars_of
from operation.access.principal import Principal
from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted
from operation.people.models import Country
from reporting.consultation import actions, panels, panels_rounds, selectors
from reporting.consultation.confirming import QUESTIONS
from reporting.consultation.forms import ApprovalForm, CirculateForm, CommentForm, StepForm
from reporting.consultation.models import CirculatedSection, ReportStep
from reporting.consultation.policies import may_approve, may_comment, may_step
from reporting.drafting.frame import METHODS, show
from reporting.drafting.models import CONSULTED, OPEN, Report
from reporting.drafting.panels import TONES, section_rows, two_persons
from reporting.drafting.selectors import read_report, sections_of, texts_of


@never_cache
@require_safe
def report(request: Any, report_id: UUID) -> HttpResponse:
    """The frozen round as far as its reader may read it, and the sections that he writes or watches."""
    principal = request.principal
    found = visible(principal, report_id)
    consultation = selectors.consultation_of(principal, found)
    frozen = selectors.circulated_sections(principal, consultation.latest)
    context = _written(principal, found) | _consulted(principal, consultation, frozen)
    shown: dict[str, Any] = {
        "consultation": consultation,
        "facts": panels.facts(consultation),
        "steps": panels.life(consultation),
        "state_words": panels.state_words(consultation),
        "tone": "ok" if consultation.is_agreed else TONES[found.state],  # type: ignore[index]
        "actions": panels.actions(principal, consultation, _own(principal, frozen)),
        "gate": two_persons((found.proposed_by, found.proposed_at), (found.released_by, found.released_at)),
    }
    return show(request, "reporting/written/report.html", found, **context, **shown)


def _written(principal: Principal, found: Report) -> dict[str, Any]:
    """Sections as they are being written, while they are."""
    sections = sections_of(principal, found) if found.state in OPEN else []
    return {"sections": section_rows(principal, found, sections, texts_of(principal, sections) if sections else {})}


def _consulted(
    principal: Principal, consultation: selectors.Consultation, frozen: list[CirculatedSection]
) -> dict[str, Any]:
    """What was frozen, what was said of it, and where the countries stand."""
    found = consultation.report
    calendars = calendars_of([position.country for position in consultation.positions])
    voice = consultation.voice(principal.organisation_id)
    countries = list(Country.objects.values_list("code", flat=True))
    comments = selectors.comments_of(principal, found)
    steps = ReportStep.objects.visible_to(principal).filter(report=found).select_related("by")
    asked = found.state in CONSULTED and bool(consultation.latest)
    return {
        "frozen": panels_rounds.sections(frozen, found, comments, countries),
        "six": panels.six(consultation, calendars) if asked else [],
        "own": panels.own_line(voice, calendars.get(principal.country or "")) if found.state in CONSULTED else None,
        "notes": panels_rounds.notes(consultation),
        "rounds": panels_rounds.rounds(consultation.rounds),
        "history": panels.history(list(steps)),
        "may_comment": bool(may_comment(principal, found)),
    }


@never_cache
@require_http_methods(METHODS)
def comment(request: Any, report_id: UUID, position: int) -> HttpResponse:
    """Say something of one section."""
    found = visible(request.principal, report_id)
    section = selectors.circulated_section(request.principal, found, position)
    if section is None:
        raise Http404
    require(may_comment(request.principal, found), verb=f"comment on {found.reference}")
    form = CommentForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = {"principal": request.principal, "report": found, "position": position}
        if attempt(form, actions.comment, **given, text=form.cleaned_data["text"]):
            messages.success(request, _("Your comment stands beside the section."))
            return redirect(f"{reverse('written-report', args=[found.pk])}#section-{position}")
    title = _("Comment on «%(section)s»") % {"section": section.title}
    return show(request, "coordination/form.html", found, form=form, title=title, label=_("Comment"))


@never_cache
@require_http_methods(METHODS)
def approve(request: Any, report_id: UUID) -> HttpResponse:
    """The own agency's answer."""
    principal = request.principal
    found = visible(principal, report_id)
    frozen = selectors.circulated_sections(principal, selectors.latest_round(principal, found))
    require(may_approve(principal, found, _own(principal, frozen)), verb=f"approve {found.reference}")
    form = ApprovalForm(found, posted(request))
    asked = request.method == "POST" and form.is_valid()
    if asked and attempt(form, actions.approve, principal=principal, report=found, **form.cleaned_data):
        messages.success(request, _("Your agency's answer is noted."))
        return redirect("written-report", found.pk)
    hint = _("You answer for the text and figures of round %(number)s.") % {"number": found.round}
    title = _("Approve for your agency")
    return show(request, "coordination/form.html", found, form=form, title=title, hint=hint, label=_("Answer"))


@never_cache
@require_http_methods(METHODS)
def step(request: Any, report_id: UUID, name: str) -> HttpResponse:
    """Ask once more, then take the step."""
    if name not in QUESTIONS:
        raise Http404
    principal, question = request.principal, QUESTIONS[name]
    found = visible(principal, report_id)
    require(may_step(principal, found, name), verb=f"{name} {found.reference}")
    circulates = name == "circulate"
    form = CirculateForm(found, posted(request)) if circulates else StepForm(found, question, posted(request))
    if request.method == "POST" and form.is_valid():
        take = actions.circulate if circulates else actions.take_step
        given = form.cleaned_data if circulates else form.cleaned_data | {"name": name}
        if attempt(form, take, principal=principal, report=found, **given):
            messages.success(request, str(question.done))
            return redirect("written-report", found.pk)
    facts = panels.facts(selectors.consultation_of(principal, found))
    if circulates:
        facts.append(panels.unwritten(sections_of(principal, found)))
    return show(request, "coordination/step.html", found, form=form, question=question, facts=facts)


def visible(principal: Principal, report_id: UUID) -> Report:
    """Raises Http404 for what does not exist and for what the reader may not know of, alike."""
    found = read_report(principal, report_id)
    if found is None:
        raise Http404
    return found


def _own(principal: Principal, frozen: list[CirculatedSection]) -> list[CirculatedSection]:
    """The sections of the reader's country."""
    return [one for one in frozen if one.country_id and one.country_id == principal.country]
