"""Charts as numbers. Bars are cells of a table and columns bare shapes: every word beside them is set as text.

Solid is verified, hatched is not yet verified, a cross is missing, a dotted line is the target. Bars begin at 0.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from reporting.evaluation.chapters import When
from reporting.evaluation.figures import Cell, Figure, Gap

STEPS = 200  # a bar's width and offset are classes in steps of half a per cent: no inline style anywhere
WIDTH, HEIGHT = 166.0, 18.0  # millimetres of a column chart
FILLED = 0.62  # of the width that a column has
HATCH = 1.1  # millimetres between two strokes


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in a cell, in STEPS: solid from 0, hatched after it, a dotted line at the target."""

    solid: int
    hatched: int = 0
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in a cell, in STEPS."""

    start: int
    width: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column in millimetres: a solid foot, a hatched head (`strokes` is a path), or a cross for what is missing."""

    x: str
    width: str
    top: str
    solid: str
    hatched_top: str
    hatched: str
    strokes: str
    cross: str


def value(cell: Cell) -> Decimal:
    """A cell for drawing: a gap has no length."""
    return Decimal(0) if isinstance(cell, Gap) else Decimal(cell)


def scale_of(cells: Iterable[Cell]) -> Decimal:
    """The largest value, at least 1: what the full width stands for."""
    return max([value(cell) for cell in cells] + [Decimal(1)])


def steps(amount: Decimal, scale: Decimal) -> int:
    """Of STEPS; something that is not 0 is at least one step, or it would be read as 0."""
    if amount <= 0:
        return 0
    return min(STEPS, max(1, round(amount * STEPS / scale)))


def bar(figure: Figure, scale: Decimal, target: Cell | None = None) -> Bar | None:
    """The bar of a figure, verified part solid; None for a gap: a gap is a word, not a length."""
    if isinstance(figure.total, Gap):
        return None
    total = steps(value(figure.total), scale)
    solid = min(total, steps(value(figure.verified), scale))
    mark = None if target is None or isinstance(target, Gap) else min(STEPS, steps(Decimal(target), scale))
    return Bar(solid, total - solid, mark)


def split(part: Cell, whole: Cell) -> Bar | None:
    """A bar of full width for the whole, solid for the part."""
    if isinstance(part, Gap) or isinstance(whole, Gap) or not whole:
        return None
    solid = steps(Decimal(part), Decimal(whole))
    return Bar(solid, STEPS - solid)


def span(when: When | None, first: date, last: date) -> Span | None:
    """Where a date or span lies between two dates, cut off at both; None for nothing."""
    if when is None:
        return None
    days = Decimal((last - first).days or 1)
    begin = min(max(Decimal((when.first - first).days), Decimal(0)), days)
    end = min(max(Decimal((when.end - first).days + 1), begin), days)
    start = min(int(begin * STEPS / days), STEPS - 2)
    return Span(start, max(2, round((end - begin) * STEPS / days)))


def columns(figures: Sequence[Figure]) -> tuple[Column, ...]:
    """One column a figure, on one scale from 0."""
    scale = float(scale_of(figure.total for figure in figures))
    pitch = WIDTH / max(1, len(figures))
    return tuple(_column(figure, index * pitch, pitch, scale) for index, figure in enumerate(figures))


def _column(figure: Figure, left: float, pitch: float, scale: float) -> Column:
    width = pitch * FILLED
    x = left + (pitch - width) / 2
    total = float(value(figure.total)) / scale * HEIGHT
    solid = min(total, float(value(figure.verified)) / scale * HEIGHT)
    hatched = total - solid
    top = HEIGHT - total
    missing = figure.total is Gap.NO_DATA
    return Column(
        x=_mm(x),
        width=_mm(width),
        top=_mm(HEIGHT - solid),
        solid=_mm(solid),
        hatched_top=_mm(top),
        hatched=_mm(hatched),
        strokes=_strokes(x, top, width, hatched),
        cross=_cross(x, width) if missing else "",
    )


def _strokes(left: float, top: float, width: float, height: float) -> str:
    """Strokes rising at 45° through a rectangle, each cut at its edges."""
    path = []
    shift = HATCH - height
    while height > 0 and shift < width:
        begin, end = max(0.0, shift), min(width, height + shift)
        bottom = top + height + shift
        path.append(f"M{_mm(left + begin)} {_mm(bottom - begin)}L{_mm(left + end)} {_mm(bottom - end)}")
        shift += HATCH
    return "".join(path)


def _cross(x: float, width: float) -> str:
    size = min(width, 2.4)
    left, right = x + (width - size) / 2, x + (width + size) / 2
    top, bottom = HEIGHT - size, HEIGHT
    return f"M{_mm(left)} {_mm(top)}L{_mm(right)} {_mm(bottom)}M{_mm(right)} {_mm(top)}L{_mm(left)} {_mm(bottom)}"


def _mm(length: float) -> str:
    return f"{length:.2f}"


@cache
def step_css() -> str:
    """The classes of the steps: .w100 is half the width, .l100 begins in the middle."""
    rules = (f".w{step}{{width:{step / 2}%}}.l{step}{{left:{step / 2}%}}" for step in range(STEPS + 1))
    return "".join(rules)
