"""Files as people make them, and the way that they go: uploaded, checked by a worker, imported."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook

from operation.access.context import acting_as
from operation.cases.importing.actions import upload
from operation.cases.importing.models import ImportFile, ImportRow
from operation.cases.registry import by_slug
from operation.jobs import engine
from operation.kernel.dates import Calendar
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation

Rows = Sequence[Sequence[Any]]


def as_csv(*rows: Sequence[Any], encoding: str = "utf-8-sig") -> bytes:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(*rows: Sequence[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def uploaded(
    by: User, slug: str, content: bytes, *, name: str = "rows.csv", calendar: str = Calendar.GREGORIAN
) -> ImportFile:
    principal, record_type = principal_of(by), by_slug(slug)
    assert record_type is not None
    with acting_as(principal, channel="test"):
        return upload(
            principal=principal,
            operation=Operation.objects.get(code="seagull"),
            record_type=record_type,
            name=name,
            content=content,
            calendar=calendar,
        )


def checked(by: User, slug: str, content: bytes, **options: Any) -> ImportFile:
    """The file after a worker has looked at it."""
    file = uploaded(by, slug, content, **options)
    assert file.job_id
    engine.run(file.job_id)
    return fresh(by, file)


def fresh(by: User, file: ImportFile) -> ImportFile:
    with acting_as(principal_of(by), channel="test"):
        return ImportFile.objects.select_related("operation", "job").get(pk=file.pk)


def rows_of(by: User, file: ImportFile) -> list[ImportRow]:
    with acting_as(principal_of(by), channel="test"):
        return list(ImportRow.objects.filter(file=file).order_by("number"))


def verdicts(by: User, file: ImportFile) -> list[str]:
    return [row.verdict for row in rows_of(by, file)]
