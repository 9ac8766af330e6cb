"""B01: checkpoints and joint patrols, and their hours."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from operation.cases.records.border_activity import BorderActivity, BorderKind
from reporting.indicators.rules.base import Contribution, Indicator, Unit, at_event

WATCHES = frozenset({BorderKind.CHECKPOINT, BorderKind.PATROL})


def _watches(activity: BorderActivity, value: Decimal | int | None = 1) -> Iterable[Contribution]:
    return at_event(activity, value) if activity.border_kind in WATCHES else ()


B01 = Indicator(
    code="B01",
    label=_("Checkpoints and joint patrols"),
    unit=Unit.COUNT,
    line=5,
    version=1,
    rule=_(
        "Checkpoints set up and joint patrols made at the borders, by the day on which they began; each once, however"
        " long it lasted. A patrol of two countries is counted by the one on whose ground it began."
    ),
    counts={BorderActivity: _watches},
)

B01H = Indicator(
    code="B01H",
    label=_("Hours of checkpoints and joint patrols"),
    unit=Unit.HOURS,
    line=5,
    version=1,
    rule=_(
        "Hours of the checkpoints and joint patrols (B01), by the day on which they began. Hours are of the activity "
        "and not of the officers in it: a patrol of ten officers for four hours is four hours. One whose hours are "
        "not known adds none."
    ),
    counts={BorderActivity: lambda activity: _watches(activity, activity.hours)},
)
