"""C01: campaigns, and whom they reached."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.prevention_activity import PreventionActivity, PreventionKind
from reporting.indicators.rules.base import Contribution, Indicator, Unit, at_event


def _campaigns(activity: PreventionActivity, value: int | None = 1) -> Iterable[Contribution]:
    return at_event(activity, value) if activity.prevention_kind == PreventionKind.CAMPAIGN else ()


C01 = Indicator(
    code="C01",
    label=_("Prevention campaigns"),
    unit=Unit.COUNT,
    line=6,
    version=1,
    rule=_(
        "Campaigns against telecom fraud, by the day on which they began; each campaign once, however many places or "
        "media it used. A single warning and a takedown are no campaigns."
    ),
    counts={PreventionActivity: _campaigns},
)

C01R = Indicator(
    code="C01R",
    label=_("Reach of campaigns (estimate)"),
    unit=Unit.COUNT,
    line=6,
    version=1,
    rule=_(
        "People reached by campaigns (C01), as whoever ran them estimated, by the day on which they began. Who was "
        "reached by two campaigns is in both estimates: the figure is an order of magnitude and no number of persons."
    ),
    counts={PreventionActivity: lambda activity: _campaigns(activity, activity.reach)},
)
