"""What a worker does for imports: check a file row by row, and import a long one."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from operation.access.context import acting_as
from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.importing.actions import CHECK, TAKE, take_rows
from operation.cases.importing.layout import find_table
from operation.cases.importing.models import ImportFile, ImportRow, ImportState
from operation.cases.importing.reading import opened
from operation.cases.importing.refusals import Unreadable
from operation.cases.importing.storing import Verdicts, batches, columns_read, type_of_file
from operation.cases.importing.wording import reason
from operation.cases.registry import by_code
from operation.jobs.engine import Kind, Store, WorkFailed
from operation.jobs.lease import Lease, LeaseLost
from operation.jobs.models import Job
from operation.kernel.errors import Conflict, Text, require

STEPS: dict[str, Text] = {
    "open": _("Opening the file"),
    "check": _("Checking row by row"),
    "log": _("Logging the records"),
}
FILE_GONE = _("The file was put away meanwhile.")


def check(lease: Lease, principal: Principal) -> Store:
    """Judge every row of a file. Returns what marks it as checked. Raises NotAllowed; WorkFailed with the reason."""
    with acting_as(principal, channel="job"):
        file = _file(lease, principal)
        content = bytes(file.content or b"")
        ImportRow.objects.filter(file=file).delete()  # an earlier holder may have got so far
    require(may(principal, type_of_file(file).permission("open")), verb="import")
    lease.step("open")
    try:
        verdicts = judge_file(file, principal, content, lambda done, total: lease.step("check", done=done, total=total))
    except Unreadable as refused:
        raise WorkFailed(reason(refused)) from refused
    return _storing(lease, file, verdicts)


def judge_file(file: ImportFile, principal: Principal, content: bytes, tell: Callable[[int, int], None]) -> Verdicts:
    """Open a file, judge its rows and keep the verdicts. Raises Unreadable: then whoever calls keeps none of them."""
    with opened(content) as sheets:
        layout, sheet = find_table(type_of_file(file), sheets)
        file.columns = [column.name for column in layout.columns.values()]
        file.left_out = list(layout.left_out)
        verdicts, done = Verdicts(file, principal, columns_read(file)), 0
        for batch in batches(sheet.rows):
            with acting_as(principal, channel="job"):
                verdicts.keep(batch)
            done += len(batch)
            tell(done, max(sheet.size, done))
    if not done:
        raise Unreadable("empty")
    return verdicts


def _file(lease: Lease, principal: Principal) -> ImportFile:
    mine = ImportFile.objects.visible_to(principal).select_related("operation")
    file = mine.filter(pk=lease.job.params["file"]).first()
    if file is None:
        raise WorkFailed(str(FILE_GONE))
    return file


def _storing(lease: Lease, file: ImportFile, verdicts: Verdicts) -> Store:
    def store() -> None:
        """Runs in the transaction that marks the job done."""
        mine = ImportFile.objects.filter(pk=file.pk, job=lease.job, state=ImportState.CHECKING)
        told = {"columns": file.columns, "left_out": file.left_out, "counts": dict(verdicts.counts)}
        told |= verdicts.handling
        if not mine.update(state=ImportState.CHECKED, content=None, **told):
            raise LeaseLost(str(lease.job.pk))
        trail.record("checked", file, counts=told["counts"])

    return store


def log(lease: Lease, principal: Principal) -> Store:
    """Import a long file; all of it in the transaction that marks the job done."""
    with acting_as(principal, channel="job"):
        file = _file(lease, principal)
    lease.step("log", done=1, total=2)

    def store() -> None:
        try:
            take_rows(principal=principal, file=file)
        except Conflict as changed:
            raise WorkFailed(str(changed)) from changed

    return store


def not_checked(job: Job) -> None:
    """Say at the file that and why it was not checked; what it held is gone."""
    mine = ImportFile.objects.filter(job=job, state=ImportState.CHECKING)
    ImportRow.objects.filter(file__in=mine.values("pk")).delete()
    mine.update(state=ImportState.REFUSED, content=None, reason=job.reason or str(STOPPED))


def not_logged(job: Job) -> None:
    """Nothing of it was imported."""
    mine = ImportFile.objects.filter(job=job, state=ImportState.CHECKED)
    ImportRow.objects.filter(file__in=mine.values("pk")).delete()
    mine.update(state=ImportState.REFUSED, reason=job.reason or str(STOPPED))


STOPPED = _("It was stopped.")


def address(job: Job) -> str:
    """The page of the import, or the list of types when its file is gone."""
    file = ImportFile.objects.filter(pk=job.params["file"]).first()
    found = by_code(file.record_type) if file else None
    return reverse("record-import-file", args=[found.slug, job.params["file"]]) if found else reverse("records")


KINDS = (
    Kind(CHECK, "default", _("Check of an import"), STEPS, check, not_checked, address),
    Kind(TAKE, "default", _("Import"), STEPS, log, not_logged, address),
)
