"""What spreadsheets share: the columns of a type as imports read them, and the rows of a file (cases/columns.py)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from operation.cases.cells import Cell, neutral
from operation.cases.columns import Column, columns_of, grouped
from operation.cases.exporting.content import Content
from operation.cases.exporting.policies import identifiers_in_file, names_in_file, withheld_in_file

Row = list[Cell]


def columns_for(content: Content) -> tuple[Column, ...]:
    """As many names and identifiers as the record with the most of them has."""
    return columns_of(content.record_type, content.most)


def rows_of(content: Content, columns: Sequence[Column]) -> Iterator[Row]:
    """One row for each record; what is withheld is an empty cell, which changes nothing when it comes back."""
    for record in content.records:
        withheld = withheld_in_file(content.principal, content.record_type, record)
        told = {one.pk for one in (*names_in_file(record, withheld), *identifiers_in_file(record, withheld))}
        groups = grouped(content.record_type, record) if told else {}
        yield [_cell(column, record, groups, told, withheld) for column in columns]


def _cell(
    column: Column, record: Any, groups: Mapping[str, list[Any]], told: Collection[Any], withheld: frozenset[str]
) -> Cell:
    """A name keeps its place, whether or not the one before it is told: imports know names by their places."""
    if column.group:
        rows = groups.get(column.group, [])
        row = rows[column.number - 1] if column.number <= len(rows) else None
        value = column.kind.write(getattr(row, column.part)) if row is not None and row.pk in told else None
    else:
        value = None if column.name in withheld else column.cell(record)
    return neutral(value) if isinstance(value, str) else value
