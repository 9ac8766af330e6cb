"""What the worker does for a long file: survey again, read chunk by chunk, keep the file exactly once."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.exporting.actions import KIND, check, tell
from operation.cases.exporting.content import Content
from operation.cases.exporting.formats import by_identifier
from operation.cases.exporting.models import Export, ExportFile, Use
from operation.cases.exporting.selectors import (
    CHUNK,
    Survey,
    chunk_of,
    filters_from,
    keys_of,
    most_rows,
    survey,
    type_of_export,
)
from operation.cases.exporting.writing import Order, Written, about, write_file
from operation.cases.filters import RecordFilters
from operation.cases.registry import RecordType
from operation.jobs.engine import Kind, Store, WorkFailed
from operation.jobs.lease import Lease
from operation.jobs.models import Job
from operation.kernel.errors import Text

KEPT = timedelta(days=7)
STEPS: dict[str, Text] = {"collect": _("Choosing the records"), "write": _("Writing the file")}


def make(lease: Lease, principal: Principal) -> Store:
    """Make the file of a job; rights are asked again, now. Returns what stores it.

    Raises NotAllowed; WorkFailed where what was confirmed is not what is there any more; LeaseLost.
    """
    lease.step("collect")
    with acting_as(principal, channel="job"):
        export = Export.objects.get(pk=lease.job.params["export"])
        record_type = type_of_export(export)
        filters = filters_from(principal, record_type, export.query)
        order = Order(by_identifier(export.format), Use(export.use), export.reason, confirmed=True)
        found = survey(principal, record_type, filters)
        _check(order, found)
        keys = keys_of(principal, record_type, filters)
        said, most = about(principal, record_type, filters, order, found), most_rows(principal, record_type, keys)
    records = _read(lease, principal, record_type, keys, linked=order.format.linked)
    written = write_file(order, Content(record_type, principal, said, records, most))
    return _storing(export, filters, order, found, written)


def _check(order: Order, found: Survey) -> None:
    try:
        check(order, found)
    except ValidationError as refused:
        raise WorkFailed(" ".join(refused.messages)) from refused


def _read(
    lease: Lease, principal: Principal, record_type: RecordType, keys: Sequence[UUID], *, linked: bool
) -> Iterator[Any]:
    """Each chunk in a transaction of its own, which ends when its records are written."""
    for start in range(0, len(keys), CHUNK):
        lease.step("write", done=start, total=len(keys))
        with acting_as(principal, channel="job"):
            yield from chunk_of(principal, record_type, keys[start : start + CHUNK], linked=linked)


def _storing(export: Export, filters: RecordFilters, order: Order, found: Survey, written: Written) -> Store:
    def store() -> None:
        """Runs in the transaction that marks the job done."""
        Export.objects.filter(pk=export.pk).update(
            name=written.name,
            count=len(written.keys),
            size=len(written.content),
            tlp=found.tlp,
            handling_code=found.code,
            sha256=written.sha256,
            held=written.held,
            expires_at=timezone.now() + KEPT,
        )
        ExportFile.objects.create(export=export, content=written.content)
        tell(type_of_export(export), filters, order, written)
        trail.record("made file", export, sha256=written.sha256, records=len(written.keys))

    return store


def address(job: Job) -> str:
    """The page of the file that the job makes."""
    return reverse("record-export-kept", args=[job.params["export"]])


def nothing_more(_job: Job) -> None:
    """The job itself says that and why there is no file."""


EXPORT = Kind(
    name=KIND,
    queue="default",
    title=_("File of records"),
    steps=STEPS,
    work=make,
    on_failure=nothing_more,
    address=address,
)
