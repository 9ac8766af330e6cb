"""Geometry of the charts: plain figures in, shares of a drawing out. Every word stays HTML, every shape is SVG.

A figure is a number or None («no data», which is not 0). `verified` is drawn solid, `recorded` (not verified yet)
hatched on top of it.
"""

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template

register = template.Library()

Figure = int | float | Decimal | None
Row = Mapping[str, Any]

TICKS_AT_MOST = 5
STEPS = (1, 2, 2.5, 5, 10)


def share(part: Figure, whole: Figure) -> str:
    """A part of a whole as a percentage an SVG attribute takes («62.35%»), at most 100 %."""
    if not part or not whole:
        return "0%"
    return f"{min(100.0, 100 * float(part) / float(whole)):.2f}%"


def total(row: Row) -> Figure:
    """Verified and not yet verified together; None where neither is known."""
    known = [row[part] for part in ("verified", "recorded") if row.get(part) is not None]
    return sum(known) if known else None


def nice_scale(highest: Figure) -> tuple[float, list[float]]:
    """A scale from 0 in round steps (whole numbers) that ends at or above the highest figure: (end, ticks)."""
    if not highest or highest <= 0:
        return 1, [0, 1]
    rough = float(highest) / TICKS_AT_MOST
    power = 10 ** math.floor(math.log10(rough))
    step = max(1, next(step * power for step in STEPS if step * power >= rough))
    step = math.ceil(step) if step < TICKS_AT_MOST else step
    ticks = [step * number for number in range(math.ceil(float(highest) / step) + 1)]
    return ticks[-1], [int(tick) if tick == int(tick) else tick for tick in ticks]


def _highest(rows: Iterable[Row], *parts: str) -> float:
    figures = [float(row.get(part) or 0) for row in rows for part in parts]
    return max([*figures, *(float(total(row) or 0) for row in rows)], default=0)


def bar_of(row: Row, whole: Figure, hatch: str) -> dict[str, Any]:
    """One horizontal bar: where the solid part ends, how long the hatched one is, where the dotted line stands.

    `hatch` names the pattern of its hatching, unique on the page.
    """
    verified, recorded = row.get("verified") or 0, row.get("recorded") or 0
    line = row.get("plan") or row.get("target")
    return {
        **row,
        "total": total(row),
        "hatch": hatch,
        "solid": share(verified, whole),
        "open_from": share(verified, whole),
        "open": share(recorded, whole),
        "line": share(line, whole) if line else "",
    }


@register.inclusion_tag("components/chart_bars.html")
def chart_bars(chart: Row) -> dict[str, Any]:
    """Bars in rows on one scale, for things that share a unit. The shape of `chart` stands in the template."""
    rows = list(chart["rows"])
    whole = chart.get("scale") or _highest(rows, "target", "plan")
    return {"chart": chart, "rows": [bar_of(row, whole, f"{chart['id']}-{at}") for at, row in enumerate(rows)]}


@register.inclusion_tag("components/chart_score.html")
def chart_score(chart: Row) -> dict[str, Any]:
    """One row a line of effort, each bar against its own target. The shape of `chart` stands in the template."""
    rows = [bar_of(row, _highest([row], "target"), f"{chart['id']}-{at}") for at, row in enumerate(chart["rows"])]
    return {"chart": chart, "rows": rows, "has_targets": any(row.get("target") for row in rows)}


@register.inclusion_tag("components/chart_columns.html")
def chart_columns(chart: Row) -> dict[str, Any]:
    """Columns by week. The shape of `chart` stands in the template."""
    columns = list(chart["columns"])
    end, ticks = nice_scale(_highest(columns))
    highest = max((float(total(column) or 0) for column in columns), default=0)
    drawn = [_column(column, end, highest, f"{chart['id']}-{at}") for at, column in enumerate(columns)]
    return {"chart": chart, "ticks": ticks, "columns": drawn}


def _column(column: Row, end: float, highest: float, hatch: str) -> dict[str, Any]:
    figure = total(column)
    return {
        **column,
        "total": figure,
        "hatch": hatch,
        "height": share(figure, end),
        "open": share(column.get("recorded"), figure),
        "solid": share(column.get("verified"), figure),
        "key": bool(column.get("mark")) or (bool(figure) and float(figure or 0) == highest),
    }


@register.inclusion_tag("components/chart_grid.html")
def chart_grid(chart: Row) -> dict[str, Any]:
    """A state for every country and week. The shape of `chart` stands in the template."""
    return {"chart": chart}
