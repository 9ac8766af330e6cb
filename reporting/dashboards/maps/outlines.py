"""Outlines of the operator's own choice: one GeoJSON file (`MAP_OUTLINES`). Seagull brings none (decision 52)."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from reporting.dashboards.maps.places import Position
from reporting.dashboards.maps.projecting import dot_of

MOST_BYTES = 60_000
"""Of drawn paths: the page stays below 150 kB. Take a generalised file."""
WRONG = "MAP_OUTLINES: «{}» {}. Give a GeoJSON file of lines or polygons in degrees, or leave the setting empty."


def outlines() -> str:
    """The outlines as one SVG path; '' where no file is configured. Raises ImproperlyConfigured."""
    return _path(settings.MAP_OUTLINES) if settings.MAP_OUTLINES else ""


@cache
def _path(file: str) -> str:
    try:
        found = json.loads(Path(file).read_text(encoding="utf-8"))
        path = "".join(_drawn(line) for line in _lines(found))
    except OSError as wrong:
        raise ImproperlyConfigured(WRONG.format(file, f"cannot be read: {wrong.strerror}")) from wrong
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise ImproperlyConfigured(WRONG.format(file, "is no such file")) from wrong
    if len(path) > MOST_BYTES:
        raise ImproperlyConfigured(WRONG.format(file, f"draws {len(path)} bytes, more than {MOST_BYTES}"))
    return path


def _lines(found: dict[str, Any]) -> Iterator[list[list[float]]]:
    """Every line and ring of a GeoJSON object (RFC 7946)."""
    kind = found["type"]
    if kind == "FeatureCollection":
        for feature in found["features"]:
            yield from _lines(feature)
    elif kind == "Feature":
        yield from _lines(found["geometry"])
    elif kind == "LineString":
        yield found["coordinates"]
    elif kind in ("MultiLineString", "Polygon"):
        yield from found["coordinates"]
    elif kind == "MultiPolygon":
        for polygon in found["coordinates"]:
            yield from polygon
    elif kind == "GeometryCollection":
        for geometry in found["geometries"]:
            yield from _lines(geometry)


def _drawn(line: list[list[float]]) -> str:
    dots = [dot_of(Position(float(point[1]), float(point[0]))) for point in line]
    kept = [dot for at, dot in enumerate(dots) if at == 0 or dot != dots[at - 1]]
    return "M" + "L".join(f"{dot.x} {dot.y}" for dot in kept) if len(kept) > 1 else ""
