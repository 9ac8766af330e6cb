"""V04: what was done for victims: referral, assistance, return."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.rescued_laborer import RescuedLaborer
from reporting.indicators.rules.base import Indicator, Unit, on
from reporting.indicators.rules.splits import VICTIMS

V04 = Indicator(
    code="V04",
    label=_("Persons referred"),
    unit=Unit.COUNT,
    line=3,
    version=1,
    rule=_(
        "Persons referred to protection services, by the day of the referral; each person once. Nobody is referred "
        "without consent, whose day is recorded before. A consent that was withdrawn later does not undo the referral. "
        "The country that referred the person holds the claim."
    ),
    counts={RescuedLaborer: lambda laborer: on(laborer.referred_on)},
    happens=False,
    on_action_day=False,
    is_about_victims=True,
    splits=VICTIMS,
)

V04A = Indicator(
    code="V04A",
    label=_("Persons assisted"),
    unit=Unit.COUNT,
    line=3,
    version=1,
    rule=_(
        "Persons who were given assistance, by the day on which it began; each person once, whether or not referred "
        "before, and whether or not identified as a victim. The country that assists holds the claim."
    ),
    counts={RescuedLaborer: lambda laborer: on(laborer.assisted_on)},
    happens=False,
    on_action_day=False,
    is_about_victims=True,
    splits=VICTIMS,
)

V04R = Indicator(
    code="V04R",
    label=_("Persons returned"),
    unit=Unit.COUNT,
    line=3,
    version=1,
    rule=_(
        "Persons who returned to their country, by the day of the return; each person once. Whoever remained in the "
        "country or was resettled in a third one did not return. The country from which the person returned holds the "
        "claim."
    ),
    counts={RescuedLaborer: lambda laborer: on(laborer.returned_on)},
    happens=False,
    on_action_day=False,
    is_about_victims=True,
    splits=VICTIMS,
)
