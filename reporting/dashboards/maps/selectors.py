"""What may be drawn on the map: records by position as far as the reader sees them, others' as numbers without a name.

A position stands only of a record that its reader may open. What LMLECC is told of the others (`CaseFact`) has a
division at most: it stands in the table by area, and beside the letters of its country.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q

from operation.access.principal import Principal
from operation.access.scope import page
from operation.audit import trail
from operation.cases.confirmations import is_open
from operation.cases.facts import CaseFact
from operation.cases.records.border_activity import BorderActivity
from operation.cases.records.prevention_activity import PreventionActivity
from operation.cases.records.site import Site
from operation.cases.registry import RecordType, type_of
from reporting.dashboards.maps.places import Crossing, Position, crossing_of, position_of

DRAWN_AT_MOST = 400
"""The newest of each type."""

TYPES: dict[Any, RecordType] = {model: type_of(model) for model in (Site, BorderActivity, PreventionActivity)}
FIELDS = (
    *("originator_id", "country_id", "place_country", "reference", "status"),
    *("coordinates", "border_crossing", "created_at"),
)


@dataclass(frozen=True)
class Period:
    """Days of events; None is open."""

    first: date | None = None
    last: date | None = None

    def narrow(self, rows: Any) -> Any:
        if self.first:
            rows = rows.filter(event_on__gte=self.first)
        return rows.filter(event_on__lte=self.last) if self.last else rows


@dataclass(frozen=True, slots=True)
class Point:
    """A record that has a place: the crossing that it names, else its own coordinates."""

    record: Any
    at: Position
    crossing: Crossing | None = None

    @property
    def type(self) -> RecordType:
        return type_of(self.record)


@dataclass(frozen=True)
class Area:
    """How many records of one type are known in a division of a country, and in which state."""

    country: str
    division: str
    type: str
    states: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return self.states.total()


@dataclass(frozen=True)
class Known:
    """`placeless` have neither coordinates nor a crossing that is known here; `is_whole`: all fitted."""

    points: list[Point]
    placeless: int
    is_whole: bool
    areas: list[Area]


def places_known(principal: Principal, period: Period, country: str = "") -> Known:
    """Eight queries, however much there is; one entry in the trail for each type with the ids shown."""
    points: list[Point] = []
    placeless, whole = 0, True
    for model in TYPES:
        records, more = _records(principal, model, period, country)
        found = [point for record in records if (point := _point(record))]
        points += found
        placeless, whole = placeless + len(records) - len(found), whole and not more
        trail.record("listed", trail.Target(model._meta.label), shown=[one.record.pk for one in found])
    areas = list(_areas(principal, period, country)) if principal.is_secretariat else []
    return Known(points, placeless, whole, areas)


def _records(principal: Principal, model: Any, period: Period, country: str) -> tuple[list[Any], bool]:
    """The newest records of a type that the reader may open: at H3 once its text is confirmed."""

    def narrow(arm: Any) -> Any:
        arm = period.narrow(arm.filter(is_open(principal)))
        return arm.filter(Q(country_id=country) | Q(place_country=country)) if country else arm

    found = page(model.objects.only(*FIELDS), principal, narrow=narrow, size=DRAWN_AT_MOST)
    return found.records, found.next is not None


def _point(record: Any) -> Point | None:
    crossing = crossing_of(record.border_crossing) if record.border_crossing else None
    at = crossing.at if crossing else position_of(record.coordinates)
    return Point(record, at, crossing) if at else None


def _areas(principal: Principal, period: Period, country: str) -> Iterator[Area]:
    """By country, division and type; the largest first within a country."""
    codes = [known.code for known in TYPES.values()]
    rows = period.narrow(CaseFact.objects.listed_to(principal).filter(record_type__in=codes))
    if country:
        rows = rows.filter(Q(country_id=country) | Q(place_country=country))
    places = ("place_country", "country_id", "place_subdivision", "record_type", "status")
    found: dict[tuple[str, str, str], Area] = {}
    for place, logged_by, division, kind, status, count in (
        rows.order_by().values_list(*places).annotate(count=Count("pk"))
    ):
        key = (str(place or logged_by), division, kind)
        found.setdefault(key, Area(*key)).states[status] += count
    yield from sorted(found.values(), key=lambda area: (area.country, -area.count, area.division, area.type))


def by_crossing(points: Iterable[Point]) -> dict[Crossing, list[Point]]:
    found: dict[Crossing, list[Point]] = {}
    for point in points:
        if point.crossing:
            found.setdefault(point.crossing, []).append(point)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0].name)))
