"""What spreadsheets share: the columns of a type as imports read them, and the rows of a file (cases/columns.py)."""

from collections.abc import Iterator, Sequence
from typing import Any

from operation.cases.cells import Cell, neutral
from operation.cases.columns import Column, columns_of
from operation.cases.exporting.content import Content
from operation.cases.exporting.policies import names_in_file, withheld_in_file

Row = list[Cell]


def columns_for(content: Content) -> tuple[Column, ...]:
    """As many names as the record with the most of them has."""
    return columns_of(content.record_type, names=content.names_at_most)


def rows_of(content: Content, columns: Sequence[Column]) -> Iterator[Row]:
    """One row for each record; what is withheld is an empty cell, which changes nothing when it comes back."""
    for record in content.records:
        withheld = withheld_in_file(content.principal, content.record_type, record)
        told = {name.pk for name in names_in_file(record, withheld)}
        names = list(record.names.all()) if told else []
        yield [
            _cell(column, record, [name if name.pk in told else None for name in names], withheld) for column in columns
        ]


def _cell(column: Column, record: Any, names: Sequence[Any], withheld: frozenset[str]) -> Cell:
    """A name keeps its place, whether or not the one before it is told: imports know names by their places."""
    if column.number:
        name = names[column.number - 1] if column.number <= len(names) else None
        value = column.kind.write(getattr(name, column.part)) if name is not None else None
    else:
        value = None if column.name in withheld else column.cell(record)
    return neutral(value) if isinstance(value, str) else value
