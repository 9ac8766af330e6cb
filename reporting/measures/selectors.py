"""Reads of measures: as each reader may see them, now or as known at the end of a day in Kunming."""

from collections.abc import Sequence
from datetime import date

from operation.access.principal import Principal
from operation.people.models import Country
from operation.plan.models import Operation
from reporting.measures.base import Measure, Moment, Reach, Reading
from reporting.measures.rules import MEASURES
from reporting.measures.values import Measured, measured


def measures_of(principal: Principal, operation: Operation, as_known: date | None = None) -> tuple[Measured, ...]:
    """All measures for one reader; a fixed number of queries, whatever there is."""
    reading, codes = Reading(principal, operation, Moment(as_known)), countries()
    return tuple(_measured(measure, reading, codes) for measure in MEASURES)


def measure_of(principal: Principal, operation: Operation, measure: Measure, as_known: date | None = None) -> Measured:
    """One of them."""
    return _measured(measure, Reading(principal, operation, Moment(as_known)), countries())


def countries() -> tuple[str, ...]:
    """The six, in the one order of countries."""
    return tuple(Country.objects.values_list("code", flat=True))


def _measured(measure: Measure, reading: Reading, codes: Sequence[str]) -> Measured:
    principal = reading.principal
    whole = principal.is_secretariat or measure.reach == Reach.ALL
    if not may_read(principal, measure):
        return measured(measure, (), (), whole=False)
    own = [code for code in codes if code == principal.country]
    return measured(measure, measure.read(reading), codes if whole else own, whole)


def may_read(principal: Principal, measure: Measure) -> bool:
    """LMLECC reads every measure, a member those whose things it reads (domain.md §10); a partner none."""
    if not principal.holds("figures.read"):
        return False
    return principal.is_secretariat or principal.holds(measure.permission)
