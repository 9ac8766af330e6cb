"""Six countries in their places, and what is between them as lines as thick as it is much. Shapes SVG, words HTML."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 540, 430
SPOTS = {"CN": (270, 40), "VN": (470, 180), "KH": (390, 370), "TH": (150, 370), "MM": (70, 180), "LA": (270, 240)}
"""Roughly as they lie: China in the north, Lao PDR between all others."""

THINNEST, THICKEST = 1.5, 11.0
BEND = 34
"""How far a line stands off the straight one: both directions are seen apart, and none runs through a third country."""

ROOM = 30
"""What is left free around the letters of a country."""


@dataclass(frozen=True)
class Between:
    """What is between two countries. `is_open`: nothing of it is done yet; it is drawn dashed."""

    first: str
    second: str
    value: int
    words: str
    is_open: bool = False


@dataclass(frozen=True)
class Line:
    """A curve (an SVG path), how thick, and where its words stand; `tip` is the arrowhead, '' without direction."""

    path: str
    width: float
    words: str
    x: int
    y: int
    is_open: bool
    tip: str = ""


def draw(between: Iterable[Between], beside: Mapping[str, str], *, directed: bool) -> dict[str, Any]:
    """`beside`: words beside the letters of a country. Countries that have no place here are left to the table."""
    known = [one for one in between if one.first in SPOTS and one.second in SPOTS]
    most = max((one.value for one in known), default=1)
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "lines": [_line(one, most, directed) for one in known],
        "spots": [{"code": code, "x": x, "y": y, "words": beside.get(code, "")} for code, (x, y) in SPOTS.items()],
    }


def _line(one: Between, most: int, directed: bool) -> Line:
    (x1, y1), (x2, y2) = SPOTS[one.first], SPOTS[one.second]
    length = math.hypot(x2 - x1, y2 - y1)
    along_x, along_y = (x2 - x1) / length, (y2 - y1) / length
    start = (x1 + along_x * ROOM, y1 + along_y * ROOM)
    end = (x2 - along_x * ROOM, y2 - along_y * ROOM)
    middle = ((x1 + x2) / 2 + along_y * BEND, (y1 + y2) / 2 - along_x * BEND)
    width = THINNEST + (THICKEST - THINNEST) * one.value / most
    at = (0.25 * start[0] + 0.5 * middle[0] + 0.25 * end[0], 0.25 * start[1] + 0.5 * middle[1] + 0.25 * end[1])
    return Line(
        path=f"M{start[0]:.0f} {start[1]:.0f}Q{middle[0]:.0f} {middle[1]:.0f} {end[0]:.0f} {end[1]:.0f}",
        width=round(width, 1),
        words=one.words,
        x=round(at[0]),
        y=round(at[1]),
        is_open=one.is_open,
        tip=_tip(middle, end, width) if directed else "",
    )


def _tip(before: tuple[float, float], end: tuple[float, float], width: float) -> str:
    """An arrowhead at the end of a curve, wider than its line."""
    length = math.hypot(end[0] - before[0], end[1] - before[1])
    ahead_x, ahead_y = (end[0] - before[0]) / length, (end[1] - before[1]) / length
    half, reach = width / 2 + 4, width / 2 + 9
    left = (end[0] - ahead_y * half, end[1] + ahead_x * half)
    right = (end[0] + ahead_y * half, end[1] - ahead_x * half)
    point = (end[0] + ahead_x * reach, end[1] + ahead_y * reach)
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in (left, point, right))
