"""V01: persons released from sites."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.rescued_laborer import RescuedLaborer
from reporting.indicators.rules.base import Earlier, Indicator, Unit, at_event
from reporting.indicators.rules.splits import VICTIMS

V01 = Indicator(
    code="V01",
    label=_("Persons released from sites"),
    unit=Unit.COUNT,
    line=3,
    version=2,
    rule=_(
        "Persons released from a site, by the day on which they were encountered; each person once, "
        "whether or not they are identified as a victim later. Whoever was under inquiry first and then reclassified "
        "as a presumed victim was not released from a site."
    ),
    counts={RescuedLaborer: lambda laborer: () if laborer.from_inquiry else at_event(laborer)},
    is_about_victims=True,
    splits=VICTIMS,
    earlier=(
        Earlier(
            1,
            _(
                "Persons released from a site, by the day on which they were encountered; each person once, "
                "whether or not they are identified as a victim later."
            ),
            {RescuedLaborer: at_event},
        ),
    ),
)
