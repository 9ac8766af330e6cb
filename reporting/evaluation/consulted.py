"""What an edition of a report asks of the consultation on it."""

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Refused
from reporting.consultation.models import Round
from reporting.consultation.selectors import check_agreed
from reporting.drafting.models import Report, ReportState
from reporting.evaluation.kinds import FOR_OBSERVERS, PRINTED_AS, EditionKind
from reporting.evaluation.models import Audience, Edition
from reporting.evaluation.orders import Order

NOT_FOR_OBSERVERS = _(
    "Observers read editions of the mid-term report and of the final evaluation. Build this one for members."
)
OTHER_CUTOFF = _("The report has the cut-off %(day)s: an edition of it has the same.")
OLDER_ROUND = _("This edition prints round %(number)s; the countries have a newer one by now. Build a new edition.")

NOT_RELEASED = _("The report itself is not released yet. Release it first, then this edition of it.")
WITHDRAWN = _("The report is withdrawn: no edition of it is built or released.")


def check_round(round_: Round, order: Order) -> None:
    """Raises Refused for a report that was withdrawn, or is not for such readers, or has another cut-off."""
    if round_.report.state == ReportState.WITHDRAWN:
        raise Refused(WITHDRAWN)
    if order.audience == Audience.OBSERVER and PRINTED_AS[round_.report.kind] not in FOR_OBSERVERS:
        raise Refused({"audience": NOT_FOR_OBSERVERS})
    if round_.report.cutoff != order.cutoff:
        raise Refused({"cutoff": OTHER_CUTOFF % {"day": round_.report.cutoff}})


def check_consulted(principal: Principal, edition: Edition) -> None:
    """An edition of a report leaves LMLECC when all six countries have agreed to the very round that it prints; of a
    weekly, monthly or country report once that is released, which it is in its last round.

    Raises Refused. An edition without a report asks nothing.
    """
    if edition.round is None:
        return
    if edition.round.report.state == ReportState.WITHDRAWN:
        raise Refused(WITHDRAWN)
    agreed = check_agreed(principal, edition.round.report)
    if agreed.pk != edition.round_id:
        raise Refused(OLDER_ROUND, params={"number": edition.round.number})
    if edition.has_period and edition.round.report.state != ReportState.RELEASED:
        raise Refused(NOT_RELEASED)


def waits_for_report(report: Report) -> bool:
    """Whether editions of it can be released later on, once it is: those of weekly, monthly and country reports."""
    is_short = PRINTED_AS[report.kind] != EditionKind.EVALUATION
    return is_short and report.state not in (ReportState.RELEASED, ReportState.WITHDRAWN)
