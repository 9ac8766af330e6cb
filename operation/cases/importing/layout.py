"""Where the columns of a type stand in a file: found by the headings, in whatever order and language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from operation.cases.cells import key_of
from operation.cases.columns import REFERENCE, Column, column_for
from operation.cases.importing.reading import Line, Sheet
from operation.cases.importing.refusals import Unreadable
from operation.cases.registry import RecordType

EXAMPLE = "EXAMPLE"
"""What stands in the column of references of a template's example: the row is passed over."""

LOOKED_AT = 10


@dataclass(frozen=True)
class Layout:
    """The columns that are read, by their place in a row, and the headings that mean none."""

    columns: Mapping[int, Column]
    left_out: tuple[str, ...]

    def cells(self, row: Sequence[Any]) -> list[Any]:
        """The cells that are read, in the order of the columns; of a shorter row what it has."""
        return [row[place] if place < len(row) else None for place in self.columns]


def find_table(record_type: RecordType, sheets: Iterator[Sheet]) -> tuple[Layout, Sheet]:
    """The first sheet with a row of headings, and its rows below them. Raises Unreadable when there is none."""
    for sheet in sheets:
        for looked_at, (_number, cells) in enumerate(sheet.rows, 1):
            layout = layout_of(record_type, cells)
            if layout:
                return layout, Sheet(sheet.name, sheet.size, _below(record_type, layout, sheet.rows))
            if looked_at == LOOKED_AT:
                break
    raise Unreadable("no_heading")


def layout_of(record_type: RecordType, headings: Sequence[Any]) -> Layout | None:
    """The layout that a row of headings gives, if at least half of them mean a column. Raises Unreadable for twins."""
    texts = {place: str(cell).strip() for place, cell in enumerate(headings) if cell not in (None, "")}
    found = {place: column for place, text in texts.items() if (column := column_for(record_type, text))}
    if not found or len(found) * 2 < len(texts):
        return None
    for place, column in found.items():
        if list(found.values()).index(column) != list(found).index(place):
            raise Unreadable("twice", texts[place])
    left_out = tuple(text for place, text in texts.items() if place not in found)
    return Layout({place: column for place, column in found.items() if not column.told}, left_out)


def _below(record_type: RecordType, layout: Layout, rows: Iterator[Line]) -> Iterator[Line]:
    """Rows with content; a second row of headings and the example are none."""
    places = list(layout.columns.items())
    reference = next((place for place, column in places if column.name == REFERENCE), None)
    for position, (number, row) in enumerate(rows):
        cells = layout.cells(row)
        if not any(cell is not None for cell in cells):
            continue
        if position == 0 and _says_headings(record_type, places, row):
            continue
        if reference is not None and key_of(str(row[reference] if reference < len(row) else "")) == key_of(EXAMPLE):
            continue
        yield [number, cells]


def _says_headings(record_type: RecordType, places: Sequence[tuple[int, Column]], row: Sequence[Any]) -> bool:
    """Whether every cell is the heading of its own column again, as in a template whose first row is hidden."""
    said = [(column, str(row[place])) for place, column in places if place < len(row) and row[place] is not None]
    return all(column_for(record_type, text) is column for column, text in said)
