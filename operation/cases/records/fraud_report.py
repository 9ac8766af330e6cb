"""Fraud reports: what defrauded people lost, by month and country, without any name (domain.md §4)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from operation.access.grants import RecordGrant
from operation.cases.frauds import FraudType
from operation.cases.history import tracked
from operation.cases.money import Rated
from operation.cases.registry import RecordType, Section, register
from operation.cases.sections import HANDLING
from operation.kernel.dates import Precision
from operation.kernel.errors import Text
from operation.kernel.transitions import StateTable, Transition


class FraudReportState(models.TextChoices):
    PROVISIONAL = "provisional", _("provisional")
    FINAL = "final", _("final")


@tracked
class FraudReport(Rated):
    """Losses of one month in one country: how many people reported, and how much. `usd` at the rate of the month."""

    fraud_type = models.CharField(_("fraud type"), max_length=12, choices=FraudType, blank=True)
    reports = models.PositiveIntegerField(_("reports"), validators=[MinValueValidator(1)])
    amount = models.DecimalField(_("losses"), max_digits=38, decimal_places=18, null=True, blank=True)
    usd = models.DecimalField(_("losses in USD"), max_digits=24, decimal_places=2, null=True, editable=False)

    def derive(self) -> None:
        """A whole day stands for its month: a report of one day might tell of one person."""
        self.settle_currency()
        self.usd = self.in_usd(self.amount)
        self.place_country = self.place_country or self.country_id
        if self.event_on and self.event_precision == Precision.DAY:
            self.event_on, self.event_precision = self.event_on.replace(day=1), Precision.MONTH

    def objections(self) -> dict[str, Text]:
        found = self.objections_to_money(amount=self.amount)
        if self.event_on is None:
            found["event_date"] = _("Losses are reported by month: write it as 2024-10.")
        return found


class FraudReportGrant(RecordGrant):
    content_object = models.ForeignKey(FraudReport, models.CASCADE, related_name="grants")


STATES = StateTable(
    initial=FraudReportState.PROVISIONAL,
    transitions=(Transition("finish", _("Figures are final"), ("provisional",), "final", "record.transition"),),
    line=("provisional", "final"),
    closed=frozenset({"final"}),
)

FRAUD_REPORT = register(
    RecordType(
        model=FraudReport,
        code="FRA",
        slug="fraud-reports",
        label=_("Fraud report"),
        label_plural=_("Fraud reports"),
        log_label=_("Log reported losses"),
        states=STATES,
        state_labels=dict(FraudReportState.choices),
        sections=(
            Section(
                "",
                ("event_date", "place_country", "fraud_type", "reports", "amount", "currency"),
                hint=_("Totals of one month and country. No name, no case of a single person."),
            ),
            Section(
                _("Rate"),
                ("usd_rate", "rate_source", "rate_on"),
                folded=True,
                hint=_("At the rate of the month, with the source of the rate."),
            ),
            Section(_("Attribution"), ("attribution", "other_operation", "national_reference"), folded=True),
            HANDLING,
        ),
        columns=("event_date", "place_country", "fraud_type", "reports", "amount"),
        filters=("status", "fraud_type", "country", "verification", "event_on"),
        event_label=_("Month"),
        units={"amount": "currency", "usd": "USD", "usd_rate": "USD"},
        headings={"place_country": _("Country")},
        drawings={"provisional": "work", "final": "ok"},
        note=_("Context: losses are no result of the operation."),
    )
)
