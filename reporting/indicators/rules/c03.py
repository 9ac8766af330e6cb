"""C03: reported losses, as context."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.fraud_report import FraudReport
from reporting.indicators.rules.base import Indicator, Unit, at_event, in_currency

C03 = Indicator(
    code="C03",
    label=_("Reported losses (context)"),
    unit=Unit.USD,
    line=6,
    version=1,
    rule=_(
        "Losses in USD that defrauded people reported, by the month in which they reported them and at its rate. "
        "They are context and no result of the operation: so it is not asked whether the operation had a part in them. "
        "A month that lies partly outside the execution is not counted. Losses that nobody reported are not known."
    ),
    counts={FraudReport: lambda report: in_currency(report, report.amount, at_event(report, report.usd))},
    is_context=True,
)
