"""What an edition of a report asks of the consultation on it."""

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Refused
from reporting.consultation.models import Round
from reporting.consultation.selectors import check_agreed
from reporting.drafting.chapters import PRINTED
from reporting.drafting.models import ReportState
from reporting.evaluation.models import Edition
from reporting.evaluation.orders import Order

NOT_PRINTED = _("Editions are built of mid-term reports and final evaluations. Others are read on their own page.")
OTHER_CUTOFF = _("The report has the cut-off %(day)s: an edition of it has the same.")
OLDER_ROUND = _("This edition prints round %(number)s; the countries have a newer one by now. Build a new edition.")

WITHDRAWN = _("The report is withdrawn: no edition of it is built or released.")


def check_round(round_: Round, order: Order) -> None:
    """Raises Refused for a report of which no edition is built, or with another cut-off."""
    if round_.report.state == ReportState.WITHDRAWN:
        raise Refused(WITHDRAWN)
    if round_.report.kind not in PRINTED:
        raise Refused(NOT_PRINTED)
    if round_.report.cutoff != order.cutoff:
        raise Refused({"cutoff": OTHER_CUTOFF % {"day": round_.report.cutoff}})


def check_consulted(principal: Principal, edition: Edition) -> None:
    """An edition of a report leaves LMLECC when all six countries have agreed to the very round that it prints.

    Raises Refused. An edition without a report asks nothing.
    """
    if edition.round is None:
        return
    if edition.round.report.state == ReportState.WITHDRAWN:
        raise Refused(WITHDRAWN)
    agreed = check_agreed(principal, edition.round.report)
    if agreed.pk != edition.round_id:
        raise Refused(OLDER_ROUND, params={"number": edition.round.number})
