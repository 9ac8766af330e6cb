"""C02: what was blocked to prevent fraud."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.prevention_activity import BLOCKED, PreventionActivity
from reporting.indicators.rules.base import Contribution, Indicator, Unit, at_event
from reporting.indicators.rules.splits import PREVENTED


def _blocked(activity: PreventionActivity) -> Iterable[Contribution]:
    return at_event(activity, sum(getattr(activity, name) or 0 for name in BLOCKED))


C02 = Indicator(
    code="C02",
    label=_("Numbers, domains and accounts blocked"),
    unit=Unit.COUNT,
    line=6,
    version=1,
    rule=_(
        "Phone numbers, domains, accounts and SIM cards that operators, registrars and banks blocked to prevent fraud, "
        "by the day on which the activity began. What was frozen or seized under the law counts in A04 and not here."
    ),
    counts={PreventionActivity: _blocked},
    splits=PREVENTED,
)
