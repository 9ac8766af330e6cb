"""Nobody counts twice: of records that two countries confirmed to be the same, one claim stays and the others go off.

The claim that stands furthest stays (verified before submitted before logged), then the earliest; every other one is
taken off in its own week, as far as its own week stands. So the total is right at each standing. An asset that another
country confiscated is taken off what is frozen or seized. Claims themselves never change (decision 54).

Everything here runs under the system's name «figures», which reads the whole ledger, adds rows SAME to it and nothing
else. It holds bare keys of other agencies' records while it counts, and answers nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models import Sum

from coordination.deconfliction.clusters import Pair, pairs_of
from coordination.deconfliction.keeping import FIGURES
from operation.access.context import as_system
from reporting.indicators.ledger import Cell, append, rule_versions, sum_in_currency
from reporting.indicators.models import LedgerEntry, Source, Standing
from reporting.indicators.rules import indicator_named
from reporting.indicators.worth import NONE, NOTHING, Worth

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('counted once', 0))"
REASON = "same"
RANKS = {Standing.LOGGED: 0, Standing.SUBMITTED: 1, Standing.VERIFIED: 2}
PLACE = ("operation_id", "indicator", "agency_id", "week")
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Place:
    """One indicator in one week of one agency."""

    operation_id: UUID
    indicator: str
    agency_id: UUID
    week: date


@dataclass(frozen=True, slots=True)
class Claim:
    """Where one record counts, and in which currency ("": no money).

    Where it is taken off, `action_day_id` is the joint action that both claims carry.
    """

    record_id: UUID
    place: Place
    action_day_id: UUID | None
    currency: str


@dataclass(frozen=True, slots=True)
class Force:
    """How far the return of a place has come, and how much it says by records."""

    standing: Standing
    amount: Decimal


Part = tuple[Place, UUID | None, str]
"""What is taken off in one place on one joint action (None: on none) at one standing."""


def follow_same(records: Collection[UUID], operation_id: UUID, cells: Collection[Cell]) -> None:
    """Records changed what they count in these cells: whoever is the same as one of them is counted anew."""
    places = _taken_off_in(operation_id, cells)
    if places or pairs_of(records):
        _settle(records, places)


def follow_cells(operation_id: UUID, cells: Collection[Cell]) -> None:
    """The returns of these cells took a step: what is the same as a record there stands elsewhere now."""
    with as_system(FIGURES):
        _lock()
        rows = LedgerEntry.objects.filter(_in_cells(operation_id, cells), source=Source.RECORD).order_by()
        pairs = pairs_of({key for key in rows.values_list("record_id", flat=True).distinct() if key})
        places = _taken_off_in(operation_id, cells)
    if pairs or places:
        _settle({key for pair in pairs for key in pair}, places)


def follow_records(records: Collection[UUID]) -> None:
    """These records were confirmed to be the same as others, or are so no longer."""
    _settle(records, set())


def follow_leaving(record: UUID) -> None:
    """A record is about to be erased, and with it what it was the same as: another claim stays in its place."""
    if pairs_of([record]):
        _settle([record], set(), leaving=record)


def _settle(seeds: Collection[UUID], places: set[Place], leaving: UUID | None = None) -> None:
    """Append what brings the rows SAME of some records, and of all that are the same as they, to what they should be.

    The lock comes before everything is read: of two who change one person at once the second sees what the first did.
    """
    with as_system(FIGURES):
        _lock()
        pairs = pairs_of(seeds)
        keys = {*seeds, *(key for pair in pairs for key in pair)}
        claims, present = _amounts(Source.RECORD, keys), _amounts(Source.SAME, keys)
        wanted = _taken_off(claims, pairs, _in_force({claim.place for claim in claims}), leaving)
        append(
            _entry(claim.place, claim.action_day_id, Standing.LOGGED, change, claim)
            for claim, change in _changes(present, wanted)
        )
        _stand(places | {claim.place for claim in (*wanted, *present)})


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK)


def _changes(present: Mapping[K, Worth], wanted: Mapping[K, Worth]) -> Iterator[tuple[K, Worth]]:
    for key in sorted(present.keys() | wanted.keys(), key=str):
        if change := wanted.get(key, NOTHING) - present.get(key, NOTHING):
            yield key, change


def _amounts(source: Source, keys: Collection[UUID]) -> dict[Claim, Worth]:
    """What these records count now, or are taken off."""
    sums = (
        LedgerEntry.objects.filter(source=source, record_id__in=keys)
        .order_by()
        .values_list("record_id", *PLACE, "action_day_id", "currency")
        .annotate(sum=Sum("delta"), found=sum_in_currency())
    )
    return {Claim(row[0], Place(*row[1:5]), *row[5:7]): worth for row in sums if (worth := Worth(*row[7:]))}


def _taken_off(
    claims: Mapping[Claim, Worth], pairs: Sequence[Pair], in_force: Mapping[Place, Force], leaving: UUID | None
) -> dict[Claim, Worth]:
    """What each claim should be taken off, as negative amounts.

    The record that is leaving is no longer there for the others, and is taken off where one of them counts.
    """
    group_of = _groups(pair for pair in pairs if leaving not in pair)
    together: dict[tuple[UUID, UUID, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.record_id != leaving:
            group = group_of.get(claim.record_id, claim.record_id)
            together[group, claim.place.operation_id, claim.place.indicator].append(claim)
    found = {_off(claim, kept): -claims[claim] for claim, kept in _beside_kept(together, in_force)}
    others = {code for _group, _operation, code in together if _counts_once(code)}
    going = (claim for claim in claims if claim.record_id == leaving and claim.place.indicator in others)
    return found | {replace(claim, action_day_id=None): -claims[claim] for claim in going}


def _groups(pairs: Iterable[Pair]) -> dict[UUID, UUID]:
    """Of each record the group that it is in, named by one of its records."""
    of: dict[UUID, UUID] = {}
    for one, other in pairs:
        mine, theirs = of.setdefault(one, one), of.setdefault(other, other)
        of.update({key: mine for key, group in of.items() if group == theirs})
    return of


def _beside_kept(
    together: Mapping[tuple[UUID, UUID, str], Sequence[Claim]], in_force: Mapping[Place, Force]
) -> Iterator[tuple[Claim, Claim]]:
    """Claims of one person or thing that go off, each with the one that stays instead."""
    for (group, operation_id, code), own in together.items():
        rule = indicator_named(code)
        if rule is None or not rule.counts_once:
            continue
        above = together.get((group, operation_id, rule.higher)) if rule.higher else None
        kept = min(above or own, key=lambda claim: _order(claim, in_force))
        yield from ((claim, kept) for claim in own if claim.record_id != kept.record_id)


def _counts_once(code: str) -> bool:
    rule = indicator_named(code)
    return rule is not None and rule.counts_once


def _order(claim: Claim, in_force: Mapping[Place, Force]) -> tuple[int, date, UUID]:
    """The claim that stays comes first."""
    force = in_force.get(claim.place)
    return -RANKS[force.standing] if force else 0, claim.place.week, claim.record_id


def _off(claim: Claim, kept: Claim) -> Claim:
    return claim if claim.action_day_id == kept.action_day_id else replace(claim, action_day_id=None)


def _in_force(places: Collection[Place]) -> dict[Place, Force]:
    """What the returns of some places say by records; places where they say nothing are not there."""
    rows = _of_places(places).filter(source=Source.RECORD).exclude(standing=Standing.LOGGED)
    sums = rows.order_by().values_list(*PLACE, "standing").annotate(sum=Sum("delta")).filter(sum__gt=0)
    return {
        place: Force(Standing(standing), amount)
        for *parts, standing, amount in sums
        if (place := Place(*parts)) in places
    }


def _stand(places: Collection[Place]) -> None:
    """Bring what is taken off in some places to where their returns stand, never more than these say by records."""
    rows = _of_places(places).filter(source=Source.SAME)
    sums = rows.order_by().values_list(*PLACE, "action_day_id", "standing").annotate(sum=Sum("delta"))
    present: dict[Part, Worth] = {
        (place, day, standing): Worth(amount)
        for *parts, day, standing, amount in sums
        if (place := Place(*parts)) in places
    }
    wanted = dict(_shared_out(present, _in_force({place for place, _day, _standing in present})))
    append(_entry(*part, change) for part, change in _changes(present, wanted))


def _shared_out(present: Mapping[Part, Worth], in_force: Mapping[Place, Force]) -> Iterator[tuple[Part, Worth]]:
    whole: dict[tuple[Place, UUID | None], Decimal] = defaultdict(Decimal)
    for (place, day, _standing), amount in present.items():
        whole[place, day] -= amount.value
    left = {place: force.amount for place, force in in_force.items()}
    for (place, day), off in sorted(whole.items(), key=lambda item: str(item[0][1] or "")):
        standing = min(off, left.get(place, NONE))
        if standing:
            left[place] -= standing
            yield (place, day, in_force[place].standing), Worth(-standing)
        yield (place, day, Standing.LOGGED), Worth(standing - off)


def _entry(place: Place, day: UUID | None, standing: str, change: Worth, claim: Claim | None = None) -> LedgerEntry:
    return LedgerEntry(
        operation_id=place.operation_id,
        indicator=place.indicator,
        agency_id=place.agency_id,
        week=place.week,
        source=Source.SAME,
        standing=standing,
        delta=change.value,
        currency=claim.currency if claim else "",
        original=change.original if claim and claim.currency else None,
        record_id=claim.record_id if claim else None,
        action_day_id=day,
        rule_version=rule_versions().get(place.indicator, 0),
        reason=REASON,
    )


def _taken_off_in(operation_id: UUID, cells: Collection[Cell]) -> set[Place]:
    """Where something is or was taken off in these cells."""
    rows = LedgerEntry.objects.filter(_in_cells(operation_id, cells), source=Source.SAME)
    found = {Place(*row) for row in rows.order_by().values_list(*PLACE).distinct()}
    return {place for place in found if (place.agency_id, place.week) in cells}


def _in_cells(operation_id: UUID, cells: Collection[Cell]) -> models.Q:
    """At least the rows of these cells: their agencies in their weeks."""
    agencies, weeks = {agency for agency, _week in cells}, {week for _agency, week in cells}
    return models.Q(operation_id=operation_id, agency_id__in=agencies, week__in=weeks)


def _of_places(places: Collection[Place]) -> models.QuerySet[LedgerEntry]:
    """At least the rows of these places."""
    return LedgerEntry.objects.filter(
        operation_id__in={place.operation_id for place in places},
        indicator__in={place.indicator for place in places},
        agency_id__in={place.agency_id for place in places},
        week__in={place.week for place in places},
    )
