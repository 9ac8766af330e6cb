"""What the worker does to build an edition: collect, have it set and laid out elsewhere, store it exactly once."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.audit import trail
from operation.jobs.engine import Kind, Store, WorkFailed
from operation.jobs.lease import Lease, LeaseLost
from operation.jobs.models import Job
from operation.kernel.errors import Refused, Text, require
from reporting.evaluation.actions import KIND
from reporting.evaluation.collect import collect
from reporting.evaluation.content import Evaluation
from reporting.evaluation.models import Audience, Edition, EditionFile, EditionState
from reporting.evaluation.orders import Order
from reporting.evaluation.policies import may_build
from reporting.evaluation.render import Rendered, RenderFailed, render_pdf

STEPS: dict[str, Text] = {
    "collect": _("Collecting the figures"),
    "typeset": _("Setting the text"),
    "layout": _("Laying out the pages"),
    "write": _("Writing the file"),
    "store": _("Storing the file"),
}
BEGINS_AT = {"collect": 2, "typeset": 12, "layout": 20, "write": 85, "store": 97}  # percent of the time it takes
STOPPED = _("It was stopped.")


def build(lease: Lease, principal: Principal) -> Store:
    """Build the edition of a job; rights are asked again, now. Returns what stores it.

    Raises NotAllowed; WorkFailed with the reason where it cannot be printed; LeaseLost once the job is not ours.
    """
    require(may_build(principal), verb="build report")
    _tell(lease, "collect")
    with acting_as(principal, channel="job"):
        edition = Edition.objects.select_related("operation", "round").get(pk=lease.job.params["edition"])
        content = _collect(principal, edition)
    rendered = _print(lease, content)
    _tell(lease, "store")
    return _storing(lease, edition, content, rendered)


def _tell(lease: Lease, step: str) -> None:
    lease.step(step, done=BEGINS_AT.get(step, 0), total=100)


def _collect(principal: Principal, edition: Edition) -> Evaluation:
    order = Order(Audience(edition.audience), edition.language, edition.cutoff)
    try:
        content = collect(principal, edition.operation, order, number=edition.number, round_=edition.round)
    except Refused as moved:
        raise WorkFailed(" ".join(moved.messages)) from moved
    trail.record("collected", edition, digest=content.digest())
    return content


def _print(lease: Lease, content: Evaluation) -> Rendered:
    try:
        return render_pdf(content, on_step=lambda step: _tell(lease, step), on_pulse=lease.check)
    except RenderFailed as failed:
        raise WorkFailed(str(failed)) from failed


def _storing(lease: Lease, edition: Edition, content: Evaluation, rendered: Rendered) -> Store:
    def store() -> None:
        """Runs in the transaction that marks the job done."""
        mine = Edition.objects.filter(pk=edition.pk, job=lease.job, state=EditionState.BUILDING)
        built = mine.update(
            state=EditionState.BUILT,
            pages=rendered.pages,
            seconds=Decimal(f"{rendered.seconds:.2f}"),
            sha256=rendered.sha256,
            digest=content.digest(),
            follows=content.follows,
            printed=content.printed(),
            named=content.named(),
            reason="",
        )
        if not built:
            raise LeaseLost(str(lease.job.pk))
        EditionFile.objects.create(edition=edition, content=rendered.pdf)
        trail.record("report_built", edition, sha256=rendered.sha256, pages=rendered.pages)

    return store


def failed(job: Job) -> None:
    """Say at the edition that and why it was not built."""
    reason = job.reason or str(STOPPED)
    Edition.objects.filter(job=job, state=EditionState.BUILDING).update(state=EditionState.FAILED, reason=reason)


def address(job: Job) -> str:
    """The page of the edition that the job builds."""
    return reverse("report", args=[job.params["edition"]])


EVALUATION = Kind(
    name=KIND,
    queue="reports",
    title=_("Edition of the report"),
    steps=STEPS,
    work=build,
    on_failure=failed,
    address=address,
)
