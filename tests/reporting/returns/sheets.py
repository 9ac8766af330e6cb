"""Sheets of a week as people fill them in: downloaded, changed with a spreadsheet program, uploaded."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from reporting.returns.models import NationalReturn
from reporting.returns.offline.layout import COLUMNS

Change = Callable[[Any], None]


def address(given: NationalReturn) -> str:
    return f"/returns/{given.pk}/sheet/"


def download(client: Client, given: NationalReturn) -> bytes:
    answer = client.get(address(given) + "?format=xlsx")
    assert answer.status_code == 200
    return bytes(answer.content)


def book(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def saved(found: Workbook) -> bytes:
    kept = BytesIO()
    found.save(kept)
    return kept.getvalue()


def row_of(sheet: Any, code: str) -> int:
    return next(number for number in range(1, sheet.max_row + 1) if sheet.cell(number, 1).value == code)


def write(sheet: Any, code: str, **cells: Any) -> None:
    """Write into a figure's row, by the names of the columns."""
    for name, value in cells.items():
        sheet.cell(row_of(sheet, code), COLUMNS.index(name) + 1).value = value


def changed(content: bytes, change: Change) -> bytes:
    """The same workbook after somebody changed its first sheet."""
    found = book(content)
    change(found.worksheets[0])
    return saved(found)


def filled(content: bytes, **lines: dict[str, Any]) -> bytes:
    """Every figure answered with 0, and those that are named as they are given."""

    def fill(sheet: Any) -> None:
        for number in range(5, sheet.max_row + 1):
            code = sheet.cell(number, 1).value
            if code:
                write(sheet, code, reported=0, no_data=None)
        for code, cells in lines.items():
            write(sheet, code, **cells)

    return changed(content, fill)


def upload(client: Client, given: NationalReturn, content: bytes, name: str = "return.xlsx") -> Any:
    return client.post(address(given), {"file": SimpleUploadedFile(name, content)})
