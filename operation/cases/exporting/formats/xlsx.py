"""A workbook: the first sheet says what the file is and how it may be handled, the second holds the records."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from operation.cases.cells import Cell, neutral
from operation.cases.columns import heading
from operation.cases.exporting.content import About, Content
from operation.cases.exporting.formats.base import Format, register
from operation.cases.exporting.formats.tables import columns_for, rows_of

DIGITS = 15
"""More than a workbook's numbers keep: such a figure is written as text, which imports read exactly."""

WIDTH = 22
WIDE = 90
DAY_FORMAT = "yyyy-mm-dd"


def write(content: Content, target: BinaryIO) -> None:
    """Row by row, in bounded memory."""
    book = Workbook(write_only=True)
    _about(book, content.about)
    _records(book, content)
    book.save(target)


def _about(book: Any, about: About) -> None:
    sheet = book.create_sheet(_("About"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = WIDTH, WIDE
    for label, value in _lines(about):
        sheet.append([bold(sheet, label), neutral(clean(value))])


def _lines(about: About) -> Iterator[tuple[str, str]]:
    yield about.title, f"{about.tlp} · {about.handling_code} {about.handling_words}"
    yield from ((_("Handling (H3)"), text) for text in about.handling_texts)
    yield _("Used for"), about.use
    yield _("Reason"), about.reason
    yield _("Records"), str(about.count)
    yield from ((_("Filter"), text) for text in about.filters)
    yield from ((_("Note"), text) for text in about.notes)
    yield _("Made by"), about.made_by
    yield _("Made at"), about.made_at.isoformat(sep=" ", timespec="minutes")


def _records(book: Any, content: Content) -> None:
    columns = columns_for(content)
    sheet = book.create_sheet(_("Records"))
    sheet.freeze_panes = "B2"
    for number in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([bold(sheet, heading(content.record_type, column)) for column in columns])
    for row in rows_of(content, columns):
        sheet.append([_cell(sheet, cell) for cell in row])


def _cell(sheet: Any, value: Cell) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Decimal):
        return value if len(value.as_tuple().digits) <= DIGITS else format(value, "f")
    if not isinstance(value, date):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = DAY_FORMAT
    return cell


def bold(sheet: Any, text: str) -> Any:
    """A cell of a head; made neutral."""
    cell = WriteOnlyCell(sheet, neutral(clean(text)))
    cell.font = Font(bold=True)
    return cell


def clean(text: str) -> str:
    """Without the control characters that no workbook can hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))


XLSX = register(
    Format(
        "xlsx",
        "XLSX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        write,
        note=gettext_lazy("Excel and LibreOffice; it can be imported again."),
    )
)
