"""What the ledger says of the lines of some returns, as plain numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum

from operation.access.principal import Principal
from operation.plan.models import ActionDay
from reporting.indicators.models import LedgerEntry, Source, Standing
from reporting.returns.models import NationalReturn, ReturnLine
from reporting.returns.states import OPEN

NONE = Decimal(0)
Place = tuple[UUID, date, str]
"""An agency, the Monday of a week, and an indicator."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the ledger says of one indicator in one week of one agency."""

    recorded: Decimal = NONE
    reported: Decimal | None = None
    joint: Decimal = NONE
    since: Decimal = NONE
    """Logged and not in the return in force."""

    @property
    def total(self) -> Decimal | None:
        if self.reported is None and not self.recorded:
            return None
        return self.recorded + (self.reported or NONE)


def numbers_of(principal: Principal, returns: Sequence[NationalReturn]) -> dict[Place, Numbers]:
    """What the ledger says of the weeks of some returns, in one query."""
    # a closed action day is there for those alone to whom it is closed, and so is what was made on it
    days = ActionDay.objects.visible_to(principal).values("pk")
    sums = (
        LedgerEntry.objects.visible_to(principal)
        .filter(
            operation__in={given.operation_id for given in returns},
            agency__in={given.agency_id for given in returns},
            week__in={given.week for given in returns},
        )
        .values("agency_id", "week", "indicator")
        .annotate(
            recorded=Sum("delta", filter=Q(source=Source.RECORD), default=NONE),
            reported=Sum("delta", filter=Q(source=Source.REPORTED), default=NONE),
            stated=Sum("stated"),
            joint=Sum("delta", filter=Q(source=Source.RECORD, action_day_id__in=days), default=NONE),
            since=Sum("delta", filter=Q(source=Source.RECORD, standing=Standing.LOGGED), default=NONE),
        )
        .order_by()
    )
    return {
        (one["agency_id"], one["week"], one["indicator"]): Numbers(
            one["recorded"], one["reported"] if one["stated"] else None, one["joint"], one["since"]
        )
        for one in sums
    }


def entered(given: NationalReturn, line: ReturnLine, found: Mapping[Place, Numbers]) -> Numbers:
    """A line's numbers: as entered while the agency may change it, as they stand in the ledger afterwards."""
    now = found.get((given.agency_id, given.week, line.indicator), Numbers())
    return replace(now, reported=line.reported) if given.state in OPEN else now
