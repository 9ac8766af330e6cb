"""The figures of one return, by line of effort: what the records say, and what was entered without records."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.kernel.errors import Text
from operation.plan.models import ActionDay, LineOfEffort
from reporting.indicators.models import LedgerEntry, Source, Standing
from reporting.indicators.rules import INDICATORS, Indicator
from reporting.indicators.selections import FigureKey
from reporting.indicators.weeks import WEEK, Week, week_named
from reporting.indicators.wording import words
from reporting.returns.models import NationalReturn, ReturnLine
from reporting.returns.states import OPEN

NONE = Decimal(0)


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


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of the return, in words. Empty texts mean «no data» or nothing to say."""

    indicator: Indicator
    line: ReturnLine
    numbers: Numbers
    recorded: str
    behind_url: str
    reported: str
    total: str
    previous: str
    joint: str
    since: str
    fields: Mapping[str, Any]

    @property
    def state(self) -> tuple[Text, str]:
        """What is said of the line, and its tone."""
        if self.line.no_data:
            return _("no data"), "idle"
        return (_("answered"), "ok") if self.line.is_answered else (_("to enter"), "due")


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: Sequence[Row]


def week_of(given: NationalReturn) -> Week:
    """The week of a return. Raises LookupError for one outside the execution: there is none."""
    found = week_named(given.operation, given.week)
    if found is None:
        raise LookupError(given.week)
    return found


def groups_of(principal: Principal, given: NationalReturn, form: Any = None) -> list[Group]:
    """The figures by line of effort. Three queries, lines prefetched."""
    numbers = numbers_of(principal, [given], before=True)
    lines = {line.indicator: line for line in given.lines.all()}
    titles = {
        line.number: f"{line.number} {line}"
        for line in LineOfEffort.objects.visible_to(principal).filter(operation=given.operation)
    }
    rows = [
        _row(given, each, lines.get(each.code) or ReturnLine(indicator=each.code), numbers, form) for each in INDICATORS
    ]
    return [
        Group(titles.get(number, str(number)), list(members))
        for number, members in groupby(rows, key=lambda row: row.indicator.line)
    ]


Place = tuple[UUID, date, str]
"""An agency, the Monday of a week, and an indicator."""


def numbers_of(
    principal: Principal, returns: Sequence[NationalReturn], *, before: bool = False
) -> dict[Place, Numbers]:
    """What the ledger says of some returns, and (`before`) of the week before each, in one query."""
    weeks = {given.week for given in returns} | ({given.week - WEEK for given in returns} if before else set())
    # a closed action day is there for those alone to whom it is closed, and so is what was made on it
    days = ActionDay.objects.visible_to(principal).values("pk")
    sums = (
        LedgerEntry.objects.visible_to(principal)
        .filter(
            operation__in={given.operation_id for given in returns},
            agency__in={given.agency_id for given in returns},
            week__in=weeks,
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


def _row(
    given: NationalReturn,
    indicator: Indicator,
    line: ReturnLine,
    numbers: Mapping[Place, Numbers],
    form: Any,
) -> Row:
    now = entered(given, line, numbers)
    previous = numbers.get((given.agency_id, given.week - WEEK, indicator.code), Numbers())
    return Row(
        indicator=indicator,
        line=line,
        numbers=now,
        recorded=words(now.recorded, indicator),
        behind_url=_behind_url(given, indicator) if now.recorded else "",
        reported=_words(now.reported, indicator),
        total=_words(now.total, indicator),
        previous=_words(previous.total, indicator),
        joint=words(now.joint, indicator) if now.joint else "",
        since="" if given.state in OPEN or not now.since else _signed(now.since, indicator),
        fields={name: form[f"{name}_{indicator.code}"] for name in ("reported", "no_data", "note")} if form else {},
    )


def _behind_url(given: NationalReturn, indicator: Indicator) -> str:
    key = FigureKey(indicator, given.agency.country_id or "", week_of(given))
    return f"{reverse('results-behind')}?{key.query}"


def _words(value: Decimal | None, indicator: Indicator) -> str:
    return "" if value is None else words(value, indicator)


def _signed(value: Decimal, indicator: Indicator) -> str:
    return f"{'+' if value > 0 else '−'}{words(abs(value), indicator)}"


def counts_of(groups: Iterable[Group]) -> Counter[str]:
    """How many lines are answered, without data, or still to enter."""
    counts: Counter[str] = Counter()
    for group in groups:
        for row in group.rows:
            counts["no_data" if row.line.no_data else "answered" if row.line.is_answered else "to_enter"] += 1
    return counts
