"""P04: what became of those arrested: charged, convicted."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.suspect import Suspect
from reporting.indicators.rules.base import Contribution, Indicator, Unit, on
from reporting.indicators.rules.splits import SUSPECTS


def _charged(suspect: Suspect) -> Iterable[Contribution]:
    return on(suspect.charged_on) if suspect.arrested_on else ()


def _convicted(suspect: Suspect) -> Iterable[Contribution]:
    return on(suspect.convicted_on) if suspect.arrested_on else ()


P04 = Indicator(
    code="P04",
    label=_("Persons charged"),
    unit=Unit.COUNT,
    line=2,
    version=1,
    rule=_(
        "Persons arrested who were brought to court, by the day of the charge; each person once, however many charges"
        " there are. Whoever was acquitted or released afterwards was charged all the same and stays counted. Whoever"
        " holds the claim to the arrest holds this one too, even if a court of another country decides after a "
        "transfer. Whoever was reclassified as a presumed victim is no longer counted."
    ),
    counts={Suspect: _charged},
    on_action_day=False,
    splits=SUSPECTS,
)

P04C = Indicator(
    code="P04C",
    label=_("Persons convicted"),
    unit=Unit.COUNT,
    line=2,
    version=1,
    rule=_(
        "Persons arrested and charged (P04) who were convicted, by the day of the judgment; each person once. "
        "Whoever holds the claim to the arrest holds this one too. Whoever was reclassified as a presumed victim is no "
        "longer counted."
    ),
    counts={Suspect: _convicted},
    on_action_day=False,
    splits=SUSPECTS,
)
