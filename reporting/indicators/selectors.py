"""Reads of the figures. One aggregate over the ledger serves dashboard, returns, API and reports alike."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum

from operation.access.principal import Principal
from operation.people.models import Country, Organisation
from operation.people.selectors import agencies
from operation.plan.models import ActionDay, Operation
from reporting.indicators import figures as values
from reporting.indicators.figures import Figures
from reporting.indicators.models import LedgerEntry, Source
from reporting.indicators.weeks import weeks_of


def figures(principal: Principal, operation: Operation, as_known: date | None = None) -> Figures:
    """All figures that the principal may see, as known at the end of a day in Kunming (None: now). Three queries."""
    owing = {agency.pk: values.Agency(agency.pk, agency.country_id or "", agency.short_name) for agency in agencies()}
    sums = (
        LedgerEntry.objects.visible_to(principal)
        .filter(operation=operation)
        .known_on(as_known)
        .values_list("indicator", "agency_id", "week", "source", "standing")
        .annotate(value=Sum("delta"), said=Sum("stated"))
        .filter(~Q(value=0) | ~Q(said=0))
        .order_by()
    )
    return Figures(
        sums=tuple(
            values.Sum(code, agency_id, owing[agency_id].country, week, source, standing, value, said)
            for code, agency_id, week, source, standing, value, said in sums
        ),
        agencies=tuple(owing.values()),
        countries=tuple(Country.objects.values_list("code", flat=True)),
        weeks=weeks_of(operation),
        as_known=as_known,
    )


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
    """The findings in force, by action day: what they sum to is `Figures.claimed_twice`. Two queries."""
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
