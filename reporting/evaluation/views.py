"""Pages of the evaluation report: the list with its order form, one edition, its file, and the steps of a release."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from operation.access.scope import Cursor
from operation.jobs.views import progress
from operation.kernel.errors import Conflict, require
from operation.kernel.lists import asked_place, onward
from operation.oversight.pages import Page, Place
from operation.oversight.rows import reading_rows
from operation.oversight.views import around
from operation.plan.selectors import current_operation
from reporting.consultation.confirming import Confirming
from reporting.drafting.frame import menu
from reporting.evaluation import actions, panels, selectors
from reporting.evaluation.confirming import confirming
from reporting.evaluation.forms import OrderForm, ReasonForm
from reporting.evaluation.models import Edition, EditionState
from reporting.evaluation.policies import may_build, may_read_downloads, may_step
from reporting.evaluation.states import STATES

LATEST = 5
TAKE = {
    "rebuild": actions.build_again,
    "propose": actions.propose_release,
    "confirm": actions.confirm_release,
    "decline": actions.decline_release,
    "withdraw": actions.withdraw_release,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: Any) -> HttpResponse:
    """Editions that the reader may see; who may build one orders it here."""
    operation = current_operation()
    asked = request.method == "POST"
    if asked:
        require(may_build(request.principal), verb="build report")
    form = None
    if operation and may_build(request.principal):
        form = OrderForm(request.POST if asked else None, operation=operation)
    if asked and operation and form and form.is_valid():
        edition = actions.request_edition(
            principal=request.principal,
            operation=operation,
            order=form.order,
            synthetic=selectors.is_demonstration(operation),
        )
        return redirect("report", edition.pk)
    context = _list(request, form)
    return render(request, "evaluation/reports.html", context, status=400 if asked or context["problems"] else 200)


def _list(request: Any, form: OrderForm | None) -> dict[str, Any]:
    after, problems = asked_place(request.GET, Cursor.read)
    shown = selectors.page_of_editions(request.principal, after)
    return {
        "pages": menu(request.principal, written=False),
        "problems": problems,
        "clear_url": reverse("reports"),
        "rows": [panels.row(edition, request.principal) for edition in shown.records],
        "form": form,
        "older_url": onward(request.GET, shown.next),
        "newer_url": reverse("reports") if after else "",
    }


@never_cache
@require_safe
def report(request: Any, edition_id: UUID) -> HttpResponse:
    edition = _visible(request, edition_id)
    drafted = request.principal.holds("report.read_draft")
    steps = list(edition.steps.select_related("by")) if drafted else []
    context = {
        "edition": edition,
        "handling": panels.handling(edition),
        "crumbs": [{"label": _("Reports"), "url": reverse("reports")}],
        "facts": [*panels.facts(edition), *panels.signature_facts(selectors.signature_of(edition))],
        "steps": panels.life(edition),
        "gate": panels.persons(edition, request.principal),
        "history": panels.history(steps),
        "actions": panels.actions(edition, request.principal),
        "tone": panels.TONES[EditionState(edition.state)],
        "superseded": panels.superseded(edition),
        "verify_url": _verify_url(edition),
        "downloads": _latest_downloads(request, edition),
    }
    return render(request, "evaluation/report.html", context | _progress(request, edition))


def _verify_url(edition: Edition) -> str:
    """Where anybody may check it, once it is released."""
    return reverse("verify") + "?" + urlencode({"mark": edition.reference}) if edition.released_at else ""


def _latest_downloads(request: Any, edition: Edition) -> list[dict[str, Any]]:
    """The newest of those who got the file, for who may know; the rest stands on a page of its own."""
    if not (edition.has_file and request.principal.holds("report.read_downloads")):
        return []
    return reading_rows(selectors.downloads(request.principal, edition).entries[:LATEST], request.principal)


@never_cache
@require_safe
def report_downloads(request: Any, edition_id: UUID) -> HttpResponse:
    """Who got the file of an edition: when, by which way; of other organisations the role and no name."""
    edition = _visible(request, edition_id)
    require(may_read_downloads(request.principal), verb=f"read downloads of {edition.reference}")
    after, problems = asked_place(request.GET, Place.read)
    found: Page[Any] = selectors.downloads(request.principal, edition, after) if not problems else Page([], None)
    context = {
        "title": _("Who downloaded %(reference)s") % {"reference": edition.reference},
        "crumbs": _crumbs(edition),
        "rows": reading_rows(found.entries, request.principal),
        "problems": problems,
        "valid": not problems,
        "handling": panels.handling(edition),
    }
    return render(
        request, "evaluation/downloads.html", context | around(request, found), status=400 if problems else 200
    )


def _crumbs(edition: Edition) -> list[dict[str, str]]:
    return [
        {"label": _("Reports"), "url": reverse("reports")},
        {"label": edition.reference, "url": reverse("report", args=[edition.pk])},
    ]


def _progress(request: Any, edition: Edition) -> dict[str, Any]:
    """Whoever asked for it watches it; the others see that it is being built."""
    mine = edition.job and edition.job.requested_by_id == request.principal.user_id
    if not mine or edition.job is None or edition.state != EditionState.BUILDING:
        return {}
    return progress(edition.job, request.path)


@never_cache
@require_safe
def report_pdf(request: Any, edition_id: UUID) -> HttpResponse:
    """The file itself, shown by the browser's own reader. Kept nowhere on the way."""
    try:
        edition, content = selectors.read_file(request.principal, edition_id)
    except Edition.DoesNotExist as unseen:
        raise Http404 from unseen
    return selectors.as_response(edition, content)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_step(request: Any, edition_id: UUID, name: str) -> HttpResponse:
    """Ask once more, then take the step; a reason where it needs one."""
    if STATES.named(name) is None:
        raise Http404
    edition = _visible(request, edition_id)
    require(may_step(request.principal, edition, name), verb=f"{name} {edition.reference}")
    asked = request.method == "POST"
    question: Confirming = confirming(edition, name)
    form = ReasonForm(request.POST if asked else None) if question.needs_reason else None
    if asked and (form is None or form.is_valid()):
        given = {"reason": form.cleaned_data["reason"]} if form else {}
        return _take(request, edition, name, given, question)
    context = {
        "question": question,
        "form": form,
        "facts": panels.facts(edition),
        "cancel_url": reverse("report", args=[edition.pk]),
        "crumbs": _crumbs(edition),
        "handling": panels.handling(edition),
    }
    return render(request, "evaluation/step.html", context, status=400 if asked else 200)


def _take(
    request: HttpRequest, edition: Edition, name: str, given: dict[str, str], question: Confirming
) -> HttpResponse:
    try:
        TAKE[name](principal=request.principal, edition=edition, **given)  # type: ignore[attr-defined,operator]
    except (Conflict, ValidationError) as refused:
        messages.warning(request, str(refused) if isinstance(refused, Conflict) else " ".join(refused.messages))
    else:
        messages.success(request, str(question.done))
    return redirect("report", edition.pk)


def _visible(request: Any, edition_id: UUID) -> Edition:
    """An edition, its reading in the trail; what one may not see is as if it did not exist."""
    try:
        return selectors.open_edition(request.principal, edition_id)
    except Edition.DoesNotExist as unseen:
        raise Http404 from unseen
