"""S02: syndicates disrupted, and of them those that were dismantled."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from operation.cases.records.syndicate import Syndicate
from reporting.indicators.rules.base import Contribution, Indicator, Unit, on


def _disrupted(syndicate: Syndicate) -> Iterable[Contribution]:
    return on(syndicate.disrupted_on or syndicate.dismantled_on)


S02 = Indicator(
    code="S02",
    label=_("Syndicates disrupted"),
    unit=Unit.COUNT,
    line=1,
    version=1,
    rule=_(
        "Syndicates whose leaders were arrested, by the day on which that was reached; each syndicate once. A "
        "dismantled syndicate is disrupted as well. Whatever it did afterwards, moving elsewhere included, it stays "
        "counted. The country that logged the syndicate holds the claim, wherever the syndicate works."
    ),
    counts={Syndicate: _disrupted},
    happens=False,
    on_action_day=False,
)

S02D = Indicator(
    code="S02D",
    label=_("Syndicates dismantled"),
    unit=Unit.COUNT,
    line=1,
    version=1,
    rule=_(
        "Syndicates whose leaders were arrested and whose sites were closed, by the day on which both were reached; "
        "each syndicate once. They are part of the syndicates disrupted (S02). The country that logged the syndicate "
        "holds the claim, wherever the syndicate works."
    ),
    counts={Syndicate: lambda syndicate: on(syndicate.dismantled_on)},
    happens=False,
    on_action_day=False,
)
