"""V02: persons screened."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.rescued_laborer import RescuedLaborer
from reporting.indicators.rules.base import Indicator, Unit, on
from reporting.indicators.rules.splits import VICTIMS

V02 = Indicator(
    code="V02",
    label=_("Persons screened"),
    unit=Unit.COUNT,
    line=3,
    version=1,
    rule=_(
        "Persons released from a site (V01) who were screened for signs of trafficking, by the day on which the "
        "screening began; each person once, whatever it found. Whoever was under inquiry first was not released from a "
        "site and is not counted here. The country that screened the person holds the claim."
    ),
    counts={RescuedLaborer: lambda laborer: () if laborer.from_inquiry else on(laborer.screened_on)},
    happens=False,
    on_action_day=False,
    is_about_victims=True,
    shares=("V01",),
    splits=VICTIMS,
)
