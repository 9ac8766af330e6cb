"""Removals between countries: how many persons came from which country to which, and how many are under way.

A country sees the removals that its agency asks for or is asked for; LMLECC sees all, without names.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Sum

from coordination.removals.models import Removal, RemovalState
from coordination.removals.states import UNDER_WAY
from operation.access.principal import Principal
from operation.plan.models import Operation
from reporting.dashboards.maps.selectors import Period

Way = tuple[str, str]
"""From the country that held them to the one that asked for them."""

NOT_ARRIVED = (*UNDER_WAY, RemovalState.HANDED_OVER)


@dataclass(frozen=True)
class Flow:
    """Persons on one way: `arrived` were received in the period; `under_way` are on the list of an open removal."""

    way: Way
    arrived: int
    under_way: int


@dataclass(frozen=True)
class Flows:
    """The ways on which there is anything, the most frequented first."""

    ways: tuple[Flow, ...]

    def of(self, way: Way) -> Flow | None:
        return next((flow for flow in self.ways if flow.way == way), None)

    def sent(self, country: str) -> int:
        return sum(flow.arrived for flow in self.ways if flow.way[0] == country)

    def received(self, country: str) -> int:
        return sum(flow.arrived for flow in self.ways if flow.way[1] == country)

    @property
    def arrived(self) -> int:
        return sum(flow.arrived for flow in self.ways)


def flows_of(principal: Principal, operation: Operation, period: Period, country: str = "") -> Flows:
    """One query. A period is about arrivals; what is under way is under way now."""
    seen = Removal.objects.visible_to(principal).filter(operation=operation)
    if country:
        seen = seen.filter(Q(sender__country_id=country) | Q(recipient__country_id=country))
    rows: Collection[Any] = (
        seen.order_by()
        .values_list("recipient__country_id", "sender__country_id")
        .annotate(
            arrived=Sum("heads_received", filter=_arrived(period)),
            under_way=Sum("heads", filter=Q(state__in=NOT_ARRIVED)),
        )
    )
    flows = [Flow((held, asked), arrived or 0, going or 0) for held, asked, arrived, going in rows if held != asked]
    told = [flow for flow in flows if flow.arrived or flow.under_way]
    return Flows(tuple(sorted(told, key=lambda flow: (-flow.arrived, -flow.under_way, flow.way))))


def _arrived(period: Period) -> Q:
    found = Q(received_on__isnull=False)
    if period.first:
        found &= Q(received_on__gte=period.first)
    return found & Q(received_on__lte=period.last) if period.last else found
