"""G02: ammunition, and parts of firearms."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.ammunition_lot import AmmunitionLot
from operation.cases.records.firearm_part import FirearmPart
from reporting.indicators.rules.base import Indicator, Unit, at_event

G02 = Indicator(
    code="G02",
    label=_("Rounds of ammunition recovered"),
    unit=Unit.COUNT,
    line=5,
    version=1,
    rule=_(
        "Rounds of ammunition seized, found or surrendered, by the day of their recovery, counted one by one and not "
        "by the lot."
    ),
    counts={AmmunitionLot: lambda lot: at_event(lot, lot.rounds)},
)

G02P = Indicator(
    code="G02P",
    label=_("Parts of firearms recovered"),
    unit=Unit.COUNT,
    line=5,
    version=1,
    rule=_(
        "Parts and components of firearms seized, found or surrendered, by the day of their recovery, counted one by "
        "one. The parts of a firearm that counts in G01 are not counted once more."
    ),
    counts={FirearmPart: lambda part: at_event(part, part.quantity)},
)
