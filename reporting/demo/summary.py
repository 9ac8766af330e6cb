"""What was loaded, as lines for the command line."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db.models import Count

from operation.access.context import acting_as
from operation.access.principal import Principal
from operation.cases.facts import CaseFact
from operation.cases.registry import all_types
from operation.people.models import Country
from operation.plan.models import Operation
from reporting.demo.stage import CHANNEL
from reporting.indicators.models import LedgerEntry
from reporting.returns.models import NationalReturn, ReturnState

FIRST, OTHER = 22, 7


def summary(operation: Operation, principal: Principal) -> list[str]:
    """Records by type and country, returns by state, rows of the ledger; as the secretariat sees them."""
    with acting_as(principal, channel=CHANNEL):
        return [*_records(principal), "", *_returns(operation, principal), "", _ledger(operation, principal)]


def _records(principal: Principal) -> Iterator[str]:
    countries = list(Country.objects.values_list("code", flat=True))
    rows = CaseFact.objects.visible_to(principal).values_list("record_type", "country").annotate(Count("pk"))
    counts = {(kind, country): number for kind, country, number in rows}
    yield _row("records", [*countries, "all"])
    for each in all_types():
        numbers = [counts.get((each.code, country), 0) for country in countries]
        yield _row(str(each.label_plural).lower(), [*numbers, sum(numbers)])


def _returns(operation: Operation, principal: Principal) -> Iterator[str]:
    states = Counter(
        NationalReturn.objects.visible_to(principal).filter(operation=operation).values_list("state", flat=True)
    )
    yield _row("returns", [*ReturnState.values, "all"], wide=11)
    yield _row("", [*(states[state] for state in ReturnState.values), states.total()], wide=11)


def _ledger(operation: Operation, principal: Principal) -> str:
    rows = LedgerEntry.objects.visible_to(principal).filter(operation=operation)
    return _row("ledger rows", [rows.count()])


def _row(title: str, cells: Iterable[object], *, wide: int = OTHER) -> str:
    return title.ljust(FIRST) + "".join(str(cell).rjust(wide) for cell in cells)
