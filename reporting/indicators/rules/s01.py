"""S01: main syndicates identified."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.syndicate import Syndicate
from reporting.indicators.rules.base import Indicator, Unit, at_event

S01 = Indicator(
    code="S01",
    label=_("Main syndicates identified"),
    unit=Unit.COUNT,
    line=1,
    version=1,
    rule=_(
        "Syndicates marked as main targets of the operation, by the day on which they were identified. "
        "The country that identified a syndicate holds the claim, wherever the syndicate works."
    ),
    counts={Syndicate: lambda syndicate: at_event(syndicate) if syndicate.is_main_target else ()},
    happens=False,
)
