"""CSV: UTF-8 with its mark, lines as RFC 4180 has them. The marking stands in columns of its own, and in the name."""

import csv
from codecs import BOM_UTF8, getwriter
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from operation.cases.cells import Cell
from operation.cases.columns import heading
from operation.cases.exporting.content import Content
from operation.cases.exporting.formats.base import Format, register
from operation.cases.exporting.formats.tables import columns_for, rows_of


def write(content: Content, target: BinaryIO) -> None:
    target.write(BOM_UTF8)
    columns = columns_for(content)
    writer: Any = csv.writer(getwriter("utf-8")(target))
    writer.writerow([heading(content.record_type, column) for column in columns])
    writer.writerows([text(cell) for cell in row] for row in rows_of(content, columns))


def text(cell: Cell) -> str:
    """Unknown is empty, which is not 0; numbers and days as imports read them."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


CSV = register(Format("csv", "CSV", "text/csv; charset=utf-8", "csv", write, note=_("Plain text, for other systems.")))
