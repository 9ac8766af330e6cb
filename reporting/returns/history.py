"""What agencies said of the weeks before: what a line is compared with, on its page and by the checks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from operation.access.principal import Principal
from reporting.indicators.models import CLAIMS, LedgerEntry
from reporting.returns.checks import Doubt, WeekFigures, doubts_of
from reporting.returns.checks.base import Known
from reporting.returns.models import NationalReturn
from reporting.returns.numbers import Numbers, Place, entered, numbers_of

History = Mapping[tuple[UUID, str], Mapping[date, Decimal]]
"""What is known of an agency and an indicator, by the Monday of the week, in order."""


def history_of(principal: Principal, returns: Sequence[NationalReturn]) -> History:
    """The weeks before the last of some returns, in one query. A week of which nothing is known is not in it."""
    if not returns:
        return {}
    sums = (
        LedgerEntry.objects.visible_to(principal)
        .filter(
            operation__in={given.operation_id for given in returns},
            agency__in={given.agency_id for given in returns},
            week__lt=max(given.week for given in returns),
            source__in=CLAIMS,
        )
        .values_list("agency_id", "indicator", "week")
        .annotate(value=Sum("delta"), said=Sum("stated"))
        .order_by("week")
    )
    found: dict[tuple[UUID, str], dict[date, Decimal]] = defaultdict(dict)
    for agency_id, indicator, week, value, said in sums:
        if said or value:
            found[agency_id, indicator][week] = value
    return found


def figures_of(
    given: NationalReturn, numbers: Mapping[Place, Numbers], history: History, unanswered: Collection[str] = ()
) -> WeekFigures:
    """What the checks look at. Lines are prefetched."""
    lines = {line.indicator: line for line in given.lines.all()}
    now = {code: entered(given, line, numbers) for code, line in lines.items()}
    before = {code: _before(given, history, code) for code in lines}
    total = {code: one.total for code, one in now.items()}
    return WeekFigures(
        lines=lines,
        recorded={code: one.recorded for code, one in now.items()},
        reported={code: one.reported for code, one in now.items()},
        total=total,
        until={code: _sum([*before[code], total[code]]) for code in lines},
        before=before,
        unanswered=unanswered,
    )


def doubts_in(principal: Principal, returns: Sequence[NationalReturn]) -> dict[UUID, list[Doubt]]:
    """What is doubted about some returns, by their keys. Two queries, lines prefetched."""
    if not returns:
        return {}
    numbers, history = numbers_of(principal, returns), history_of(principal, returns)
    return {
        given.pk: [doubt for found in doubts_of(figures_of(given, numbers, history)).values() for doubt in found]
        for given in returns
    }


def _before(given: NationalReturn, history: History, code: str) -> tuple[Decimal, ...]:
    return tuple(value for week, value in history.get((given.agency_id, code), {}).items() if week < given.week)


def _sum(values: Iterable[Known]) -> Known:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None
