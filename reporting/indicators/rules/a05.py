"""A05: payments of defrauded people that were stopped in time, and what was asked to be stopped."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.stop_payment import StopPayment
from reporting.indicators.rules.base import Contribution, Indicator, Unit, at_event, in_currency, on


def _intercepted(stop: StopPayment) -> Iterable[Contribution]:
    return in_currency(stop, stop.intercepted, on(stop.intercepted_on, stop.intercepted_usd))


def _requested(stop: StopPayment) -> Iterable[Contribution]:
    return in_currency(stop, stop.amount, at_event(stop, stop.in_usd(stop.amount)))


A05 = Indicator(
    code="A05",
    label=_("Funds intercepted before payout"),
    unit=Unit.USD,
    line=4,
    version=1,
    rule=_(
        "Money of defrauded people in USD that a bank or platform held back before it was paid out, by the day on "
        "which it was held and at the rate of the day of the request. What was returned to them afterwards stays "
        "counted and counts in A03 too. The percentage is of the money that was asked to be stopped (A05R)."
    ),
    counts={StopPayment: _intercepted},
    shares=("A05R",),
)

A05R = Indicator(
    code="A05R",
    label=_("Funds asked to be stopped"),
    unit=Unit.USD,
    line=4,
    version=1,
    rule=_(
        "Money of defrauded people in USD that a bank or platform was asked to hold, by the day of the request and at"
        " its rate, whatever became of it. It is the whole of which the funds intercepted (A05) are a part."
    ),
    counts={StopPayment: _requested},
)
