"""From degrees to places on the drawing: Mercator over the six countries' part of the world, in pixels."""

import math
from dataclasses import dataclass

from reporting.dashboards.maps.places import Position

WEST, EAST, SOUTH, NORTH = 92.0, 110.0, 5.5, 28.5
WIDTH = 560
STEP = 5
"""Degrees between the lines of the grid."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the drawing, in pixels from its upper left corner."""

    x: int
    y: int


def _stretched(north: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(north))))


SCALE = WIDTH / (EAST - WEST)
TOP = _stretched(NORTH)
HEIGHT = round((TOP - _stretched(SOUTH)) * SCALE)


def dot_of(at: Position) -> Dot:
    """Where a position is drawn; what lies outside the drawing stands at its edge."""
    east, north = min(max(at.east, WEST), EAST), min(max(at.north, SOUTH), NORTH)
    return Dot(round((east - WEST) * SCALE), round((TOP - _stretched(north)) * SCALE))


def is_inside(at: Position) -> bool:
    return WEST <= at.east <= EAST and SOUTH <= at.north <= NORTH


def grid() -> list[dict[str, object]]:
    """Lines of latitude and longitude with their degrees."""
    across: list[dict[str, object]] = [
        {"x1": 0, "x2": WIDTH, "y1": dot.y, "y2": dot.y, "label": f"{north}° N", "x": 2, "y": dot.y}
        for north in range(STEP * 2, int(NORTH) + 1, STEP)
        if (dot := dot_of(Position(north, WEST)))
    ]
    down: list[dict[str, object]] = [
        {"x1": dot.x, "x2": dot.x, "y1": 0, "y2": HEIGHT, "label": f"{east}° E", "x": dot.x + 2, "y": HEIGHT - 18}
        for east in range(95, int(EAST) + 1, STEP)
        if (dot := dot_of(Position(SOUTH, east)))
    ]
    return [*across, *down]
