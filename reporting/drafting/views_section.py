"""Pages of one section: its text and versions, its form that keeps what is typed, and who writes it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from operation.access.principal import Principal
from operation.access.roles import PERMISSIONS
from operation.kernel.errors import Conflict, Refused, require
from operation.kernel.fields import attempt, posted, show_refusal
from operation.people.models import Country
from reporting.drafting import actions, panels, selectors
from reporting.drafting.figures import Quoted, Reading
from reporting.drafting.forms import AuthorForm, FigureForm, SectionForm
from reporting.drafting.frame import METHODS, show
from reporting.drafting.lessons import lesson_text
from reporting.drafting.markup import quotes, read_text
from reporting.drafting.models import Report, Section
from reporting.drafting.policies import may_assign, may_compose, may_write
from reporting.drafting.showing import ShownBlock
from reporting.drafting.showing import show as shown_blocks

KEEP, PLACE, LESSON, DISCARD = "keep", "place", "lesson", "discard"
"""Names of the buttons beside «Save»: keep and look, place a figure, place what was learned, let it go."""


@never_cache
@require_safe
def section(request: Any, report_id: UUID, section_id: UUID) -> HttpResponse:
    """The newest text with its figures as the reader may see them now, and every text before it."""
    report, found = visible(request.principal, report_id, section_id)
    versions = selectors.versions_of(request.principal, found)
    newest = versions[0].text if versions else ""
    row = panels.section_rows(request.principal, report, [found], {})[0]
    return show(
        request,
        "reporting/written/section.html",
        report,
        section=found,
        row=row,
        blocks=preview(request.principal, report, found, newest)[0],
        lang=versions[0].language if versions else "",
        versions=panels.version_rows(versions),
    )


@never_cache
@require_http_methods(METHODS)
def edit(request: Any, report_id: UUID, section_id: UUID) -> HttpResponse:
    """Write it. What is typed is kept; another's text of meanwhile is shown beside one's own, and nothing is lost."""
    principal = request.principal
    report, found = visible(principal, report_id, section_id)
    require(may_write(principal, found, report), verb=f"write section of {report.reference}")
    if request.method != "POST":
        return _begin(request, report, found)
    form = SectionForm(found, request.POST)
    if DISCARD in request.POST:
        actions.discard_draft(principal=principal, section=found)
        return redirect("written-section-edit", report.pk, found.pk)
    if any(name in request.POST for name in (KEEP, PLACE, LESSON)):
        return _go_on(request, report, found, form)
    if form.is_valid():
        try:
            actions.save_section(principal=principal, section=found, **form.draft)
        except Conflict as conflict:
            return _both(request, report, found, form, conflict.both["version"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("written-section", report.pk, found.pk)
    return _editor(request, report, found, form, form.typed("text"), status=400)


@never_cache
@require_POST
def keep(request: Any, report_id: UUID, section_id: UUID) -> HttpResponse:
    """Keep what is typed, and show how it reads. Asked by the page itself a moment after each change."""
    report, found = visible(request.principal, report_id, section_id)
    form = SectionForm(found, request.POST)
    kept, problem = _kept(request.principal, found, form.typed("text"), form.typed("base"))
    blocks, problems = preview(request.principal, report, found, form.typed("text"))
    context = {
        "kept_words": panels.kept_words(kept),
        "blocks": blocks,
        "problems": [*problem, *problems],
        "warning": panels.warning(form.typed("text")),
        "lang": form.typed("language"),
    }
    return render(request, "reporting/written/_kept.html", context)


@never_cache
@require_http_methods(METHODS)
def author(request: Any, report_id: UUID, section_id: UUID) -> HttpResponse:
    """Say who writes it."""
    principal = request.principal
    report, found = visible(principal, report_id, section_id)
    require(may_assign(principal, found, report), verb=f"assign section of {report.reference}")
    own = found.organisation_id == principal.organisation_id
    people = selectors.authors_of(found.organisation_id, list(PERMISSIONS["report.write"])) if own else []
    may_give = bool(may_compose(principal)) and not found.country_id
    form = AuthorForm(found, people, posted(request), may_give=may_give)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if value}
        if given.get("organisation", found.organisation) != found.organisation:
            given.pop("author", None)
        if attempt(form, actions.assign_section, principal=principal, section=found, **given):
            messages.success(request, _("Saved."))
            return redirect("written-report", report.pk)
    return show(request, "coordination/form.html", report, form=form, title=str(found), label=_("Save"))


def visible(principal: Principal, report_id: UUID, section_id: UUID) -> tuple[Report, Section]:
    """Raises Http404 for what does not exist and for what the reader may not know of, alike."""
    report = selectors.read_report(principal, report_id)
    found = selectors.read_section(principal, report, section_id) if report else None
    if report is None or found is None:
        raise Http404
    return report, found


def preview(
    principal: Principal, report: Report, found: Section, text: str
) -> tuple[tuple[ShownBlock, ...], list[str]]:
    """How a text reads now, and what in it cannot be read: then nothing but the reasons."""
    codes = list(Country.objects.values_list("code", flat=True))
    try:
        blocks = read_text(text, countries=codes, advises=found.chapter.advises)
    except ValidationError as wrong:
        return (), list(wrong.messages)
    quoted = Reading.of(principal, report).quoted(blocks) if quotes(blocks) else Quoted()
    return shown_blocks(blocks, quoted, report, place=found.position, leads=True), []


def _begin(request: Any, report: Report, found: Section) -> HttpResponse:
    """The form with what one had typed, or else with the newest text."""
    draft = selectors.draft_of(request.principal, found)
    if draft and draft.base != found.version:
        form = SectionForm(found, text=draft.text, base=draft.base)
        return _both(request, report, found, form, found.version, text=draft.text)
    newest = selectors.version_of(request.principal, found, found.version)
    text = draft.text if draft else newest.text if newest else ""
    return _editor(request, report, found, SectionForm(found, text=text), text, status=200)


def _go_on(request: Any, report: Report, found: Section, form: SectionForm) -> HttpResponse:
    """Keep what is typed, with what was placed at its end, and go on writing."""
    text = form.typed("text")
    reference = FigureForm(request.POST).reference if PLACE in request.POST else ""
    if reference:
        text = _placed(text, f"{{{{{reference}}}}}")
    key = _key(form.typed(LESSON)) if LESSON in request.POST else None
    item = selectors.lesson(request.principal, report.operation, key) if key else None
    if item:
        text = _placed(text, lesson_text(item, form.typed("language") or found.language))
    _draft, problem = _kept(request.principal, found, text, form.typed("base"))
    going = {"text": text, "base": form.typed("base"), "language": form.typed("language") or found.language}
    going["for_observers"] = bool(form.typed("for_observers"))  # type: ignore[assignment]
    return _editor(request, report, found, SectionForm(found, **going), text, status=200, problems=problem)


def _placed(text: str, piece: str) -> str:
    """The text with a piece at its end, as a paragraph of its own."""
    return f"{text.rstrip()}\n\n{piece}".strip()


def _key(text: str) -> UUID | None:
    """The key in a form; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _kept(principal: Principal, found: Section, text: str, base: str) -> tuple[Any, list[str]]:
    number = int(base) if base.isdecimal() and len(base) < 10 else found.version
    try:
        return actions.keep_draft(principal=principal, section=found, text=text, base=number), []
    except Refused as refused:
        return None, list(refused.messages)


