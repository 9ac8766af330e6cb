"""V03: victims, presumed and formally identified."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.rescued_laborer import RescuedLaborer
from reporting.indicators.rules.base import Indicator, Unit, on
from reporting.indicators.rules.splits import VICTIMS

V03 = Indicator(
    code="V03",
    label=_("Presumed victims"),
    unit=Unit.COUNT,
    line=3,
    version=1,
    rule=_(
        "Persons presumed to be victims of trafficking after a screening, by the day of that finding; each person "
        "once. Whatever is decided later, they were presumed victims and stay counted. Whoever was reclassified (P05)"
        " is among them. The country that presumed it holds the claim."
    ),
    counts={RescuedLaborer: lambda laborer: on(laborer.presumed_on)},
    happens=False,
    on_action_day=False,
    is_about_victims=True,
    splits=VICTIMS,
)

V03F = Indicator(
    code="V03F",
    label=_("Victims formally identified"),
    unit=Unit.COUNT,
    line=3,
    version=1,
    rule=_(
        "Persons whom the competent authority formally identified as victims of trafficking, by the day of its "
        "decision; each person once. Whoever it did not identify is not counted. The country whose authority decided "
        "holds the claim."
    ),
    counts={RescuedLaborer: lambda laborer: on(laborer.identified_on)},
    happens=False,
    on_action_day=False,
    is_about_victims=True,
    splits=VICTIMS,
)
