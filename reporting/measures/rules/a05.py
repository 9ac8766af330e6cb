"""A05, success: of the money that was asked to be held, how much was intercepted before it was paid out."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from operation.cases.records.stop_payment import StopPayment, StopState
from reporting.indicators.rules.base import Scope
from reporting.measures.account import kept
from reporting.measures.base import Counted, Measure, Part, Share, Unit
from reporting.measures.rules.wording import AS_RECORDED
from reporting.measures.scoping import NONE, ONE, is_in

HELD = (StopState.INTERCEPTED, StopState.RETURNED)


def _counts(stop: StopPayment, scope: Scope) -> Counted | None:
    requested = stop.in_usd(stop.amount)
    if stop.status == StopState.REQUESTED or requested is None:
        return None
    if not is_in(stop, scope, stop.event_on, stop.event_precision):
        return None
    held = stop.status in HELD
    intercepted = stop.intercepted_usd if held and stop.intercepted_usd else NONE
    parts = {"decided": ONE, "held": ONE if held else NONE, "requested": requested, "intercepted": intercepted}
    return {name: value for name, value in parts.items() if value}


A05 = Measure(
    code="A05",
    label=_("Success of stop-payments"),
    line=4,
    version=1,
    rule=_(
        "Stop-payments that were requested within the execution dates and whose outcome is known: money was "
        "intercepted, or it had been paid out before. Success is the sum intercepted in percent of the sum requested, "
        "both in USD at the rate of the day of the request; without a rate a stop-payment is not in it. What still "
        "waits for its bank is in neither sum."
    ),
    known=AS_RECORDED,
    columns=(
        Part("decided", _("Decided")),
        Part("held", _("Intercepted")),
        Part("requested", _("Requested, USD"), Unit.USD),
        Part("intercepted", _("Intercepted, USD"), Unit.USD),
        Share("share", _("Success"), "intercepted", "requested"),
    ),
    chain=("decided", "held"),
    headline="share",
    beside=("intercepted",),
    read=partial(kept, "A05"),
    model=StopPayment,
    counts=_counts,
)
