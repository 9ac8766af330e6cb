"""G01: firearms."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.firearm import Firearm
from reporting.indicators.rules.base import Indicator, Unit, at_event
from reporting.indicators.rules.splits import FIREARMS

G01 = Indicator(
    code="G01",
    label=_("Firearms seized, found or surrendered"),
    unit=Unit.COUNT,
    line=5,
    version=2,
    rule=_(
        "Firearms seized, found or surrendered, by the day of their recovery; each firearm once, replicas and "
        "converted ones included. Parts and ammunition are not counted here. Whatever was done with a firearm "
        "afterwards, it stays counted."
    ),
    counts={Firearm: at_event},
    splits=FIREARMS,
)
