"""S03: sites closed; relocations apart."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.site import Site
from reporting.indicators.rules.base import Indicator, Unit, on

S03 = Indicator(
    code="S03",
    label=_("Sites closed"),
    unit=Unit.COUNT,
    line=1,
    version=1,
    rule=_(
        "Sites from which people were made to work frauds and that were closed after a raid, by the day of the "
        "closure; each site once. A raid alone is no closure. A site whose work has moved elsewhere is not closed: it"
        " counts in S03R."
    ),
    counts={Site: lambda site: on(site.closed_on)},
    on_action_day=False,
)

S03R = Indicator(
    code="S03R",
    label=_("Sites relocated"),
    unit=Unit.COUNT,
    line=1,
    version=1,
    rule=_(
        "Sites whose work has moved elsewhere, by the day on which that was found; each site once. They are told "
        "apart from the sites closed (S03) and never added to them. The new site is a site of its own."
    ),
    counts={Site: lambda site: on(site.relocated_on)},
    on_action_day=False,
)
