"""A02: assets confiscated."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.seized_asset import SeizedAsset
from reporting.indicators.rules.base import Indicator, Unit, in_currency, on
from reporting.indicators.rules.splits import PIECES

A02 = Indicator(
    code="A02",
    label=_("Assets confiscated"),
    unit=Unit.USD,
    line=4,
    version=1,
    rule=_(
        "Value in USD of assets confiscated by court order, by the day of the confiscation and at the rate of the day "
        "on which they were frozen or seized. Whatever was done with them afterwards, they stay counted."
    ),
    counts={SeizedAsset: lambda asset: in_currency(asset, asset.amount, on(asset.confiscated_on, asset.usd))},
    on_action_day=False,
    splits=PIECES,
)
