"""How much of a figure was found in which currency, in words; what is known in USD alone is a row of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from operation.access.principal import Principal
from reporting.indicators.currencies import InCurrency, currencies_in
from reporting.indicators.figures import Figure
from reporting.indicators.models import LedgerEntry
from reporting.indicators.rules.base import Unit
from reporting.indicators.selections import FigureKey
from reporting.indicators.wording import words, words_in
from reporting.indicators.worth import NOTHING, Worth


@dataclass(frozen=True, slots=True)
class Row:
    """One currency. `claimed` and `taken_off` are told of the six together alone."""

    currency: str
    claimed: str
    taken_off: str
    total: str
    usd: str


@dataclass(frozen=True, slots=True)
class CurrencyTable:
    """A figure by its currencies; the rows and `alone` sum to `whole` in USD. `alone` is "" where there is none."""

    rows: Sequence[Row]
    alone: str
    whole: str
    is_taken_off: bool


def currency_table(
    principal: Principal, key: FigureKey, figure: Figure | None, rows: QuerySet[LedgerEntry]
) -> CurrencyTable | None:
    """Of money all records of which the reader sees; `rows` are the rows of the ledger that make the figure. One query.

    To a member the records of others are no «known in USD alone»: it has a table of its own country, and no other.
    """
    if figure is None or key.indicator.unit != Unit.USD:
        return None
    if not (principal.is_secretariat or key.country == principal.country):
        return None
    found = currencies_in(rows)
    if not found:
        return None
    told = [(one, _off(one, key)) for one in found]
    alone = figure.total - sum((one.claimed.value - off.value for one, off in told), Decimal(0))
    return CurrencyTable(
        rows=list(_rows(told, key)),
        alone=words(alone, key.indicator) if alone else "",
        whole=words(figure.total, key.indicator),
        is_taken_off=any(off for _one, off in told),
    )


def _off(one: InCurrency, key: FigureKey) -> Worth:
    """Nothing comes off the claim of a country: it is the total of all that is without it."""
    return NOTHING if key.country else one.taken_off


def _rows(told: Sequence[tuple[InCurrency, Worth]], key: FigureKey) -> Iterator[Row]:
    for one, off in told:
        total = one.claimed - off
        yield Row(
            currency=one.currency,
            claimed=words_in(one.currency, one.claimed.original),
            taken_off=f"−{words_in(one.currency, off.original)}" if off else "",
            total=words_in(one.currency, total.original),
            usd=words(total.value, key.indicator),
        )
