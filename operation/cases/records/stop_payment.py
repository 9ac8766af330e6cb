"""Stop-payments: money of defrauded people that is asked to be held before it is paid out (domain.md §4)."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from operation.access.grants import RecordGrant
from operation.cases.history import tracked
from operation.cases.identifiers import Identifier
from operation.cases.identifying.kinds import OF_MONEY
from operation.cases.money import Rated
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING, MORE_OF_IT, WHAT_HAPPENED
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition


class StopState(models.TextChoices):
    REQUESTED = "requested", _("requested")
    INTERCEPTED = "intercepted", _("intercepted")
    RETURNED = "returned", pgettext_lazy("money", "returned")
    TOO_LATE = "too_late", _("paid out before")


@tracked
class StopPayment(Rated):
    """Money to be held at a bank or platform. All sums are in `currency`, and in USD at the rate of that day."""

    amount = models.DecimalField(_("amount requested"), max_digits=38, decimal_places=18)
    intercepted = models.DecimalField(_("amount intercepted"), max_digits=38, decimal_places=18, null=True, blank=True)
    returned = models.DecimalField(_("amount returned"), max_digits=38, decimal_places=18, null=True, blank=True)
    intercepted_usd = models.DecimalField(
        _("intercepted, in USD"), max_digits=24, decimal_places=2, null=True, editable=False
    )
    returned_usd = models.DecimalField(
        _("returned, in USD"), max_digits=24, decimal_places=2, null=True, editable=False
    )
    institution = models.CharField(_("bank or platform"), max_length=120, blank=True)
    account = models.CharField(_("account or wallet of the payee"), max_length=120, blank=True)
    losses_in = CountryField(_("country of the defrauded person"), blank=True)
    intercepted_on = models.DateField(_("intercepted on"), null=True, blank=True)
    returned_on = models.DateField(_("returned on"), null=True, blank=True)

    def derive(self) -> None:
        self.settle_currency()
        self.intercepted_usd, self.returned_usd = self.in_usd(self.intercepted), self.in_usd(self.returned)

    def objections(self) -> dict[str, Text]:
        """No more is intercepted than was requested, no more returned than was intercepted."""
        sums = {"amount": self.amount, "intercepted": self.intercepted, "returned": self.returned}
        found = self.objections_to_money(**sums)
        if self.intercepted is not None and self.intercepted > self.amount:
            found["intercepted"] = _("This is more than was requested. Correct one of the two sums.")
        if self.returned is not None and self.returned > (self.intercepted or 0):
            found["returned"] = _("This is more than was intercepted. Correct one of the two sums.")
        return found


class StopPaymentIdentifier(Identifier):
    record = models.ForeignKey(StopPayment, models.CASCADE, related_name="identifiers")


class StopPaymentGrant(RecordGrant):
    content_object = models.ForeignKey(StopPayment, models.CASCADE, related_name="grants")


def _has_intercepted(stop: Any, given: Mapping[str, Any]) -> Text | None:
    if given.get("intercepted") or stop.intercepted:
        return None
    return _("Enter the amount that was intercepted.")


def _has_returned(stop: Any, given: Mapping[str, Any]) -> Text | None:
    if given.get("returned") or stop.returned:
        return None
    return _("Enter the amount that was returned.")


BY = "record.transition"

STATES = StateTable(
    initial=StopState.REQUESTED,
    transitions=(
        Transition(
            "intercept",
            _("Record the interception"),
            ("requested",),
            "intercepted",
            BY,
            ("intercepted",),
            stamps="intercepted_on",
            condition=_has_intercepted,
        ),
        Transition(
            "return",
            _("Record the return"),
            ("intercepted",),
            "returned",
            BY,
            ("returned",),
            stamps="returned_on",
            condition=_has_returned,
        ),
        Transition("miss", _("Was paid out before"), ("requested",), "too_late", BY),
    ),
    line=("requested", "intercepted", "returned"),
    beside={"too_late": "intercepted"},
    closed=frozenset({"returned", "too_late"}),
)
SUMS = ("amount", "intercepted", "returned")

STOP_PAYMENT = register(
    RecordType(
        model=StopPayment,
        code="STP",
        slug="stop-payments",
        label=_("Stop-payment"),
        label_plural=_("Stop-payments"),
        log_label=_("Log a stop-payment"),
        states=STATES,
        state_labels=dict(StopState.choices),
        sections=(
            Section(
                "",
                ("amount", "currency", "institution", "account"),
                hint=_("The account is the payee's. No name of who was defrauded."),
            ),
            WHAT_HAPPENED,
            Section(_("What became of it"), ("intercepted", "returned", "losses_in"), folded=True),
            Section(
                _("Rate"),
                ("usd_rate", "rate_source", "rate_on"),
                folded=True,
                hint=_("At the rate of the day of the request, with the source of the rate."),
            ),
            MORE_OF_IT,
            HANDLING,
        ),
        columns=("institution", *SUMS),
        filters=("status", "country", "verification", "event_on"),
        event_label=_("Requested on"),
        identifiers=StopPaymentIdentifier,
        identifier_kinds=OF_MONEY,
        units=dict.fromkeys(SUMS, "currency") | {"intercepted_usd": "USD", "returned_usd": "USD", "usd_rate": "USD"},
        headings={"amount": _("Requested"), "intercepted": _("Intercepted"), "returned": _("Returned")},
        drawings={"requested": "clock", "intercepted": "lock", "returned": "ok", "too_late": "x"},
        personal=("account", "narrative", "place_name", "coordinates"),
        example={"currency": "THB"},
    )
)
