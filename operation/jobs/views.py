"""The progress of one's own work: a page, the part of it that refreshes, and the way to stop it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from operation.access.principal import Principal
from operation.jobs.engine import kind_of, stop
from operation.jobs.models import Job
from operation.kernel.errors import Conflict


def _own(request: Any, job_id: UUID) -> Job:
    """One's own job; anybody else's is as if it did not exist."""
    principal: Principal = request.principal
    return get_object_or_404(Job.objects.visible_to(principal), pk=job_id)


@require_safe
@never_cache
def job_page(request: HttpRequest, job_id: UUID) -> HttpResponse:
    return render(request, "jobs/job.html", progress(_own(request, job_id)))


@require_safe
@never_cache
def job_progress(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The part that asks again every two seconds; once all is over, the page around it is loaded anew."""
    job = _own(request, job_id)
    response = render(request, "components/progress.html", progress(job, _page_around(request)))
    if job.is_over:
        response["HX-Refresh"] = "true"
    return response


def _page_around(request: Any) -> str:
    """The page of ours that asks for the part, as htmx tells it: «Look again» leads there."""
    return request.htmx.current_url_abs_path or ""


@require_POST
def job_stop(request: Any, job_id: UUID) -> HttpResponse:
    job = _own(request, job_id)
    try:
        stop(principal=request.principal, job=job)
    except Conflict as late:
        messages.warning(request, str(late))
    return redirect(kind_of(job).address(job))


def progress(job: Job, here: str = "") -> dict[str, Any]:
    """What components/progress.html shows of a job; `here` is the page that it stands on, if not its own."""
    kind = kind_of(job)
    address = kind.address(job)
    waiting = _("Waiting for a worker")
    return {
        "job": {
            "title": kind.title,
            "state": job.state,
            "percent": job.done * 100 // job.total if job.total else 0,
            "step": kind.steps.get(job.step, waiting),
            "url": here or reverse("job", args=[job.pk]),
        },
        "poll_url": reverse("job-progress", args=[job.pk]),
        "cancel_url": reverse("job-stop", args=[job.pk]),
        "result_url": address,
        "result_label": _("See the result"),
        "reason": job.reason or (_("It was stopped.") if job.state == Job.State.CANCELLED else ""),
    }
