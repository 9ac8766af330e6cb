"""«At this pace»: the one forecast that there is, a straight line, and said to be an estimate (decision 51)."""

from decimal import Decimal

from django.utils.translation import gettext as _

from operation.kernel import clock
from reporting.dashboards.results import Results
from reporting.indicators.figures import Figure
from reporting.indicators.rules import Indicator
from reporting.indicators.wording import short_words

FEWEST_WEEKS = 4
"""So many weeks must be over: before that one good week would promise anything."""


def estimate_of(results: Results, indicator: Indicator, figure: Figure, target: Decimal | None) -> str:
    """Where a figure ends if every day brings as much as the days so far; '' where that says nothing.

    Only against a target, while the execution runs, of the whole execution.
    """
    today = results.asked.as_known or clock.today()
    begun = [week for week in results.weeks if week.last < today]
    if not target or results.asked.has_period or len(begun) < FEWEST_WEEKS or today > results.weeks[-1].last:
        return ""
    first, last = results.weeks[0].first, results.weeks[-1].last
    days, so_far = (last - first).days + 1, (today - first).days
    words = short_words(round(figure.total * days / so_far, 0), indicator)
    return _("estimate: %(figure)s at this pace") % {"figure": words}
