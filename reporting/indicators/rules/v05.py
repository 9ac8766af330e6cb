"""V05: identified victims who were penalised; there should be none."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.rescued_laborer import RescuedLaborer
from reporting.indicators.rules.base import Contribution, Indicator, Unit, on
from reporting.indicators.rules.splits import VICTIMS


def _penalised(laborer: RescuedLaborer) -> Iterable[Contribution]:
    return on(laborer.identified_on) if laborer.penalised else ()


V05 = Indicator(
    code="V05",
    label=_("Identified victims penalised"),
    unit=Unit.COUNT,
    line=3,
    version=1,
    rule=_(
        "Persons formally identified as victims (V03F) who were penalised for what they were forced to do, by the day"
        " of their identification, whenever they were penalised; each person once. The target is 0: whoever is "
        "counted here is followed up by the supervision desk."
    ),
    counts={RescuedLaborer: _penalised},
    happens=False,
    on_action_day=False,
    is_about_victims=True,
    splits=VICTIMS,
)
