"""Reads printed tables back as plain words."""

from collections.abc import Callable
from typing import Any

from reporting.evaluation.content import Evaluation
from reporting.evaluation.printed.grid import Chapter, Row, Table, Td


def said(cell: Td) -> str:
    """The words of a cell as a reader meets them."""
    return " ".join(word for word in (cell.text, cell.code, cell.below) if word)


def row(line: Row) -> list[str]:
    return [said(cell) for cell in line.cells]


def rows(table: Table) -> list[list[str]]:
    return [row(line) for line in (*table.rows, *table.foot)]


def named(table: Table, start: str) -> list[str]:
    """The row whose first words are these."""
    return next(line for line in rows(table) if " ".join(line).strip().startswith(start))


def heads(table: Table) -> list[str]:
    return [head.text for head in table.head]


def part(build: Callable[[Evaluation, str], Chapter], content: Evaluation, name: str) -> Any:
    """One part of a chapter."""
    return build(content, "4").parts[name]
