"""Pages of one action of the plan: read it, report on it, and what LMLECC changes in the plan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from operation.access.policies import may
from operation.kernel import clock
from operation.kernel.errors import require
from operation.kernel.fields import attempt, posted
from operation.plan import panels as frame
from operation.plan.models import Operation, OperationalAction
from operation.plan.policies import may_read_members_part
from operation.plan.progress import actions, panels
from operation.plan.progress.forms import ActionForm, ReasonForm, ReportForm
from operation.plan.progress.policies import may_amend, may_report
from operation.plan.progress.selectors import read_action
from operation.plan.selectors import visible_operation

FORM_METHODS = ("GET", "HEAD", "POST")


@never_cache
@require_safe
def plan_action(request: Any, action_id: UUID) -> HttpResponse:
    """One action, with what was told of it."""
    operation, found = _visible(request, action_id)
    words, tone = frame.action_state(found, clock.today())
    context = {
        "action": found,
        "words": words,
        "tone": tone,
        "facts": panels.facts(found),
        "history": panels.history(request.principal, found),
        "actions": panels.decisions(request.principal, found),
    }
    return _show(request, "action", operation, context)


@never_cache
@require_http_methods(FORM_METHODS)
def new(request: Any) -> HttpResponse:
    """Put an action into the plan."""
    operation = _operation(request)
    require(may(request.principal, "plan.amend"), verb="add action")
    form = ActionForm(operation, None, posted(request))
    if form.is_valid():
        line = form.cleaned_data["line"]
        made = attempt(form, actions.add_action, principal=request.principal, line=line, draft=form.draft)
        if made:
            messages.success(
                request, _("The action is in the plan. It comes to the desk of who leads it once it is late.")
            )
            return redirect("plan-action", made.pk)
    question = {
        "title": _("New action of the plan"),
        "text": _("All six countries read the plan."),
        "label": _("Add it to the plan"),
    }
    return _ask(request, operation, form, question, reverse("action-plan"))


@never_cache
@require_http_methods(FORM_METHODS)
def edit(request: Any, action_id: UUID) -> HttpResponse:
    """Change an action, its due date with a reason."""
    operation, found = _visible(request, action_id)
    require(may_amend(request.principal, found), verb="amend action")
    form = ActionForm(operation, found, posted(request))
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("reason", "version")}
        if attempt(form, actions.amend_action, principal=request.principal, action=found, draft=form.draft, **given):
            messages.success(request, _("Changed. The old due date stays in the history."))
            return redirect("plan-action", found.pk)
    question = {"title": _("Change this action"), "text": found.title, "label": _("Save")}
    return _ask(request, operation, form, question, reverse("plan-action", args=[found.pk]))


@never_cache
@require_http_methods(FORM_METHODS)
def drop(request: Any, action_id: UUID) -> HttpResponse:
    """Take an action out of the plan."""
    operation, found = _visible(request, action_id)
    require(may_amend(request.principal, found), verb="drop action")
    form = ReasonForm(posted(request), initial={"version": found.version}, label_suffix="")
    if form.is_valid():
        given = form.cleaned_data
        if attempt(form, actions.drop_action, principal=request.principal, action=found, **given):
            messages.success(request, _("Dropped. It stays in the plan with its reason."))
            return redirect("plan-action", found.pk)
    question = {"title": _("Drop this action?"), "text": found.title, "label": _("Drop it"), "grave": True}
    return _ask(request, operation, form, question, reverse("plan-action", args=[found.pk]))


@never_cache
@require_http_methods(FORM_METHODS)
def report(request: Any, action_id: UUID) -> HttpResponse:
    """Tell how far an action is."""
    operation, found = _visible(request, action_id)
    require(may_report(request.principal, found), verb="report on action")
    initial = {"version": found.version, "told_on": clock.today()}
    form = ReportForm(posted(request), initial=initial, label_suffix="")
    if form.is_valid():
        given = {"draft": form.draft, "version": form.cleaned_data["version"]}
        if attempt(form, actions.report_progress, principal=request.principal, action=found, **given):
            messages.success(request, _("Reported. It stands in the history of the action."))
            return redirect("plan-action", found.pk)
    question = {"title": _("Report progress"), "text": found.title, "label": _("Report")}
    return _ask(request, operation, form, question, reverse("plan-action", args=[found.pk]))


def _operation(request: Any) -> Operation:
    require(may(request.principal, "plan.read"), verb="read_plan")
    require(may_read_members_part(request.principal), verb="read_plan")
    operation = visible_operation(request.principal)
    if operation is None:
        raise Http404
    return operation


def _visible(request: Any, action_id: UUID) -> tuple[Operation, OperationalAction]:
    """Raises Http404 for what does not exist and for what the reader may not know of, alike."""
    operation = _operation(request)
    found = read_action(request.principal, operation, action_id)
    if found is None:
        raise Http404
    return operation, found


def _show(request: Any, page: str, operation: Operation, context: dict[str, Any], status: int = 200) -> HttpResponse:
    shared = {
        "operation": operation,
        "pages": frame.pages(request.principal, request.path),
        "handling": frame.handling(request.principal),
        "crumbs": [
            {"label": str(operation), "url": reverse("operation")},
            {"label": _("Action plan"), "url": reverse("action-plan")},
        ],
    }
    return render(request, f"plan/{page}.html", shared | context, status=status)


def _ask(request: Any, operation: Operation, form: Form, question: dict[str, Any], cancel_url: str) -> HttpResponse:
    """A form of its own, drawn by components/confirm.html."""
    context = {"question": question, "form": form, "cancel_url": cancel_url}
    return _show(request, "question", operation, context, 400 if form.errors else 200)
