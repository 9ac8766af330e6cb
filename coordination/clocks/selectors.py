"""The working calendars of the countries, as they are kept."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from zoneinfo import ZoneInfo

from coordination.clocks.calendars import WorkCalendar
from coordination.clocks.models import Holiday
from operation.people.models import Country


def calendars_of(countries: Collection[str]) -> dict[str, WorkCalendar]:
    """Each country's own. Two queries for all of them."""
    closed: dict[str, set[date]] = defaultdict(set)
    for country, day in Holiday.objects.filter(country__in=countries).values_list("country_id", "day"):
        closed[country].add(day)
    zones = Country.objects.filter(code__in=countries).values_list("code", "time_zone")
    return {code: WorkCalendar(ZoneInfo(zone), frozenset(closed[code])) for code, zone in zones}


def calendar_of(country: str) -> WorkCalendar:
    """Raises KeyError for a country that takes no part."""
    return calendars_of([country])[country]
