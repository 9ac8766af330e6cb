"""Sums in the currency of the case and in USD. Rates are stored with source and date, never fetched (stack.md)."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

from babel.numbers import list_currencies
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from operation.cases.base import CaseRecord
from operation.kernel.errors import Text

CENT = Decimal("0.01")
DIGITS = 60
MOST_USD = Decimal(10) ** 22
TICKERS = ("USDT", "USDC", "BTC", "ETH", "TRX", "BNB")
CURRENCIES = list_currencies() | set(TICKERS)


class Rated(CaseRecord):
    """Fields of a record whose sums are in one currency: an ISO 4217 code, or the ticker of an asset on a chain.

    USDT is not an ISO currency. Money has two decimals at most, what is on a chain eighteen (domain.md §4).
    """

    currency = models.CharField(_("currency"), max_length=8, blank=True)
    usd_rate = models.DecimalField(_("USD for one unit"), max_digits=24, decimal_places=12, null=True, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=120, blank=True)
    rate_on = models.DateField(_("date of the rate"), null=True, blank=True)

    class Meta(CaseRecord.Meta):
        abstract = True

    def settle_currency(self) -> None:
        self.currency = self.currency.strip().upper()

    def in_usd(self, amount: Decimal | None) -> Decimal | None:
        """A sum in USD, to the cent; None where sum or rate is not known."""
        rate = Decimal(1) if self.currency == "USD" else self.usd_rate
        if amount is None or rate is None:
            return None
        with localcontext(prec=DIGITS):
            return (amount * rate).quantize(CENT, ROUND_HALF_UP)

    def objections_to_money(self, **sums: Decimal | None) -> dict[str, Text]:
        """A sum has its currency and its decimals, a rate its source and day; by field."""
        found: dict[str, Text] = {}
        if self.currency and self.currency not in CURRENCIES:
            found["currency"] = format_lazy(
                _("«{value}» is no currency. Write its ISO 4217 code, as THB, or one of {tickers}."),
                value=self.currency,
                tickers=", ".join(TICKERS),
            )
        for name, amount in sums.items():
            found |= self._objection_to_sum(name, amount)
        if self.usd_rate is not None and not (self.rate_source and self.rate_on):
            found["rate_source"] = _("A rate needs its source and its date: whoever reads it must be able to check it.")
        return found

    def _objection_to_sum(self, name: str, amount: Decimal | None) -> dict[str, Text]:
        if amount is None:
            return {}
        if not self.currency:
            return {"currency": _("A value needs its currency: its ISO 4217 code, as THB.")}
        if self.currency not in TICKERS and amount != amount.quantize(CENT, ROUND_HALF_UP):
            return {name: _("Money has two decimals at most. Write it as 1250000.50.")}
        usd = self.in_usd(amount)
        if usd is not None and usd >= MOST_USD:
            return {name: _("The value in USD is larger than can be kept. Check the value and its rate.")}
        return {}
