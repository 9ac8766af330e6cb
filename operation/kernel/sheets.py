"""Tables as CSV files: UTF-8 with its mark, and no cell that a spreadsheet could take for a formula (trust.md 13)."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO

from django.http import HttpResponse, StreamingHttpResponse

Value = str | int | Decimal | None

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ESCAPE = "'"


def sheet(name: str, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> HttpResponse:
    """A file to download. Unknown (None) is an empty cell, which is not 0; numbers stay plain numbers."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([safe(cell) for cell in head])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def streamed_sheet(name: str, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> StreamingHttpResponse:
    """The same of any length: each row is written while it leaves, in bounded memory."""
    response = StreamingHttpResponse(_lines(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    yield "\ufeff"
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([safe(cell) for cell in head])
    for row in rows:
        yield text.getvalue()
        text.seek(0)
        text.truncate()
        writer.writerow([safe(cell) for cell in row])
    yield text.getvalue()


def safe(value: Value) -> str:
    """A cell as it is written. Text that begins like a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    return f"{ESCAPE}{value}" if value.startswith(FORMULA) else value
