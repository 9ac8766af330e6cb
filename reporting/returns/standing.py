"""How far a week's figures stand, and what of them is backed by records (domain.md §6).

A submitted return fixes what it says: so much from records, so much without. Records that arrive later for the same
week are first taken to be among those reported without records: «reported» falls, the record-backed part rises, what
was submitted stays. Only records beyond it make the total grow; a record withdrawn gives its place back. Whatever the
return in force does not say stays LOGGED: more (or, where records were corrected away, less) than was submitted.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from reporting.indicators.ledger import Cell, append, lock_cells, rule_versions
from reporting.indicators.models import CLAIMS, LedgerEntry, Source, Standing
from reporting.returns.models import NationalReturn, ReturnLine, ReturnState

STANDING_OF = {
    ReturnState.SUBMITTED: Standing.SUBMITTED,
    ReturnState.QUERIED: Standing.SUBMITTED,
    ReturnState.VERIFIED: Standing.VERIFIED,
    ReturnState.LOCKED: Standing.VERIFIED,
}
NONE = Decimal(0)
BACKED = "backed"
"""The reason of rows that move what was reported without records to the records that arrived for it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sum stands."""

    indicator: str
    agency_id: UUID
    week: date
    source: str
    standing: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of the ledger, and whether a number was stated for it (1) or not (0)."""

    value: Decimal = NONE
    stated: int = 0

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(self.value - other.value, self.stated - other.stated)

    def __bool__(self) -> bool:
        return bool(self.value or self.stated)


def settle(operation_id: UUID, cells: Collection[Cell], *, reason: str) -> None:
    """Append what brings some agency-weeks to where their returns stand. Idempotent; holds the cells until commit."""
    if not cells:
        return
    lock_cells(operation_id, cells)
    lines = _lines_in_force(operation_id, cells)
    present = _present(operation_id, cells)
    wanted = _wanted(present, lines)
    versions = rule_versions()
    append(
        LedgerEntry(
            operation_id=operation_id,
            indicator=place.indicator,
            agency_id=place.agency_id,
            week=place.week,
            source=place.source,
            standing=place.standing,
            delta=change.value,
            stated=change.stated,
            rule_version=versions.get(place.indicator, 0),
            reason=reason,
        )
        for place in sorted(present.keys() | wanted.keys(), key=_order)
        if (change := wanted.get(place, Amount()) - present.get(place, Amount()))
    )


def _order(place: Place) -> tuple[date, str, str, str]:
    return place.week, place.indicator, place.source, place.standing


def recorded_sums(operation_id: UUID, cells: Collection[Cell]) -> dict[tuple[UUID, date, str], Decimal]:
    """What the records say now, by agency, week and indicator; what is not there is 0."""
    return _recorded(_present(operation_id, cells))


def _recorded(present: Mapping[Place, Amount]) -> dict[tuple[UUID, date, str], Decimal]:
    sums: dict[tuple[UUID, date, str], Decimal] = defaultdict(Decimal)
    for place, amount in present.items():
        if place.source == Source.RECORD:
            sums[place.agency_id, place.week, place.indicator] += amount.value
    return sums


def _present(operation_id: UUID, cells: Collection[Cell]) -> dict[Place, Amount]:
    agencies, weeks = {agency for agency, _week in cells}, {week for _agency, week in cells}
    sums = (
        LedgerEntry.objects.filter(operation_id=operation_id, agency_id__in=agencies, week__in=weeks, source__in=CLAIMS)
        .values_list("indicator", "agency_id", "week", "source", "standing")
        .annotate(value=Sum("delta"), said=Sum("stated"))
        .order_by()
    )
    return {Place(*row[:5]): Amount(row[5], row[6]) for row in sums if (row[1], row[2]) in cells}


Lines = Mapping[tuple[UUID, date, str], tuple[Standing, ReturnLine]]


def _lines_in_force(operation_id: UUID, cells: Collection[Cell]) -> Lines:
    returns = NationalReturn.objects.filter(
        operation_id=operation_id,
        agency_id__in={agency for agency, _week in cells},
        week__in={week for _agency, week in cells},
        state__in=list(STANDING_OF),
    ).prefetch_related("lines")
    return {
        (given.agency_id, given.week, line.indicator): (STANDING_OF[ReturnState(given.state)], line)
        for given in returns
        if (given.agency_id, given.week) in cells
        for line in given.lines.all()
        if line.submitted_recorded is not None
    }


def _wanted(present: Mapping[Place, Amount], lines: Lines) -> dict[Place, Amount]:
    recorded = _recorded(present)
    return {
        Place(indicator, agency_id, week, source, standing): amount
        for agency_id, week, indicator in recorded.keys() | lines.keys()
        for source, standing, amount in _split(
            recorded.get((agency_id, week, indicator), NONE), lines.get((agency_id, week, indicator))
        )
    }


def _split(recorded: Decimal, force: tuple[Standing, ReturnLine] | None) -> Iterator[tuple[Source, Standing, Amount]]:
    """Where what is recorded and reported belongs, by the return in force (None: there is none)."""
    if force is None:
        yield Source.RECORD, Standing.LOGGED, Amount(recorded)
        return
    standing, line = force
    then, reported = line.submitted_recorded or NONE, line.submitted_reported
    backed = backed_since(recorded, then, reported)
    yield Source.RECORD, standing, Amount(then + backed)
    yield Source.RECORD, Standing.LOGGED, Amount(recorded - then - backed)
    if reported is not None:
        yield Source.REPORTED, standing, Amount(reported - backed, 1)


def backed_since(recorded: Decimal, then: Decimal, reported: Decimal | None) -> Decimal:
    """How much of what was reported without records has its record by now; never more than was reported."""
    return min(max(recorded - then, NONE), reported or NONE)
