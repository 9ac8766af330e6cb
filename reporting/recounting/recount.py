"""The slow recount: all figures from scratch, by the histories of records and returns, beside what the ledger keeps.

It shares the counting rules with the ledger and nothing else: no sum, no split, no lock. It says how a figure stood at
the end of a day and by which version of its rule, and where the ledger says otherwise, down to the record.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from coordination.deconfliction.clusters import pairs_known
from coordination.deconfliction.keeping import FIGURES
from operation.access.context import as_system
from operation.kernel import clock
from operation.plan.models import Operation
from reporting.indicators.models import LedgerEntry, Source, Standing
from reporting.indicators.rules import INDICATORS
from reporting.indicators.worth import NONE, Worth
from reporting.recounting.histories import Cell, Change, Counted, Histories, Step, read_histories

LAST_DAY = date(9999, 12, 31)
FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
IN_FORCE = {
    "submitted": Standing.SUBMITTED,
    "queried": Standing.SUBMITTED,
    "verified": Standing.VERIFIED,
    "locked": Standing.VERIFIED,
}
FURTHEST = {Standing.VERIFIED: 0, Standing.SUBMITTED: 1, Standing.LOGGED: 2}
K = TypeVar("K")
OfRecord = tuple[UUID, str]
"""A record, and the indicator in which it counts."""


@dataclass(frozen=True, slots=True)
class Where:
    """One sum of the ledger: a cell, where it comes from, how far it stands."""

    cell: Cell
    source: str
    standing: str


@dataclass(frozen=True, slots=True)
class Amount:
    value: Decimal = NONE
    stated: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """Money of one currency in a cell: what records claim, are credited with, or are taken off."""

    cell: Cell
    source: str
    currency: str


@dataclass(frozen=True)
class Count:
    """Figures at a cut-off: every sum that is not nothing, what each record counts, and money that is taken off."""

    sums: Mapping[Where, Amount]
    records: Mapping[Counted, Worth]
    taken_off: Mapping[Counted, Worth]

    def money(self) -> dict[Kind, Worth]:
        """Money by its currency."""
        every = (*self.records.items(), *self.taken_off.items())
        return _summed((Kind(one.cell, one.source, one.currency), worth) for one, worth in every if one.currency)

    def without_currency(self, records: Collection[OfRecord]) -> "Count":
        """As if the currency of these were not known: what they count in USD stays."""

        def bare(counted: Counted, worth: Worth) -> tuple[Counted, Worth]:
            is_one = bool(counted.currency) and (counted.record_id, counted.cell[0]) in records
            return (replace(counted, currency=""), Worth(worth.value)) if is_one else (counted, worth)

        return replace(
            self,
            records=_summed(bare(*item) for item in self.records.items()),
            taken_off=_summed(bare(*item) for item in self.taken_off.items()),
        )


def recount(
    operation: Operation,
    as_known: date | None = None,
    versions: Mapping[str, int] | None = None,
    *,
    histories: Histories | None = None,
) -> Count:
    """Count everything again as it was known at the end of a day in Kunming (None: now), indicators by these versions.

    Raises LookupError for a version that an indicator never had. `histories`: those read already, for several days.
    """
    known = histories or read_histories(operation, versions)
    day, before = (as_known, clock.end_of_day(as_known)) if as_known else (LAST_DAY, FOREVER)
    records = _counted(known, before)
    cells = dict(_by_return(known, records, before))
    sums: dict[Where, Decimal] = defaultdict(Decimal)
    stated: dict[Where, int] = defaultdict(int)
    for counted, worth in records.items():
        if counted.source == Source.CREDIT:
            sums[Where(counted.cell, Source.CREDIT, Standing.LOGGED)] += worth.value
    for where, amount in cells.items():
        sums[where] += amount.value
        stated[where] += amount.stated
    pairs = pairs_known(operation.pk, day, before)
    off = list(_taken_off(pairs, records, cells, (one for one in known.taken_off if one.at < before)))
    for where, value in _same_twice(off, cells):
        sums[where] += value
    for where, value in _findings(operation, as_known):
        sums[where] += value
    return Count(
        {where: Amount(value, stated[where]) for where, value in sums.items() if value or stated[where]},
        records,
        _summed((counted, worth) for counted, worth in off if counted.currency),
    )


def _counted(known: Histories, before: datetime) -> dict[Counted, Worth]:
    return _summed((change.counted, change.delta) for change in known.changes if change.at < before)


def _by_return(known: Histories, records: Mapping[Counted, Worth], before: datetime) -> Iterator[tuple[Where, Amount]]:
    """Claims by source and standing: what the return in force of each week says of what is recorded now."""
    recorded: dict[Cell, Decimal] = defaultdict(Decimal)
    for counted, worth in records.items():
        if counted.source == Source.RECORD:
            recorded[counted.cell] += worth.value
    for (agency_id, week), steps in known.steps.items():
        taken = [step for step in steps if step.at < before]
        standing = IN_FORCE.get(taken[-1].state) if taken else None
        if standing is None:
            continue
        said = next(step for step in reversed(taken) if step.name == "submit")
        for code, reported in said.reported.items():
            cell = (code, agency_id, week)
            yield from _in_force(cell, standing, said, reported, recorded.pop(cell, NONE), known)
    for cell, value in recorded.items():
        yield Where(cell, Source.RECORD, Standing.LOGGED), Amount(value)


def _in_force(
    cell: Cell, standing: Standing, said: Step, reported: str | None, now: Decimal, known: Histories
) -> Iterator[tuple[Where, Amount]]:
    """A submitted return holds to what it said; records that came later are first among those it had none for."""
    then = sum((change.delta.value for change in known.claims_in(cell) if change.at <= said.at), NONE)
    without_records = NONE if reported is None else Decimal(reported)
    arrived = max(now - then, NONE)
    evidenced = arrived if arrived < without_records else without_records
    yield Where(cell, Source.RECORD, standing), Amount(then + evidenced)
    yield Where(cell, Source.RECORD, Standing.LOGGED), Amount(now - then - evidenced)
    if reported is not None:
        yield Where(cell, Source.REPORTED, standing), Amount(without_records - evidenced, 1)


def _summed(counted: Iterable[tuple[K, Worth]]) -> dict[K, Worth]:
    found: dict[K, Worth] = defaultdict(Worth)
    for one, worth in counted:
        found[one] += worth
    return {one: worth for one, worth in found.items() if worth}


def _taken_off(
    pairs: Iterable[tuple[UUID, UUID]],
    records: Mapping[Counted, Worth],
    cells: Mapping[Where, Amount],
    erased: Iterable[Change],
) -> Iterator[tuple[Counted, Worth]]:
    """What is taken off because another country counts the same person or thing, as it was known then."""
    claims: dict[UUID, list[Counted]] = defaultdict(list)
    for one in records:
        if one.source == Source.RECORD:
            claims[one.record_id].append(one)
    yield from ((change.counted, change.delta) for change in erased)
    in_returns = _in_returns(cells)
    for group in _people(pairs):
        own = [one for key in group for one in claims.get(key, ())]
        for counted, stays in _doubles(own, in_returns):
            both = counted.action_day_id if counted.action_day_id == stays.action_day_id else None
            yield replace(counted, action_day_id=both, source=Source.SAME), -records[counted]


def _in_returns(cells: Mapping[Where, Amount]) -> dict[Cell, tuple[Standing, Decimal]]:
    """What the returns in force say by records."""
    return {
        where.cell: (Standing(where.standing), amount.value)
        for where, amount in cells.items()
        if where.source == Source.RECORD and where.standing != Standing.LOGGED and amount.value > 0
    }


def _same_twice(
    taken_off: Iterable[tuple[Counted, Worth]], cells: Mapping[Where, Amount]
) -> Iterator[tuple[Where, Decimal]]:
    """How far what is taken off stands: as far as the return of its week, and never more than that says by records."""
    off: dict[tuple[Cell, UUID | None], Decimal] = defaultdict(Decimal)
    in_returns = _in_returns(cells)
    for counted, worth in taken_off:
        off[counted.cell, counted.action_day_id] -= worth.value
    for (cell, _both), value in sorted(off.items(), key=lambda item: str(item[0][1] or "")):
        standing, left = in_returns.get(cell, (Standing.LOGGED, NONE))
        part = min(value, left)
        in_returns[cell] = (standing, left - part)
        yield Where(cell, Source.SAME, standing), -part
        yield Where(cell, Source.SAME, Standing.LOGGED), part - value


def _people(pairs: Iterable[tuple[UUID, UUID]]) -> list[set[UUID]]:
    """Who is one and the same, over any number of countries."""
    groups: list[set[UUID]] = []
    for pair in pairs:
        met = [group for group in groups if not group.isdisjoint(pair)]
        groups = [group for group in groups if group not in met] + [set(pair).union(*met)]
    return groups


def _doubles(
    own: Iterable[Counted], in_returns: Mapping[Cell, tuple[Standing, Decimal]]
) -> Iterator[tuple[Counted, Counted]]:
    """Each claim that goes off, with the one that stays: the furthest, the earliest, the lowest key."""

    def rank(one: Counted) -> tuple[int, date, UUID]:
        standing, _amount = in_returns.get(one.cell, (Standing.LOGGED, NONE))
        return FURTHEST[standing], one.cell[2], one.record_id

    ranked = sorted(own, key=rank)
    for indicator in INDICATORS:
        if not indicator.counts_once:
            continue
        claims = [one for one in ranked if one.cell[0] == indicator.code]
        stays = [one for one in ranked if one.cell[0] == indicator.higher] or claims
        yield from ((one, stays[0]) for one in claims if one.record_id != stays[0].record_id)


def _findings(operation: Operation, as_known: date | None) -> Iterator[tuple[Where, Decimal]]:
    """What the supervision desk found of joint results: the ledger is where it says so."""
    with as_system(FIGURES):
        rows = LedgerEntry.objects.filter(operation=operation, source=Source.TWICE).known_on(as_known)
        for row in rows:
            yield Where((row.indicator, row.agency_id, row.week), Source.TWICE, row.standing), row.delta
