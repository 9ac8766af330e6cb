"""A01: assets frozen or seized."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.seized_asset import AssetState, SeizedAsset
from reporting.indicators.rules.base import Contribution, Event, Indicator, Unit

UNDER_MEASURE = frozenset({AssetState.FROZEN, AssetState.SEIZED, AssetState.VALUED})


def _counts(asset: SeizedAsset) -> Contribution | None:
    if asset.status not in UNDER_MEASURE or asset.measured_on is None or asset.usd is None:
        return None
    return Contribution(asset.usd, Event(asset.measured_on))


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
    model=SeizedAsset,
    counts=_counts,
)
