"""B02: checks at the borders, and entry refused."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.border_activity import BorderActivity
from reporting.indicators.rules.base import Contribution, Indicator, Unit, at_event
from reporting.indicators.rules.splits import CHECKS


def _checks(activity: BorderActivity) -> Iterable[Contribution]:
    return at_event(activity, (activity.persons_checked or 0) + (activity.vehicles_checked or 0))


B02 = Indicator(
    code="B02",
    label=_("Checks at the borders"),
    unit=Unit.COUNT,
    line=5,
    version=1,
    rule=_(
        "Checks of persons and of vehicles at checkpoints, on patrols and in screenings, by the day on which these "
        "began. Checks are no persons: who was checked twice makes two checks."
    ),
    counts={BorderActivity: _checks},
    splits=CHECKS,
)

B02R = Indicator(
    code="B02R",
    label=_("Entry refused"),
    unit=Unit.COUNT,
    line=5,
    version=1,
    rule=_(
        "Refusals of entry at checkpoints, on patrols and in screenings, by the day on which these began. Refusals are "
        "no persons: who was refused twice makes two refusals."
    ),
    counts={BorderActivity: lambda activity: at_event(activity, activity.refused_entry)},
)
