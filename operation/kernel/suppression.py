"""Small cells: which counts of a table are withheld so that none under 10 can be known (domain.md §7).

A table is printed with the totals of its rows and columns, so whoever sees all but one cell of a row computes it. Cells
from 1 to 9 are withheld, and with them as many others as are needed: afterwards every withheld cell, totals included,
can still be one more or one less without anything that is printed changing. Withheld cells are printed alike, whether
small or a complement: which is which would narrow them down. A 0 is printed: it is about nobody.

The argument: rows and columns are nodes, withheld cells are edges between them. A cell may change by one when a closed
walk through withheld cells takes up the change, in alternate directions; it exists for each withheld cell at the end.
"""

import heapq
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

SMALLEST = 10
Place = tuple[int, int]
Counts = Sequence[Sequence[int | None]]
ROW, COLUMN = 0, 1
Node = tuple[int, int]  # ROW or COLUMN, and its index
CELL, MARGIN, CORNER = 1, 25, 1000  # what it costs to withhold one: totals say most


def is_small(count: int | None) -> bool:
    return count is not None and 0 < count < SMALLEST


def withheld(counts: Counts, also: Collection[Place] = (), *, columns_told: bool = False) -> frozenset[Place]:
    """The places to withhold. `counts` has one number for each row and column, 0 or more; None where nothing is known.

    Its totals are places too: row `len(counts)` holds those of the columns, the column behind the last one those of the
    rows. `also` are places to withhold for other reasons.
    `columns_told`: the totals of the columns are printed elsewhere, so they are never withheld. A 0 is withheld too,
    where it is in `also` or nothing else covers a cell: a withheld cell may then be 0. It takes two rows or more, and a
    total of each column that is not 0.
    """
    table = _Table(_with_totals(counts), columns_told)
    table.hidden.update(place for place in table.places() if is_small(table.at(place)) and table.hideable(place))
    table.hidden.update(place for place in also if table.hideable(place))
    while open_place := next((place for place in sorted(table.hidden) if not table.is_safe(place)), None):
        table.hidden.update(table.cheapest_cover(open_place))
    return frozenset(table.hidden)


def withheld_parts(
    parts: Sequence[int | None], also_total: bool = False, also: Collection[int] = ()
) -> tuple[frozenset[int], bool]:
    """The same for one row of parts and their total: which parts to withhold, and whether the total.

    `also` are parts to withhold for other reasons.
    """
    given = [*also, *([len(parts)] if also_total else ())]
    hidden = withheld([parts], [(line, at) for at in given for line in (0, 1)])
    places = frozenset(column for _row, column in hidden if column < len(parts))
    return places, (0, len(parts)) in hidden or (1, len(parts)) in hidden


def _with_totals(counts: Counts) -> list[list[int]]:
    table = [[count or 0 for count in row] for row in counts]
    for row in table:
        row.append(sum(row))
    table.append([sum(column) for column in zip(*table, strict=True)])
    return table


@dataclass
class _Table:
    cells: list[list[int]]
    columns_told: bool = False
    hidden: set[Place] = field(default_factory=set)

    def at(self, place: Place) -> int:
        return self.cells[place[0]][place[1]]

    def places(self) -> Iterator[Place]:
        return ((row, column) for row, line in enumerate(self.cells) for column in range(len(line)))

    def hideable(self, place: Place) -> bool:
        return not self._is_margin(place)[0] if self.columns_told else self.at(place) > 0

    def is_safe(self, place: Place) -> bool:
        """Whether it may be one more or one less, given all that is printed and what a withheld cell may be."""
        return any(self._closes(place, change, self.hidden) is not None for change in (1, -1))

    def cheapest_cover(self, place: Place) -> set[Place]:
        """What to withhold besides, so that the place is safe. With the totals of its row and column there is a way."""
        everything = {at for at in self.places() if self.hideable(at)}
        walks = [self._closes(place, change, everything) for change in (1, -1)]
        _cost, cover = min(walk for walk in walks if walk is not None)
        return set(cover)

    def _closes(self, place: Place, change: int, usable: set[Place]) -> tuple[int, list[Place]] | None:
        """The cheapest closed walk through `usable` cells that takes up a change at `place`, or None."""
        least = 0 if self.columns_told else 1
        if self.at(place) + change < least:
            return None
        signed = change * self._sign(place)
        start, goal = (ROW, place[0]), (COLUMN, place[1])
        best: list[tuple[int, Node, list[Place]]] = [(0, start, [])]
        done: set[Node] = set()
        while best:
            cost, node, walk = heapq.heappop(best)
            if node == goal:
                return cost, walk
            if node in done:
                continue
            done.add(node)
            for step in self._steps(node, usable):
                shift = -signed if node[0] == ROW else signed
                if step != place and self.at(step) + shift * self._sign(step) >= least:
                    heapq.heappush(best, (cost + self._price(step), self._other_end(node, step), [*walk, step]))
        return None

    def _steps(self, node: Node, usable: set[Place]) -> Iterable[Place]:
        kind, index = node
        if kind == ROW:
            line = ((index, column) for column in range(len(self.cells[0])))
        else:
            line = ((row, index) for row in range(len(self.cells)))
        return (place for place in line if place in usable)

    def _other_end(self, node: Node, place: Place) -> Node:
        return (COLUMN, place[1]) if node[0] == ROW else (ROW, place[0])

    def _is_margin(self, place: Place) -> tuple[bool, bool]:
        return place[0] == len(self.cells) - 1, place[1] == len(self.cells[0]) - 1

    def _sign(self, place: Place) -> int:
        """Totals stand on the other side of their sum; the total of totals on the same side again."""
        below, beside = self._is_margin(place)
        return -1 if below != beside else 1

    def _price(self, place: Place) -> int:
        """Nothing for what is withheld already; else more for totals, for a 0, and for larger numbers."""
        if place in self.hidden:
            return 0
        below, beside = self._is_margin(place)
        rank = CORNER if below and beside else MARGIN if below or beside or not self.at(place) else CELL
        return rank * (self.cells[-1][-1] + self.at(place))
