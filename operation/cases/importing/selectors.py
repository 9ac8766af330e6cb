"""Reads of imports: a person's own files, and the rows of one of them."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from operation.access.principal import Principal
from operation.access.scope import PAGE_SIZE
from operation.audit import trail
from operation.cases.importing.models import ImportedRow, ImportFile, ImportRow, ImportState
from operation.cases.registry import RecordType

EARLIER = 10


def open_file(principal: Principal, record_type: RecordType, key: UUID) -> ImportFile:
    """One's own import, its reading in the trail; anybody else's does not exist: Http404."""
    mine = ImportFile.objects.visible_to(principal).defer("content").select_related("operation", "job__requested_by")
    file = mine.filter(pk=key, record_type=record_type.code).first()
    if file is None:
        trail.record("denied", trail.Target(ImportFile._meta.label, key), attempted="read")
        raise Http404
    trail.record("read", file)
    return file


def earlier_files(principal: Principal, record_type: RecordType) -> list[ImportFile]:
    """One's last imports of a type, newest first."""
    mine = ImportFile.objects.visible_to(principal).filter(record_type=record_type.code)
    return list(mine.defer("content").order_by("-created_at")[:EARLIER])


def page_of_rows(file: ImportFile, verdict: str, after: int | None) -> tuple[list[ImportRow], int | None]:
    """One page of the rows with a verdict ("": all), in the order of the file, and where the next one begins."""
    rows: QuerySet[ImportRow] = ImportRow.objects.filter(file=file, number__gt=after or 0)
    if verdict:
        rows = rows.filter(verdict=verdict)
    found = list(rows.order_by("number")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return shown, shown[-1].number if len(found) > PAGE_SIZE else None


def taken_rows(file: ImportFile) -> QuerySet[ImportedRow]:
    """What became of the rows of an import; nothing of one that was not taken."""
    return ImportedRow.objects.filter(file=file).order_by("number")


def can_be_undone(file: ImportFile) -> bool:
    return file.state == ImportState.TAKEN