def _both(
    request: Any, report: Report, found: Section, form: SectionForm, version: int, *, text: str | None = None
) -> HttpResponse:
    """One's own text in the form, the other's beside it; saving again is then a decision."""
    mine = form.typed("text") if text is None else text
    theirs = selectors.version_of(request.principal, found, version)
    language = form.typed("language") or found.language
    again = SectionForm(found, text=mine, base=version, language=language)
    parts = panels.compared(theirs.text, mine) if theirs else []
    status = 409 if request.method == "POST" else 200
    return _editor(request, report, found, again, mine, status=status, theirs=theirs, parts=parts)


def _editor(
    request: Any,
    report: Report,
    found: Section,
    form: SectionForm,
    text: str,
    *,
    status: int,
    problems: Sequence[str] = (),
    **shown: Any,
) -> HttpResponse:
    principal = request.principal
    blocks, unreadable = preview(principal, report, found, text)
    context = {
        "section": found,
        "form": form,
        "blocks": blocks,
        "lang": found.language,
        "problems": [*unreadable, *problems],
        "kept_words": panels.kept_words(selectors.draft_of(principal, found)),
        "warning": panels.warning(text),
        "keep_url": reverse("written-section-keep", args=[report.pk, found.pk]),
        "cancel_url": reverse("written-section", args=[report.pk, found.pk]),
        "figure_form": FigureForm(),
        "lessons": selectors.lessons(principal, report.operation),
        "warns_coordinator": principal.holds("report.approve") and found.country_id == principal.country,
    }
    return show(request, "reporting/written/edit.html", report, status=status, **context, **shown)
