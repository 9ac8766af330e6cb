"""The map as shapes and words: crossings, records near each other as one mark with their number, countries' letters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from operation.cases.records.site import Site
from operation.cases.views import record_url
from reporting.dashboards.maps.outlines import outlines
from reporting.dashboards.maps.places import MIDDLES, crossings
from reporting.dashboards.maps.projecting import HEIGHT, WIDTH, Dot, dot_of, grid, is_inside
from reporting.dashboards.maps.selectors import TYPES, Area, Known, Point, by_crossing

LINKED = 5
LISTED = 40
AREAS_LISTED = 60
"""Records of a crossing, rows of places of their own, and rows of areas: the lists have all."""

NEAR = 26
"""Pixels: what would overlap is one mark."""


TABLE = "#map-table"
"""Where a mark of several leads: a browser opens the table that holds it."""


@dataclass(frozen=True)
class Mark:
    """One shape: `site` a house, `activity` a diamond. `words` say what it stands for, `url` opens it."""

    at: Dot
    kind: str
    count: int
    words: str
    url: str


def draw(known: Known) -> dict[str, Any]:
    """Everything that the templates of the map need."""
    inside = [point for point in known.points if is_inside(point.at)]
    own_place = [point for point in known.points if point.crossing is None]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "grid": grid(),
        "outlines": outlines(),
        "crossings": [dot_of(one.at) for one in crossings()],
        "countries": [_letters(code, known.areas) for code in MIDDLES],
        "marks": _marks(inside),
        "outside": len(known.points) - len(inside),
        "placeless": known.placeless,
        "is_whole": known.is_whole,
        "rows": _crossing_rows(known.points) + _site_rows(own_place[:LISTED]),
        "is_listed": len(own_place) <= LISTED,
        "areas": [_area_row(area) for area in known.areas[:AREAS_LISTED]],
        "more_areas": max(0, len(known.areas) - AREAS_LISTED),
        "facts_url": reverse("record-facts"),
    }


def _letters(code: str, areas: Iterable[Area]) -> dict[str, Any]:
    sites = sum(area.count for area in areas if area.country == code and area.type == TYPES[Site].code)
    words = ngettext("%(count)s site", "%(count)s sites", sites) % {"count": sites} if sites else ""
    return {"code": code, "at": dot_of(MIDDLES[code]), "words": words}


def _marks(points: Sequence[Point]) -> list[Mark]:
    """Sites and activities apart; those that would overlap together."""
    groups: dict[tuple[str, int, int], list[Point]] = {}
    for point in points:
        dot, kind = dot_of(point.at), "site" if isinstance(point.record, Site) else "activity"
        groups.setdefault((kind, dot.x // NEAR, dot.y // NEAR), []).append(point)
    return [_mark(kind, found) for (kind, _x, _y), found in sorted(groups.items())]


def _mark(kind: str, points: Sequence[Point]) -> Mark:
    first, count = points[0], len(points)
    if count == 1:
        return Mark(dot_of(first.at), kind, 1, _words(first), record_url(first.type, first.record))
    types = {one.type.slug: one.type for one in points}
    words = ", ".join(f"{sum(one.type == each for one in points)} {each.label_plural}" for each in types.values())
    return Mark(dot_of(first.at), kind, count, words, TABLE)


def _words(point: Point) -> str:
    state = point.type.state_label(point.record.status)
    return f"{point.record.reference}: {point.type.label}, {state}"


def _crossing_rows(points: Iterable[Point]) -> list[dict[str, Any]]:
    """A row for each crossing at which something that the reader sees was done."""
    return [
        {
            "name": crossing.name,
            "countries": crossing.sides,
            "count": len(found),
            "records": [_link(point) for point in found[:LINKED]],
            "more": max(0, len(found) - LINKED),
        }
        for crossing, found in by_crossing(points).items()
    ]


def _site_rows(points: Iterable[Point]) -> list[dict[str, Any]]:
    """A row for each record with a place of its own."""
    return [
        {
            "name": f"{point.at.north:.2f}, {point.at.east:.2f}",
            "countries": (point.record.place_country or point.record.country_id,),
            "count": 1,
            "records": [_link(point)],
            "more": 0,
        }
        for point in points
    ]


def _link(point: Point) -> dict[str, str]:
    return {
        "label": point.record.reference,
        "url": record_url(point.type, point.record),
        "state": str(point.type.state_label(point.record.status)),
    }


def _area_row(area: Area) -> dict[str, Any]:
    known = next(one for one in TYPES.values() if one.code == area.type)
    states = [f"{count} {known.state_label(status)}" for status, count in area.states.most_common()]
    return {
        "country": area.country,
        "division": area.division or _("division not told"),
        "type": str(known.label_plural),
        "count": area.count,
        "url": f"{reverse('record-facts')}?record_type={area.type}",
        "states": ", ".join(states),
    }
