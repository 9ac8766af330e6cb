"""P06: arrest events."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.suspect import Suspect
from reporting.indicators.rules.base import Contribution, Indicator, Unit, on
from reporting.indicators.rules.splits import SUSPECTS


def _arrests(suspect: Suspect) -> Iterable[Contribution]:
    days = {suspect.arrested_on, *suspect.rearrested_on} if suspect.arrested_on else set()
    return (found for day in sorted(days) for found in on(day))


P06 = Indicator(
    code="P06",
    label=_("Arrest events"),
    unit=Unit.COUNT,
    line=2,
    version=1,
    rule=_(
        "Arrests and surrenders, each by its day: whoever was released or escaped and was arrested again is one person "
        "(P02) and two arrests. A person has one arrest a day at most. A transfer to another country is no arrest. "
        "The arrests of whoever was reclassified as a presumed victim are no longer counted."
    ),
    counts={Suspect: _arrests},
    splits=SUSPECTS,
    counts_events=True,
)
