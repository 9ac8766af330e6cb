"""A03: what was returned to defrauded people."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.seized_asset import Disposition, SeizedAsset
from operation.cases.records.stop_payment import StopPayment
from reporting.indicators.rules.base import Contribution, Indicator, Unit, in_currency, on


def _restored(asset: SeizedAsset) -> Iterable[Contribution]:
    given_back = on(asset.disposed_on, asset.usd) if asset.disposition == Disposition.RESTITUTION else ()
    return in_currency(asset, asset.amount, given_back)


def _returned(stop: StopPayment) -> Iterable[Contribution]:
    return in_currency(stop, stop.returned, on(stop.returned_on, stop.returned_usd))


A03 = Indicator(
    code="A03",
    label=_("Returned to defrauded people"),
    unit=Unit.USD,
    line=4,
    version=1,
    rule=_(
        "Value in USD of what was given back to people who were defrauded, by the day on which they got it: assets "
        "disposed of as restitution, and money returned after a payment was stopped, at the rate recorded with each. "
        "An asset given back stays in the figure of the assets confiscated (A02). What went back to an owner who was "
        "not defrauded is not counted. The country that gave it back holds the claim."
    ),
    counts={SeizedAsset: _restored, StopPayment: _returned},
    happens=False,
    on_action_day=False,
)
