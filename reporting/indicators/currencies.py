"""Money in the currencies in which it was found, beside its value in USD; of two currencies there is no sum.

Only records say in which currency something was: what is reported without them, and what the desk found two countries
to claim of a joint result, is known in USD alone. A record's currency is kept with its own rows of the ledger, which
other countries do not read before a report is released.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet, Sum

from operation.access.principal import Principal
from operation.plan.models import Operation
from reporting.indicators.ledger import sum_in_currency
from reporting.indicators.models import LedgerEntry, Source
from reporting.indicators.worth import NOTHING, Worth


@dataclass(frozen=True)
class InCurrency:
    """What is known of one figure in one currency: the claims of countries that have some, and what comes off them."""

    currency: str
    claims: Mapping[str, Worth] = field(default_factory=dict)
    taken_off: Worth = NOTHING

    @property
    def claimed(self) -> Worth:
        return sum(self.claims.values(), NOTHING)

    @property
    def total(self) -> Worth:
        """Without what counts for another country (counting rules 2 and 5)."""
        return self.claimed - self.taken_off


def currencies_of(
    principal: Principal, operation: Operation, as_known: date | None = None, weeks: Collection[date] | None = None
) -> dict[str, tuple[InCurrency, ...]]:
    """By indicator how much it is in each currency, as far as the principal may see it. One query.

    `weeks`: of some weeks alone, by their Mondays.
    """
    rows = LedgerEntry.objects.visible_to(principal).filter(operation=operation).known_on(as_known)
    return _by_indicator(rows if weeks is None else rows.filter(week__in=weeks))


def currencies_in(rows: QuerySet[LedgerEntry]) -> tuple[InCurrency, ...]:
    """The same of the rows that make one figure."""
    return next(iter(_by_indicator(rows).values()), ())


def _by_indicator(rows: QuerySet[LedgerEntry]) -> dict[str, tuple[InCurrency, ...]]:
    sums = (
        rows.filter(source__in=(Source.RECORD, Source.SAME))
        .exclude(currency="")
        .order_by()
        .values_list("indicator", "currency", "source", "agency__country_id")
        .annotate(value=Sum("delta"), found=sum_in_currency())
    )
    found: dict[str, dict[str, list[tuple[str, str, Worth]]]] = defaultdict(lambda: defaultdict(list))
    for code, currency, source, country, *worth in sums:
        found[code][currency].append((source, country or "", Worth(*worth)))
    return {code: _largest_first(currencies) for code, currencies in found.items()}


def _largest_first(found: Mapping[str, Iterable[tuple[str, str, Worth]]]) -> tuple[InCurrency, ...]:
    """By their value in USD, currencies of which nothing is left without a row."""
    every = [_in_currency(currency, rows) for currency, rows in found.items()]
    return tuple(sorted((one for one in every if one.claims), key=lambda one: (-one.total.value, one.currency)))


def _in_currency(currency: str, rows: Iterable[tuple[str, str, Worth]]) -> InCurrency:
    claims: defaultdict[str, Worth] = defaultdict(Worth)
    taken_off = NOTHING
    for source, country, worth in rows:
        if source == Source.SAME:
            taken_off -= worth
        else:
            claims[country] += worth
    return InCurrency(currency, {country: worth for country, worth in claims.items() if worth}, taken_off)
