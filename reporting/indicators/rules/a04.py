"""A04: accounts and wallets blocked; SIM cards and SIM boxes seized."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.seized_asset import AssetClass, SeizedAsset
from reporting.indicators.rules.a01 import UNDER_MEASURE
from reporting.indicators.rules.base import Contribution, Indicator, Unit, on
from reporting.indicators.rules.splits import PIECES

ACCOUNTS = frozenset({AssetClass.BANK_ACCOUNT, AssetClass.E_WALLET, AssetClass.CRYPTO_WALLET})
EQUIPMENT = frozenset({AssetClass.SIM, AssetClass.SIM_BOX})


def _pieces(classes: frozenset[AssetClass]) -> Callable[[SeizedAsset], Iterable[Contribution]]:
    """How many pieces of some classes are under a measure, or were confiscated."""

    def counts(asset: SeizedAsset) -> Iterable[Contribution]:
        is_held = asset.status in UNDER_MEASURE or asset.confiscated_on is not None
        return on(asset.measured_on, asset.quantity) if is_held and asset.asset_class in classes else ()

    return counts


A04 = Indicator(
    code="A04",
    label=_("Accounts and wallets blocked"),
    unit=Unit.COUNT,
    line=4,
    version=1,
    rule=_(
        "Bank accounts, e-wallets and crypto wallets that were frozen or seized, by the day of the measure; each "
        "account once, whether or not its value is known. It stays counted when it is confiscated and leaves the "
        "figure when it is released. Accounts that a bank blocked as a prevention count in C02 and not here."
    ),
    counts={SeizedAsset: _pieces(ACCOUNTS)},
    splits=PIECES,
)

A04E = Indicator(
    code="A04E",
    label=_("SIM cards and SIM boxes seized"),
    unit=Unit.COUNT,
    line=4,
    version=1,
    rule=_(
        "SIM cards, SIM boxes and GOIP devices seized, in pieces, by the day of the seizure. They stay counted when "
        "they are confiscated and leave the figure when they are released. SIM cards that an operator blocked count "
        "in C02."
    ),
    counts={SeizedAsset: _pieces(EQUIPMENT)},
    splits=PIECES,
)
