"""Where the nodes of a network stand: the record in the middle, its links to both sides, step by step outward.

Shapes are SVG, words are HTML in places of their own; everything is a number of pixels at the usual size of letters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from operation.cases.links.network import Network, Node

COLUMN, ROW = 236, 132
WIDE, SHAPE = 180, 20
"""A node's place for words, and half of its shape."""


@dataclass(frozen=True)
class Spot:
    """A node with the middle of its shape; `left` and `top` are the corner of its words."""

    node: Node
    x: int
    y: int

    @property
    def left(self) -> int:
        return self.x - WIDE // 2

    @property
    def top(self) -> int:
        return self.y - SHAPE


@dataclass(frozen=True)
class Line:
    """A tie as a curve (an SVG path), drawn as sure as it is."""

    path: str
    confidence: str


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    spots: list[Spot]
    lines: list[Line]


def draw(network: Network) -> Drawing:
    """Places for all nodes of a network."""
    children = _children(network.nodes)
    middle = network.nodes[0]
    right, left = _sides(children, middle)
    rows: dict[UUID, float] = {}
    heights = [_place(children, side, rows) for side in (right, left)]
    height = max(*heights, 1)
    for side, used in zip((right, left), heights, strict=True):
        _shift(children, side, rows, (height - used) / 2)
    rows[middle.key] = (height - 1) / 2
    return _drawn(network, rows, _columns(children, right, left), height)


def _drawn(network: Network, rows: Mapping[UUID, float], columns: Mapping[UUID, int], height: float) -> Drawing:
    first = min(columns.values(), default=0)
    width = (max(columns.values(), default=0) - first + 1) * COLUMN
    spots = {
        node.key: Spot(
            node,
            int((columns[node.key] - first) * COLUMN + COLUMN / 2),
            int(rows[node.key] * ROW + SHAPE + 8),
        )
        for node in network.nodes
    }
    ties = [*network.beside, *(node.via for node in network.nodes if node.via)]
    lines = [Line(_path(spots[tie.subject], spots[tie.object]), tie.confidence) for tie in ties]
    return Drawing(width, int(height * ROW), list(spots.values()), lines)


def _children(nodes: Sequence[Node]) -> dict[UUID, list[Node]]:
    found: dict[UUID, list[Node]] = {node.key: [] for node in nodes}
    for node in nodes:
        if node.parent:
            found[node.parent].append(node)
    return found


def _sides(children: Mapping[UUID, list[Node]], middle: Node) -> tuple[list[Node], list[Node]]:
    """What stands right and left of the middle: in order, cut where both take as many rows."""
    around = children[middle.key]
    sizes = [_leaves(children, node) for node in around]
    taken = 0
    for at, size in enumerate(sizes):
        if 2 * taken >= sum(sizes):
            return around[:at], around[at:]
        taken += size
    return around, []


def _leaves(children: Mapping[UUID, list[Node]], node: Node) -> int:
    return sum(_leaves(children, child) for child in children[node.key]) or 1


def _place(children: Mapping[UUID, list[Node]], side: Sequence[Node], rows: dict[UUID, float], begin: int = 0) -> int:
    """A row for each node without children, and the middle of theirs for one that has some; returns the next row."""
    for node in side:
        if inner := children[node.key]:
            begin = _place(children, inner, rows, begin)
            rows[node.key] = (rows[inner[0].key] + rows[inner[-1].key]) / 2
        else:
            rows[node.key] = begin
            begin += 1
    return begin


def _shift(children: Mapping[UUID, list[Node]], side: Sequence[Node], rows: dict[UUID, float], by: float) -> None:
    for node in side:
        rows[node.key] += by
        _shift(children, children[node.key], rows, by)


def _columns(children: Mapping[UUID, list[Node]], right: Sequence[Node], left: Sequence[Node]) -> dict[UUID, int]:
    """Steps to the right are positive, to the left negative."""
    found: dict[UUID, int] = {}
    for side, sign in ((right, 1), (left, -1)):
        level = list(side)
        while level:
            found |= {node.key: sign * node.step for node in level}
            level = [child for node in level for child in children[node.key]]
    middle = next(key for key in children if key not in found)
    return found | {middle: 0}


def _path(one: Spot, other: Spot) -> str:
    """Straight out of the shapes, bent between the columns, where no words stand."""
    start, end = sorted((one, other), key=lambda spot: (spot.x, spot.y))
    if start.x == end.x:
        bend = start.x + COLUMN // 2
        return f"M{start.x + SHAPE} {start.y}C{bend} {start.y} {bend} {end.y} {end.x + SHAPE} {end.y}"
    out, back = start.x + WIDE // 2, end.x - WIDE // 2
    middle = (out + back) // 2
    return f"M{start.x + SHAPE} {start.y}H{out}C{middle} {start.y} {middle} {end.y} {back} {end.y}H{end.x - SHAPE}"
