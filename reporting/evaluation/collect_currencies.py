"""Money of an edition in the currencies in which it was found; members read it, with all that is known.

Observers read verified figures, and no record says of itself in which currency it was verified: they read USD alone.
"""

from collections.abc import Sequence
from datetime import date

from operation.access.principal import Principal
from operation.plan.models import Operation
from reporting.evaluation.figures import Gap, InCurrency, Money
from reporting.indicators import currencies as known
from reporting.indicators.worth import Worth

NONE_HERE = Money(Gap.NOT_DUE, Gap.NOT_DUE)


def currencies(
    principal: Principal, operation: Operation, cutoff: date, codes: Sequence[str]
) -> dict[str, tuple[InCurrency, ...]]:
    """By indicator, as known at the end of the cut-off."""
    found = known.currencies_of(principal, operation, cutoff)
    return {code: tuple(_told(one, codes) for one in own) for code, own in found.items()}


def _told(one: known.InCurrency, codes: Sequence[str]) -> InCurrency:
    return InCurrency(
        currency=one.currency,
        countries=tuple(_money(one.claims[code]) if code in one.claims else NONE_HERE for code in codes),
        claims=_money(one.claimed),
        claimed_twice=_money(one.taken_off),
        total=_money(one.total),
    )


def _money(worth: Worth) -> Money:
    return Money(worth.original, worth.value)
