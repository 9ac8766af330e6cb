"""Money in a file of figures by the currency in which it was found, as far as its reader sees the records' rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from operation.access.principal import Principal
from reporting.dashboards.filters import Asked
from reporting.dashboards.results import Results
from reporting.indicators.currencies import InCurrency, currencies_of
from reporting.indicators.models import Standing
from reporting.indicators.rules.base import Unit
from reporting.indicators.worth import NOTHING, Worth


@dataclass(frozen=True, slots=True)
class CurrencyLine:
    """One figure in one currency: what records of a country claim, or of all six («») what is left of it.

    `claims` less `twice` is `total`, in the currency; `usd` is the total in USD.
    """

    indicator: str
    currency: str
    country: str
    claims: Decimal
    twice: Decimal
    total: Decimal
    usd: Decimal


def may_tell(principal: Principal, asked: Asked) -> bool:
    """Whether there may be lines: of money alone, and of what the reader sees records of.

    None where only some standings are asked for, since no record says of itself how far it stands.
    """
    if set(asked.standings) != set(Standing) or not any(each.unit == Unit.USD for each in asked.indicators()):
        return False
    return principal.is_secretariat or asked.country in ("", principal.country)


def currency_lines(principal: Principal, found: Results) -> tuple[CurrencyLine, ...]:
    """Of the weeks asked for. One query, or none.

    Of all six only LMLECC sees every record; a member reads the lines of its own country.
    """
    asked = found.asked
    if not may_tell(principal, asked):
        return ()
    weeks = [week.monday for week in found.figures.weeks] if asked.has_period else None
    known = currencies_of(principal, found.operation, asked.as_known, weeks)
    return tuple(
        line
        for each in asked.indicators()
        for one in known.get(each.code, ())
        for line in _lines(each.code, one, asked.country, of_all=principal.is_secretariat and not asked.country)
    )


def _lines(code: str, one: InCurrency, country: str, *, of_all: bool) -> Iterator[CurrencyLine]:
    for place, worth in sorted(one.claims.items()):
        if country in ("", place):
            yield _line(code, one.currency, place, worth, NOTHING)
    if of_all:
        yield _line(code, one.currency, "", one.claimed, one.taken_off)


def _line(code: str, currency: str, place: str, claimed: Worth, off: Worth) -> CurrencyLine:
    total = claimed - off
    return CurrencyLine(code, currency, place, claimed.original, off.original, total.original, total.value)
