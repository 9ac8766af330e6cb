"""P05: suspects reclassified as presumed victims."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.suspect import Suspect, SuspectState
from reporting.indicators.rules.base import Contribution, Indicator, Unit, on


def _reclassified(suspect: Suspect) -> Iterable[Contribution]:
    """Of the record there is nothing left but its state and the day: no name is needed to count it."""
    return on(suspect.status_on) if suspect.status == SuspectState.RECLASSIFIED else ()


P05 = Indicator(
    code="P05",
    label=_("Suspects reclassified as presumed victims"),
    unit=Unit.COUNT,
    line=3,
    version=1,
    rule=_(
        "Persons under inquiry who turned out to be presumed victims, by the day from which they are presumed victims; "
        "each person once. From then on they count in no figure about suspects or arrests, and in the figures about "
        "victims from V03 on. The country that reclassified the person holds the claim."
    ),
    counts={Suspect: _reclassified},
    happens=False,
    on_action_day=False,
    is_about_victims=True,
)
