"""V02, in time: of the persons released from sites, how many were screened, and within 72 hours."""

from datetime import timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.kernel.dates import Precision
from reporting.indicators.rules.base import Scope
from reporting.measures.account import kept
from reporting.measures.base import Counted, Measure, Part, Share
from reporting.measures.rules.wording import AS_RECORDED
from reporting.measures.scoping import flags, is_claimed, is_in

SOON = timedelta(days=3)


def _counts(laborer: RescuedLaborer, scope: Scope) -> Counted | None:
    if laborer.from_inquiry or not is_in(laborer, scope, laborer.event_on, laborer.event_precision):
        return None
    if not is_claimed(laborer, scope):
        return None
    return flags(released=True, screened=laborer.screened_on is not None, soon=_was_soon(laborer))


def _was_soon(laborer: RescuedLaborer) -> bool:
    """A day that is known by its month alone proves nothing."""
    if laborer.screened_on is None or laborer.event_on is None or laborer.event_precision != Precision.DAY:
        return False
    return laborer.screened_on - laborer.event_on <= SOON


V02 = Measure(
    code="V02",
    label=_("Screened within 72 hours"),
    line=3,
    version=1,
    rule=_(
        "Of the persons released from a site within the execution dates who have a record, those with whom a "
        "screening began, and those with whom it began within 72 hours. Hours are not recorded: it is in time on the "
        "third day after the encounter at the latest. Where the day of the encounter is not known to the day, it is "
        "not in time. Whoever was released in the last three days is in the whole already."
    ),
    known=AS_RECORDED,
    columns=(
        Part("released", _("Released from sites")),
        Part("screened", _("Screened")),
        Part("soon", _("Screened within 72 hours")),
        Share("screened_share", _("Screened of released"), "screened", "released"),
        Share("soon_share", _("Within 72 hours, of released"), "soon", "released"),
    ),
    chain=("released", "screened", "soon"),
    headline="soon_share",
    beside=("screened_share",),
    read=partial(kept, "V02"),
    model=RescuedLaborer,
    counts=_counts,
)
