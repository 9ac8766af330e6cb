"""The work that follows an upload: scan the file, draw its pages, store it. Until then nobody downloads it."""

import tempfile
from typing import Any, BinaryIO

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.attachments import previews, scanner, storage
from operation.cases.attachments.kinds import content_kinds
from operation.cases.attachments.models import Attachment, AttachmentPart, AttachmentPicture, FileState
from operation.cases.attachments.wording import target_of, type_of_file
from operation.jobs.engine import Kind, Store, WorkFailed
from operation.jobs.lease import Lease
from operation.jobs.models import Job
from operation.kernel.errors import Text

KIND = "attachment"
STEPS: dict[str, Text] = {
    "scan": gettext_lazy("Looking for viruses"),
    "draw": gettext_lazy("Drawing its pages"),
    "store": gettext_lazy("Storing the file"),
}
IN_MEMORY = 8 * 1024 * 1024


def gathered(attachment: Attachment) -> Any:
    """The parts of a file put together: a binary file of no name."""
    whole = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 — its reader closes it
    for content in attachment.parts.values_list("content", flat=True).iterator(chunk_size=8):
        whole.write(content)
    whole.seek(0)
    return whole


def check(lease: Lease, principal: Principal) -> Store:
    """Scan, store and draw one file; done again after a fault it comes to the same.

    Raises WorkFailed when the file went meanwhile, or the scanner does not take it.
    """
    _tell(lease, "scan")
    with acting_as(principal, channel="job"):
        attachment = Attachment.objects.filter(pk=lease.job.params["file"], job=lease.job).first()
        if attachment is None or attachment.state != FileState.QUARANTINED:
            raise WorkFailed(_("The file is no longer there."))
        content = gathered(attachment)
    with content:
        finding = scanner.scan(content) if scanner.is_configured() else ""
        pictures = [] if finding else _keep(lease, attachment, content)
    return _storing(lease, attachment, finding, pictures)


def _tell(lease: Lease, step: str) -> None:
    lease.step(step, done=list(STEPS).index(step), total=len(STEPS))


def _keep(lease: Lease, attachment: Attachment, content: BinaryIO) -> list[bytes]:
    _tell(lease, "draw")
    pictures = previews.draw(content, content_kinds()[attachment.content_type])
    _tell(lease, "store")
    storage.put(attachment.object_name, content)
    return pictures


def _storing(lease: Lease, attachment: Attachment, finding: str, pictures: list[bytes]) -> Store:
    def store() -> None:
        """Runs in the transaction that marks the job done. A file that went meanwhile goes from the store as well."""
        mine = Attachment.objects.filter(pk=attachment.pk, job=lease.job, state=FileState.QUARANTINED)
        checked = {"scanned_at": timezone.now()} if scanner.is_configured() else {}
        state = FileState.INFECTED if finding else FileState.CLEAN
        if not mine.update(state=state, reason=finding[:200], **checked):
            storage.discard([attachment.object_name])
            return
        AttachmentPart.objects.filter(attachment=attachment).delete()
        AttachmentPicture.objects.bulk_create(
            AttachmentPicture(attachment=attachment, number=number, png=png) for number, png in enumerate(pictures, 1)
        )
        trail.record("checked file", target_of(attachment), file=attachment.pk, state=state, scanned=bool(checked))

    return store


def address(job: Job) -> str:
    """The page of the file, for whoever asked."""
    attachment = Attachment.objects.filter(pk=job.params["file"]).first()
    if attachment is None:
        return reverse("records")
    return reverse("record-file", args=[type_of_file(attachment).slug, attachment.record_id, attachment.pk])


CHECKING = Kind(
    name=KIND,
    queue="default",
    title=gettext_lazy("Check of a file"),
    steps=STEPS,
    work=check,
    on_failure=lambda _job: None,  # the page of the file tells it of the job
    address=address,
)
