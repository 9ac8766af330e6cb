"""Seized assets. Freezing and seizure are temporary, confiscation is permanent, by court order (UNTOC art. 2)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operation.access.grants import RecordGrant
from operation.cases.handovers import Handover
from operation.cases.history import tracked
from operation.cases.identifiers import Identifier
from operation.cases.identifying.kinds import OF_THINGS
from operation.cases.interchange import Interchange, Schema
from operation.cases.money import Rated
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition

RATE_HOLDS = timedelta(days=7)
"""No rate is published on holidays: the last one before the measure stands for its day, the longest of them over."""


class AssetClass(models.TextChoices):
    CASH = "cash", _("cash")
    BANK_ACCOUNT = "bank_account", _("bank account")
    E_WALLET = "e_wallet", _("e-wallet")
    CRYPTO_WALLET = "crypto_wallet", _("crypto wallet")
    VEHICLE = "vehicle", _("vehicle")
    VESSEL = "vessel", _("vessel")
    REAL_ESTATE = "real_estate", _("real estate")
    LUXURY = "luxury", _("luxury goods")
    METAL = "metal", _("precious metal")
    COMPANY = "company", _("company interest")
    COMPUTER = "computer", _("computer")
    PHONE = "phone", _("phone")
    SIM = "sim", _("SIM cards")
    SIM_BOX = "sim_box", _("SIM box, GOIP")
    OTHER = "other", _("other")


class Valuation(models.TextChoices):
    """How a value was found (domain.md §4, method)."""

    FACE = "face", _("face value")
    MARKET = "market", _("market price")
    EXPERT = "expert", _("expert opinion")
    PAPERS = "papers", _("invoice or contract")
    ESTIMATE = "estimate", _("officer's estimate")


class Disposition(models.TextChoices):
    RESTITUTION = "restitution", _("restitution to victims")
    RETURNED = "returned", _("returned to the owner")
    STATE = "state", _("to the state")
    SHARED = "shared", _("shared between countries")
    DESTROYED = "destroyed", _("destroyed")


class AssetState(models.TextChoices):
    LOCATED = "located", _("located")
    FREEZE_REQUESTED = "freeze_requested", _("freeze requested")
    FROZEN = "frozen", _("frozen")
    SEIZED = "seized", _("seized")
    VALUED = "valued", _("valued")
    CONFISCATED = "confiscated", _("confiscated")
    RELEASED = "released", pgettext_lazy("an asset", "released")
    DISPOSED = "disposed", _("disposed of")


@tracked
class SeizedAsset(Rated):
    """Something of value under a measure. `amount` is in `currency`; `usd` at the rate of the day of the measure."""

    asset_class = models.CharField(_("class"), max_length=14, choices=AssetClass)
    description = models.CharField(_("description"), max_length=200, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"), default=1)
    amount = models.DecimalField(_("value"), max_digits=38, decimal_places=18, null=True, blank=True)
    valuation = models.CharField(_("method of valuation"), max_length=10, choices=Valuation, blank=True)
    usd = models.DecimalField(_("value in USD"), max_digits=24, decimal_places=2, null=True, editable=False)
    legal_order = models.CharField(_("legal order"), max_length=120, blank=True)
    measured_on = models.DateField(_("frozen or seized on"), null=True, blank=True)
    confiscated_on = models.DateField(_("confiscated on"), null=True, blank=True)
    disposition = models.CharField(_("disposition"), max_length=12, choices=Disposition, blank=True)
    disposed_on = models.DateField(_("disposed of on"), null=True, blank=True)

    def derive(self) -> None:
        """Convert the amount, if amount and rate are known and the rate is that of the day of the measure."""
        self.settle_currency()
        self.usd = self.in_usd(self.amount) if self._rate_is_of_measure else None

    @property
    def _rate_is_of_measure(self) -> bool:
        """Counting rule 5: the rate of the day of the freeze or seizure, or the last one published before it."""
        if self.measured_on is None or self.rate_on is None or self.currency == "USD":
            return True
        return self.measured_on - RATE_HOLDS <= self.rate_on <= self.measured_on

    def objections(self) -> dict[str, Text]:
        """A value has its currency, a rate has its source and day."""
        return self.objections_to_money(amount=self.amount)


class SeizedAssetIdentifier(Identifier):
    record = models.ForeignKey(SeizedAsset, models.CASCADE, related_name="identifiers")


class SeizedAssetHandover(Handover):
    record = models.ForeignKey(SeizedAsset, models.CASCADE, related_name="handovers")


class SeizedAssetGrant(RecordGrant):
    content_object = models.ForeignKey(SeizedAsset, models.CASCADE, related_name="grants")


def _has_order(asset: Any, given: Mapping[str, Any]) -> Text | None:
    if given.get("legal_order") or asset.legal_order:
        return None
    return _("Confiscation is by court order: enter the order.")


def _has_value(asset: Any, given: Mapping[str, Any]) -> Text | None:
    if given.get("amount") or asset.amount is not None:
        return None
    return _("Enter the value and its currency.")


VALUATION = ("amount", "currency", "usd_rate", "rate_source", "rate_on", "valuation")
FOUND = ("located", "freeze_requested")
BY = "record.transition"

STATES = StateTable(
    initial=AssetState.LOCATED,
    transitions=(
        Transition("request_freeze", _("Request the freeze"), ("located",), "freeze_requested", BY),
        Transition("freeze", _("Record the freeze"), FOUND, "frozen", BY, ("legal_order",), stamps="measured_on"),
        Transition(
            "seize", _("Record the seizure"), (*FOUND, "frozen"), "seized", BY, ("legal_order",), stamps="measured_on"
        ),
        Transition("value", _("Value"), ("frozen", "seized"), "valued", BY, VALUATION, condition=_has_value),
        Transition(
            "confiscate",
            _("Record the confiscation"),
            ("frozen", "seized", "valued"),
            "confiscated",
            BY,
            ("legal_order",),
            stamps="confiscated_on",
            condition=_has_order,
        ),
        Transition("release", _("Release the asset"), ("frozen", "seized", "valued"), "released", BY),
        Transition(
            "dispose",
            _("Dispose of"),
            ("confiscated", "released"),
            "disposed",
            BY,
            ("disposition",),
            stamps="disposed_on",
        ),
    ),
    line=("located", "freeze_requested", "seized", "valued", "confiscated", "disposed"),
    beside={"frozen": "freeze_requested", "released": "confiscated"},
    closed=frozenset({"disposed"}),
)
WORTH = {
    "amount": "amount",
    "currency": "currency",
    "usd": "amountUsd",
    "place_country": "country",
    "description": "description",
    "narrative": "summary",
}
INTERCHANGE = Interchange(
    Schema("Asset", WORTH),
    by="asset_class",
    chosen={
        AssetClass.BANK_ACCOUNT: Schema("BankAccount", WORTH),
        AssetClass.CRYPTO_WALLET: Schema("CryptoWallet", WORTH),
        AssetClass.VEHICLE: Schema("Vehicle", WORTH),
        AssetClass.VESSEL: Schema("Vessel", WORTH),
        AssetClass.REAL_ESTATE: Schema("RealEstate", WORTH),
    },
    titles=("description",),
)

SEIZED_ASSET = register(
    RecordType(
        model=SeizedAsset,
        code="AST",
        slug="seized-assets",
        label=_("Seized asset"),
        label_plural=_("Seized assets"),
        log_label=_("Log a seized asset"),
        states=STATES,
        state_labels=dict(AssetState.choices),
        sections=(
            Section("", ("asset_class", "description", "quantity", "amount", "currency")),
            WHAT_HAPPENED,
            Section(_("Legal order"), ("legal_order",), folded=True),
            Section(
                _("Valuation"),
                ("usd_rate", "rate_source", "rate_on", "valuation"),
                folded=True,
                hint=_(
                    "At the rate of the day of the seizure, or of the last day before on which one was published, with "
                    "the source of the rate. At another rate there is no value in USD."
                ),
            ),
            MORE_OF_IT,
            HANDLING,
        ),
        columns=("asset_class", "description", "amount", "usd", "measured_on"),
        filters=("status", "asset_class", "country", "verification", "measured_on"),
        custody=SeizedAssetHandover,
        event_label=_("Date of the event"),
        units={"amount": "currency", "usd": "USD", "usd_rate": "USD"},
        headings={"measured_on": _("Measured"), "usd": "USD"},
        drawings={"located": "pin", "freeze_requested": "clock", "frozen": "lock", "seized": "ok", "confiscated": "ok"},
        identifiers=SeizedAssetIdentifier,
        identifier_kinds=OF_THINGS,
        personal=("narrative", "description", "place_name"),
        note=_("Seized is not confiscated."),
        interchange=INTERCHANGE,
        icon="asset",
    )
)
