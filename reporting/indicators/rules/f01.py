"""F01: fugitives located."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.suspect import Suspect
from reporting.indicators.rules.base import Contribution, Indicator, Unit, on


def _located(suspect: Suspect) -> Iterable[Contribution]:
    return on(suspect.located_on) if suspect.warrant_on else ()


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
    counts={Suspect: _located},
)
