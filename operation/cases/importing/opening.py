"""Opens one spreadsheet, in a process of its own: `python -m operation.cases.importing.opening`.

Reads the file from standard input and writes lines of JSON to standard output: {"sheet": name, "rows": about how many}
before the rows of each sheet, then [number, cells] for each row that is not empty, with {"date": "2024-11-09"} for a
workbook's own dates, and at last {"end": rows} or {"refused": why, "value": …, "row": …}. It knows neither Django nor
the database, gets no secrets in its environment, writes no file, and dies with the process that started it. Nothing in
a file is ever computed: of a formula the workbook holds its last result, and that is what is read.
"""

import argparse
import json
import resource
import signal
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from operation.cases.importing import limits
from operation.cases.importing.opening_text import separated
from operation.cases.importing.opening_zip import inspect
from operation.cases.importing.refusals import Unreadable
from operation.config.processes import die_with_parent

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
Row = tuple[int, list[Any]]


def hold(memory_mb: int, cpu_seconds: int) -> None:
    """Limit this process alone. No core and no other file is written either."""
    memory = memory_mb * limits.MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def sheets(content: bytes) -> Iterator[tuple[str, int, Iterator[Row]]]:
    """Each sheet with its rows; text is one sheet. Raises Unreadable."""
    if content.startswith(ZIP):
        inspect(content)
        yield from workbook(content)
    elif content.startswith(OLE):
        raise Unreadable("old_workbook")
    else:
        yield "", content.count(b"\n"), separated(content)


def workbook(content: bytes) -> Iterator[tuple[str, int, Iterator[Row]]]:
    try:
        book = CalamineWorkbook.from_object(BytesIO(content))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            yield name, sheet.height, cells_of(sheet)
    except PasswordError as locked:
        raise Unreadable("password") from locked
    except CalamineError as broken:
        raise Unreadable("broken") from broken


def cells_of(sheet: Any) -> Iterator[Row]:
    if sheet.width > limits.COLUMNS:
        raise Unreadable("columns", str(sheet.width))
    for number, row in enumerate(sheet.iter_rows(), 1):
        yield number, [plain(cell) for cell in row]


def plain(cell: Any) -> Any:
    """A cell as JSON can say it; nothing for an empty one."""
    if isinstance(cell, datetime):
        return {"date": cell.date().isoformat()}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    if isinstance(cell, time | timedelta):
        return str(cell)
    return None if cell == "" else cell


def checked(rows: Iterator[Row]) -> Iterator[Row]:
    """Rows that hold something, within the limits. Raises Unreadable with row and reason."""
    told = 0
    for number, cells in rows:
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if not cells:
            continue
        told += 1
        if told > limits.ROWS + 2:
            raise Unreadable("rows", str(limits.ROWS))
        if len(cells) > limits.COLUMNS:
            raise Unreadable("columns", str(len(cells)), number)
        check_text(number, cells)
        yield number, cells


def check_text(number: int, cells: list[Any]) -> None:
    for cell in cells:
        if isinstance(cell, str):
            if len(cell) > limits.CELL_CHARACTERS:
                raise Unreadable("cell", cell[:40], number)
            if "\x00" in cell:
                raise Unreadable("nul", cell.replace("\x00", "␀")[:40], number)


def serve(content: bytes) -> Iterator[Any]:
    """What is told of a file, line by line; how it went stands last."""
    told = 0
    try:
        for name, size, rows in sheets(content):
            yield {"sheet": name, "rows": size}
            for row in checked(rows):
                told += 1
                yield row
    except Unreadable as refused:
        yield {"refused": refused.why, "value": refused.value, "row": refused.row}
    except MemoryError:
        yield {"refused": "memory", "value": "", "row": 0}
    else:
        yield {"end": told}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--parent", type=int, required=True)
    die_with_parent(parser.parse_args().parent, signal.SIGKILL)
    hold(limits.MEMORY_MB, limits.CPU_SECONDS)
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    for line in serve(sys.stdin.buffer.read()):
        sys.stdout.write(encode(line) + "\n")


if __name__ == "__main__":
    main()
