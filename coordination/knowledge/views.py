"""Pages of knowledge: the list, one item, its form, its mark for partners, a country's answer, and its steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coordination.consulting import countries_of, six
from coordination.knowledge import actions, panels, selectors
from coordination.knowledge.confirming import MARK, QUESTIONS, UNMARK
from coordination.knowledge.forms import ItemForm, SearchForm, read_place
from coordination.knowledge.frame import framed
from coordination.knowledge.models import KnowledgeItem, State
from coordination.knowledge.policies import may_amend, may_answer, may_draft, may_mark, may_step
from coordination.questions import AnswerForm, Question, StepForm
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted
from operation.kernel.lists import asked_place, onward
from operation.plan.selectors import operation_or_404

CONSULTED = (State.VALIDATED, State.ADOPTED)


@never_cache
@require_safe
def knowledge(request: Any) -> HttpResponse:
    """What the reader may know, narrowed by the address; an address that no filter takes shows nothing."""
    principal = request.principal
    require(may(principal, "knowledge.read"), verb="list knowledge")
    operation = operation_or_404()
    form = SearchForm(operation, request.GET, states=not principal.is_partner)
    first, problems = asked_place(request.GET, read_place)
    problems += form.problems(request.GET)
    shown: list[KnowledgeItem] = []
    behind = None
    if not problems:
        found = selectors.narrowed(selectors.items(principal, operation), form.asked)
        shown, behind = selectors.listed(found, first or 0)
    context = {
        "rows": panels.rows(shown),
        "filter_form": form,
        "chips": [] if problems else form.chips(request.GET),
        "problems": problems,
        "clear_url": reverse("knowledge"),
        "older_url": onward(request.GET, behind),
        "first_url": reverse("knowledge") if first else "",
        "may_write": bool(may_draft(principal)),
    }
    return _page(request, "list", status=400 if problems else 200, **context)


@never_cache
@require_safe
def item(request: Any, item_id: UUID) -> HttpResponse:
    """One item, with where the six countries stand."""
    found, principal = _visible(request.principal, item_id), request.principal
    consulted = found.state in CONSULTED and not principal.is_partner
    context: dict[str, Any] = {
        "item": found,
        "texts": panels.texts(found),
        "facts": panels.facts(found, principal),
        "steps": panels.life(found),
        "tone": panels.TONES[State(found.state)],
        "actions": panels.actions(principal, found),
        "warning": panels.warning(principal, found),
        "six": six(countries_of(found.operation), selectors.voices_of(principal, found)) if consulted else [],
        "crumbs": _crumbs(),
    }
    return _page(request, "item", **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Any) -> HttpResponse:
    """A new draft of the own agency."""
    require(may_draft(request.principal), verb="write knowledge")
    operation = operation_or_404()
    form = ItemForm(operation, posted(request))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, actions.write_item, principal=request.principal, operation=operation, draft=form.draft)
        if made:
            messages.success(request, _("Saved as a draft: only your agency reads it."))
            return redirect("knowledge-item", made.pk)
    return _form(request, form, _("Write down what was learned"), reverse("knowledge"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Any, item_id: UUID) -> HttpResponse:
    """Change a draft."""
    found = _visible(request.principal, item_id)
    require(may_amend(request.principal, found), verb=f"amend {found.reference}")
    form = ItemForm(found.operation, posted(request), item=found)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        attempt(form, actions.amend_item, principal=request.principal, item=found, draft=form.draft, version=version)
        if not form.errors:
            messages.success(request, _("Saved."))
            return redirect("knowledge-item", found.pk)
    return _form(request, form, str(found), reverse("knowledge-item", args=[found.pk]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Any, item_id: UUID) -> HttpResponse:
    """What the own country says to its adoption."""
    found = _visible(request.principal, item_id)
    require(may_answer(request.principal, found), verb=f"answer {found.reference}")
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        attempt(form, actions.answer_item, principal=request.principal, item=found, **given)
        if not form.errors:
            messages.success(request, _("Your country's answer is noted."))
            return redirect("knowledge-item", found.pk)
    return _form(request, form, str(found), reverse("knowledge-item", args=[found.pk]), label=_("Answer"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: Any, item_id: UUID) -> HttpResponse:
    """Let partners read it once it is adopted, or take it from them."""
    found = _visible(request.principal, item_id)
    require(may_mark(request.principal, found), verb=f"mark {found.reference}")

    def take(form: StepForm) -> None:
        actions.mark_item(
            principal=request.principal,
            item=found,
            for_partners=not found.for_partners,
            version=form.cleaned_data["version"],
        )

    return _ask(request, found, UNMARK if found.for_partners else MARK, take)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Any, item_id: UUID, name: str) -> HttpResponse:
    """Ask once more, then take the step."""
    if name not in QUESTIONS:
        raise Http404
    found = _visible(request.principal, item_id)
    require(may_step(request.principal, found, name), verb=f"{name} {found.reference}")

    def take(form: StepForm) -> None:
        version = form.cleaned_data["version"]
        actions.take_step(principal=request.principal, item=found, name=name, version=version, words=form.said)

    return _ask(request, found, QUESTIONS[name], take)


def _ask(request: Any, found: KnowledgeItem, question: Question, take: Any) -> HttpResponse:
    form = StepForm(question, found.version, posted(request))
    if request.method == "POST" and form.is_valid():
        attempt(form, take, form=form)
        if not form.errors:
            messages.success(request, str(question.done))
            return redirect("knowledge-item", found.pk)
    cancel = reverse("knowledge-item", args=[found.pk])
    context = {
        "question": question,
        "form": form,
        "facts": [{"label": _("About"), "value": found.title, "note": found.reference}],
        "cancel_url": cancel,
        "crumbs": [*_crumbs(), {"label": found.reference, "url": cancel}],
    } | framed(request.principal, request.path)
    return render(request, "coordination/step.html", context, status=400 if request.method == "POST" else 200)


def _form(request: Any, form: Any, title: str, cancel: str, *, label: str = "") -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "title": title, "cancel_url": cancel, "label": label or _("Save"), "crumbs": _crumbs()}
    framing = framed(request.principal, request.path)
    return render(request, "coordination/form.html", context | framing, status=status)


def _page(request: Any, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    framing = framed(request.principal, request.path)
    return render(request, f"knowledge/{template}.html", framing | context, status=status)


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Knowledge"), "url": reverse("knowledge")}]


def _visible(principal: Principal, item_id: UUID) -> KnowledgeItem:
    """Raises Http404 for what does not exist and for what the reader may not know of, alike."""
    found = selectors.read_item(principal, item_id)
    if found is None:
        raise Http404
    return found
