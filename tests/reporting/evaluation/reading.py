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


def beside_the_figures(content: Evaluation) -> set[str]:
    """Numbers in tables that are no figures: of returns, and of the known members of syndicates."""
    returns = [(one.due, one.arrived, one.verified, one.late, one.corrected) for one in content.quality.returns]
    counts = [*returns, tuple(sum(column) for column in zip(*returns, strict=True))]
    missing = [due - arrived for due, arrived, *_others in counts]
    sizes = [one.size for national in content.nationals for one in national.syndicates]
    return {str(number) for number in (*(count for row in counts for count in row), *missing, *sizes)}
