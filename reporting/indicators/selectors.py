"""Reads of the figures. One aggregate over the ledger serves dashboard, returns, API and reports alike."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Expression, F, Q, QuerySet, Sum, UUIDField, Value

from operation.access.principal import Principal
from operation.people.models import Country, Organisation
from operation.people.selectors import agencies
from operation.plan.models import ActionDay, Operation
from reporting.indicators import figures as values
from reporting.indicators.figures import Figures
from reporting.indicators.models import TAKEN_OFF, LedgerEntry, Source
from reporting.indicators.weeks import weeks_of

NO_ACTION = Value(None, output_field=UUIDField())
CELL = ("indicator", "agency_id", "week", "source", "standing")


def figures(principal: Principal, operation: Operation, as_known: date | None = None) -> Figures:
    """All figures that the principal may see, as known at the end of a day in Kunming (None: now). Three queries.

    What is taken off is summed apart, by joint action: PostgreSQL knows how many cells the claims have and sums them in
    one pass over the ledger; with an action among the keys it sorts all of its rows. It is one statement all the same:
    what is withdrawn between two of them would be taken off and still be claimed.
    """
    owing = {agency.pk: values.Agency(agency.pk, agency.country_id or "", agency.short_name) for agency in agencies()}
    rows = LedgerEntry.objects.visible_to(principal).filter(operation=operation).known_on(as_known)
    taken_off = Q(source__in=TAKEN_OFF)
    sums = _sums(rows.exclude(taken_off), NO_ACTION).union(_sums(rows.filter(taken_off), F("action_day_id")), all=True)
    return Figures(
        sums=taken_off_once(
            values.Sum(code, agency_id, owing[agency_id].country, week, source, standing, value, said, day)
            for code, agency_id, week, source, standing, day, value, said in sums
        ),
        agencies=tuple(owing.values()),
        countries=tuple(Country.objects.values_list("code", flat=True)),
        weeks=weeks_of(operation),
        as_known=as_known,
    )


def _sums(rows: QuerySet[LedgerEntry], action: Expression | F) -> QuerySet[LedgerEntry, tuple[Any, ...]]:
    """Sums of rows by cell and joint action, where they are not 0."""
    cells = rows.annotate(joint=action).values_list(*CELL, "joint").annotate(value=Sum("delta"), said=Sum("stated"))
    return cells.filter(~Q(value=0) | ~Q(said=0)).order_by()


def taken_off_once(sums: Iterable[values.Sum]) -> tuple[values.Sum, ...]:
    """The same sums, where what is in a joint finding and a confirmed match is taken off by the match alone.

    On an action day the desk may find that 807 persons are claimed by two; of some of them both countries hold records
    that were confirmed to be the same. These are among the 807.
    """
    found = list(sums)
    matched: dict[tuple[str, UUID], Decimal] = defaultdict(Decimal)
    for one in found:
        if one.source == Source.SAME and one.action_day_id:
            matched[one.indicator, one.action_day_id] -= one.value
    for number, one in enumerate(found):
        if one.source == Source.TWICE and one.action_day_id and (left := matched[one.indicator, one.action_day_id]):
            both = min(left, -one.value)
            matched[one.indicator, one.action_day_id] = left - both
            found[number] = replace(one, value=one.value + both)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class JointClaim:
    """What one agency claims of a joint result that another country claims too, as last settled."""

    action_day: ActionDay
    indicator: str
    agency: Organisation
    twice: Decimal
    reason: str
    at: datetime


def joint_claims(principal: Principal, operation: Operation, as_known: date | None = None) -> list[JointClaim]:
    """The findings in force, by action day, with what is matched person by person as well. Two queries."""
    rows = (
        LedgerEntry.objects.visible_to(principal)
        .filter(operation=operation, source=Source.TWICE)
        .known_on(as_known)
        .select_related("agency__country")
        .order_by("recorded_at", "id")
    )
    days = {day.pk: day for day in ActionDay.objects.visible_to(principal).open().filter(operation=operation)}
    found: dict[tuple[UUID, str, UUID], JointClaim] = {}
    for row in rows:
        if row.action_day_id not in days:
            continue
        key = (row.action_day_id, row.indicator, row.agency_id)
        before = found[key].twice if key in found else Decimal(0)
        found[key] = JointClaim(
            days[row.action_day_id], row.indicator, row.agency, before - row.delta, row.reason, row.recorded_at
        )
    in_force = [one for one in found.values() if one.twice]
    return sorted(in_force, key=lambda one: (one.action_day.number, one.indicator, one.agency.position))
