"""P03: main suspects captured."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.suspect import Suspect, Tier
from reporting.indicators.rules.base import Contribution, Indicator, Unit, on
from reporting.indicators.rules.splits import SUSPECTS


def _captured(suspect: Suspect) -> Iterable[Contribution]:
    return on(suspect.arrested_on) if suspect.tier == Tier.MAIN else ()


P03 = Indicator(
    code="P03",
    label=_("Main suspects captured"),
    unit=Unit.COUNT,
    line=2,
    version=1,
    rule=_(
        "Main suspects arrested or surrendered, by the day of their first arrest; each person once. They are part of "
        "the persons arrested (P02) and leave both figures together. The target is the number of main suspects on the"
        " list that the countries froze at the start: the percentage is of that list."
    ),
    counts={Suspect: _captured},
    splits=SUSPECTS,
)
