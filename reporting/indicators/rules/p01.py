"""P01: cases opened and cases solved."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.investigation import Investigation
from reporting.indicators.rules.base import Indicator, Unit, at_event, on

P01 = Indicator(
    code="P01",
    label=_("Cases opened"),
    unit=Unit.COUNT,
    line=1,
    version=1,
    rule=_(
        "Case files opened, by the day of their opening; each file once. A file that was opened before the execution "
        "is not counted. The country that opened the file holds the claim, wherever the crime was committed."
    ),
    counts={Investigation: at_event},
    happens=False,
)

P01S = Indicator(
    code="P01S",
    label=_("Cases solved"),
    unit=Unit.COUNT,
    line=1,
    version=1,
    rule=_(
        "Case files solved under national law, by the day on which they were solved; each file once, whenever it was "
        "opened: so more may be solved than were opened (P01). A file that was closed without being solved is not "
        "counted. The country that keeps the file holds the claim."
    ),
    counts={Investigation: lambda case: on(case.solved_on)},
    happens=False,
    on_action_day=False,
)
