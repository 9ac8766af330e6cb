"""A01: assets frozen or seized."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.seized_asset import AssetState, SeizedAsset
from reporting.indicators.rules.base import Contribution, Indicator, Unit, in_currency, on
from reporting.indicators.rules.splits import PIECES

UNDER_MEASURE = frozenset({AssetState.FROZEN, AssetState.SEIZED, AssetState.VALUED})


def _measured(asset: SeizedAsset) -> Iterable[Contribution]:
    held = on(asset.measured_on, asset.usd) if asset.status in UNDER_MEASURE else ()
    return in_currency(asset, asset.amount, held)


A01 = Indicator(
    code="A01",
    label=_("Assets frozen or seized"),
    unit=Unit.USD,
    line=4,
    version=1,
    rule=_(
        "Value in USD of assets that are frozen or seized, at the rate of the day of the measure and by that day. "
        "An asset counts once, at the highest measure reached: when it is confiscated it leaves this figure and counts "
        "in A02; when it is released it leaves it. An asset without a value is not counted until it is valued."
    ),
    counts={SeizedAsset: _measured},
    splits=PIECES,
    higher="A02",
)
