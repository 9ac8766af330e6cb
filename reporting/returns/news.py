"""What is new since the agency's last return: records that came in, for this week and, late, for those before."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Count, Max, Sum
from django.urls import reverse

from operation.access.principal import Principal
from operation.kernel.clock import KUNMING
from reporting.indicators.models import LedgerEntry, Source
from reporting.indicators.rules import Indicator, indicator_named
from reporting.indicators.selections import FigureKey
from reporting.indicators.weeks import Week, week_named
from reporting.returns.lines import signed
from reporting.returns.models import NationalReturn, ReturnState, ReturnStep


@dataclass(frozen=True, slots=True)
class NewPart:
    """By how much records changed one figure of one week; `is_late` for a week before that of the return."""

    indicator: Indicator
    week: Week
    change: str
    records: int
    is_late: bool
    behind_url: str


@dataclass(frozen=True, slots=True)
class News:
    """Everything since a moment: the last submission of an earlier week, or the begin of this one."""

    since: datetime
    parts: list[NewPart]


def news_of(principal: Principal, given: NationalReturn) -> News:
    """Until the return was submitted; two queries."""
    since = _last_submission(given) or datetime.combine(given.week, time.min, tzinfo=KUNMING)
    rows = LedgerEntry.objects.visible_to(principal).filter(
        operation=given.operation_id,
        agency=given.agency_id,
        week__lte=given.week,
        source=Source.RECORD,
        record_id__isnull=False,
        recorded_at__gt=since,
    )
    if given.submitted_at:
        rows = rows.filter(recorded_at__lte=given.submitted_at)
    sums = rows.values_list("week", "indicator").annotate(value=Sum("delta"), records=Count("record_id", distinct=True))
    parts = [_part(given, *row) for row in sums.exclude(value=0).order_by("-week", "indicator")]
    return News(since, [part for part in parts if part])


def _last_submission(given: NationalReturn) -> datetime | None:
    """When the agency last submitted a return of an earlier week."""
    steps = ReturnStep.objects.filter(
        national_return__operation=given.operation_id,
        national_return__agency=given.agency_id,
        national_return__week__lt=given.week,
        state=ReturnState.SUBMITTED,
    )
    if given.submitted_at:
        steps = steps.filter(created_at__lt=given.submitted_at)
    found: datetime | None = steps.aggregate(last=Max("created_at"))["last"]
    return found


def _part(given: NationalReturn, monday: date, code: str, value: Decimal, records: int) -> NewPart | None:
    indicator, week = indicator_named(code), week_named(given.operation, monday)
    if indicator is None or week is None:
        return None
    key = FigureKey(indicator, given.agency.country_id or "", week)
    return NewPart(
        indicator=indicator,
        week=week,
        change=signed(value, indicator),
        records=records,
        is_late=monday < given.week,
        behind_url=f"{reverse('results-behind')}?{key.query}",
    )
