"""G03: firearms traced, and those that can be traced (SDG indicator 16.4.2)."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.firearm import UNMARKED, Firearm
from operation.cases.tracing import TraceState
from reporting.indicators.rules.base import Contribution, Indicator, Unit, at_event, on
from reporting.indicators.rules.splits import FIREARMS


def _traceable(firearm: Firearm) -> Iterable[Contribution]:
    if firearm.marking in UNMARKED or firearm.status == TraceState.UNTRACEABLE:
        return ()
    return at_event(firearm)


G03 = Indicator(
    code="G03",
    label=_("Firearms traced"),
    unit=Unit.COUNT,
    line=5,
    version=1,
    rule=_(
        "Firearms whose origin or whose way into crime was established by a trace, by the day of its result; each "
        "firearm once. A trace that was asked for and not answered is no result. The percentages are of the firearms "
        "recovered (G01) and of those that can be traced (G03T), as indicator 16.4.2 of the Sustainable Development "
        "Goals asks."
    ),
    counts={Firearm: lambda firearm: on(firearm.traced_on)},
    on_action_day=False,
    shares=("G01", "G03T"),
    splits=FIREARMS,
)

G03T = Indicator(
    code="G03T",
    label=_("Firearms that can be traced"),
    unit=Unit.COUNT,
    line=5,
    version=1,
    rule=_(
        "Of the firearms recovered (G01) those that bear a marking and were not found to be untraceable, by the day of "
        "their recovery; each firearm once. A firearm that turns out to be untraceable leaves this figure."
    ),
    counts={Firearm: _traceable},
    splits=FIREARMS,
)
