"""P02: persons arrested."""

from django.utils.translation import gettext_lazy as _

from operation.cases.records.suspect import Suspect
from reporting.indicators.rules.base import Earlier, Indicator, Unit, on
from reporting.indicators.rules.splits import SUSPECTS

P02 = Indicator(
    code="P02",
    label=_("Persons arrested"),
    unit=Unit.COUNT,
    line=2,
    version=2,
    rule=_(
        "Persons arrested or surrendered, by the day of their first arrest; each person once, however often arrested. "
        "Whoever was released or eliminated from the inquiry afterwards was arrested all the same and stays counted. "
        "A later transfer to another country is not another arrest. Whoever was reclassified as a presumed victim "
        "is no longer counted."
    ),
    counts={Suspect: lambda suspect: on(suspect.arrested_on)},
    splits=SUSPECTS,
    earlier=(
        Earlier(
            1,
            _(
                "Persons arrested or surrendered, by the day of their first arrest; each person once, however often "
                "arrested. Whoever was released or eliminated from the inquiry afterwards was arrested all the same "
                "and stays counted. A later transfer to another country is not another arrest."
            ),
            {Suspect: lambda suspect: on(suspect.arrested_on)},
        ),
    ),
)
