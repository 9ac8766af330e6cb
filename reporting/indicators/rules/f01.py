"""F01: fugitives located."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.suspect import Suspect
from reporting.indicators.rules.base import ONE, Contribution, Event, Indicator, Unit


def _counts(suspect: Suspect) -> Contribution | None:
    if suspect.located_on is None or suspect.warrant_on is None:
        return None
    return Contribution(ONE, Event(suspect.located_on))


F01 = Indicator(
    code="F01",
    label=_("Fugitives located"),
    unit=Unit.COUNT,
    line=2,
    version=1,
    rule=_(
        "Persons sought under a warrant whose whereabouts were found, by the day on which they were located; each "
        "person once. Whatever happened afterwards, they stay counted. Whoever was reclassified as a presumed victim "
        "is no longer counted."
    ),
    model=Suspect,
    counts=_counts,
)
