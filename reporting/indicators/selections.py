"""What stands behind a figure, as a selection that lists of records and facts can open (operation/cases/selections.py).

A key reads «P02.TH.2024-W45.2024-11-13»: indicator, country or «all», week or «all», and the day on which it was known
or «now».
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.db.models import QuerySet, Sum

from operation.access.principal import Principal
from operation.cases.selections import Selection
from operation.people.models import Country
from operation.plan.models import Operation
from operation.plan.selectors import current_operation
from reporting.indicators.models import LedgerEntry, Source
from reporting.indicators.rules import Indicator, indicator_named
from reporting.indicators.weeks import Week, weeks_of

PREFIX, SAME = "figure", "same"
MATCHES = "match.read"
"""Who reads which of his agency's records are the same as another country's (decision 36)."""

ALL, NOW = "all", "now"


@dataclass(frozen=True, slots=True)
class FigureKey:
    """Which figure: of an indicator, a country ('': all) and a week (None: all), as known on a day (None: now)."""

    indicator: Indicator
    country: str = ""
    week: Week | None = None
    as_known: date | None = None

    @property
    def key(self) -> str:
        week = self.week.code if self.week else ALL
        return f"{self.indicator.code}.{self.country or ALL}.{week}.{self.as_known or NOW}"

    @property
    def name(self) -> str:
        """As the lists of records take it in `?behind=`."""
        return f"{PREFIX}:{self.key}"

    @property
    def same_name(self) -> str:
        """The same for what is taken off the figure, because it counts for another country."""
        return f"{SAME}:{self.key}"

    @property
    def query(self) -> str:
        """As the page behind a figure takes it."""
        parts = {
            "indicator": self.indicator.code,
            "country": self.country,
            "week": self.week.code if self.week else "",
            "as_known": str(self.as_known or ""),
        }
        return urlencode({name: value for name, value in parts.items() if value})

    @classmethod
    def read(cls, key: str, operation: Operation) -> Self | None:
        """The figure of a key; None for one that no figure has."""
        parts = key.split(".")
        if len(parts) != 4:
            return None
        code, country, week, day = parts
        try:
            found = cls(
                indicator=_known(indicator_named(code)),
                country="" if country == ALL else Country.objects.get(pk=country).pk,
                week=None if week == ALL else {one.code: one for one in weeks_of(operation)}[week],
                as_known=None if day == NOW else date.fromisoformat(day),
            )
        except (LookupError, ValueError, Country.DoesNotExist):
            return None
        return found


Records = Callable[[Principal, Operation, FigureKey], QuerySet[LedgerEntry, object]]
"""Keys of records for a figure."""


def entries_of(principal: Principal, operation: Operation, cell: FigureKey) -> QuerySet[LedgerEntry]:
    """The rows of the ledger that make a figure, as far as the principal may see them."""
    rows = LedgerEntry.objects.visible_to(principal).filter(operation=operation, indicator=cell.indicator.code)
    if cell.country:
        rows = rows.filter(agency__country_id=cell.country)
    if cell.week:
        rows = rows.filter(week=cell.week.monday)
    return rows.known_on(cell.as_known)


def records_behind(principal: Principal, operation: Operation, cell: FigureKey) -> QuerySet[LedgerEntry, object]:
    """Keys of the records that count in a figure; those corrected away are not among them."""
    return (
        entries_of(principal, operation, cell)
        .filter(source=Source.RECORD, record_id__isnull=False)
        .order_by()
        .values("record_id")
        .annotate(counted=Sum("delta"))
        .exclude(counted=0)
        .values_list("record_id", flat=True)
    )


def records_taken_off(principal: Principal, operation: Operation, cell: FigureKey) -> QuerySet[LedgerEntry, object]:
    """Keys of the records that are taken off a figure; none for who does not read matches."""
    rows = entries_of(principal, operation, cell).filter(source=Source.SAME, record_id__isnull=False)
    if not principal.holds(MATCHES):
        rows = rows.none()
    sums = rows.order_by().values("record_id").annotate(taken=Sum("delta"))
    return sums.exclude(taken=0).values_list("record_id", flat=True)


def find_selection(principal: Principal, key: str) -> Selection | None:
    """The records behind a figure, for a list to narrow what its reader may see anyway."""
    return _selection(principal, key, records_behind)


def find_taken_off(principal: Principal, key: str) -> Selection | None:
    """The records that are taken off a figure, for a list to narrow what its reader may see anyway."""
    return _selection(principal, key, records_taken_off)


def _selection(principal: Principal, key: str, records: Records) -> Selection | None:
    operation = current_operation()
    cell = FigureKey.read(key, operation) if operation else None
    if operation is None or cell is None or not principal.holds("figures.read"):
        return None
    return Selection(cell.key, records(principal, operation, cell))


def _known(indicator: Indicator | None) -> Indicator:
    if indicator is None:
        raise LookupError
    return indicator
