"""Collect everything that an edition says into one frozen value. Nothing is asked of the database after this.

Two ways of telling share one set of figures, that of the dashboard at the same cut-off:
members read all known figures, verified and not, marked; names only as collect_names.py allows;
observers read verified figures, small cells withheld, no names, no free text (domain.md §7).
"""

from django.utils import translation
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.kernel.errors import Refused, require
from operation.plan.models import Operation
from reporting.consultation.models import Round
from reporting.evaluation.collect_evaluation import evaluation
from reporting.evaluation.collect_situation import situation
from reporting.evaluation.collection import Collection
from reporting.evaluation.content import Evaluation
from reporting.evaluation.kinds import PRINTED_AS, EditionKind
from reporting.evaluation.orders import Order
from reporting.evaluation.policies import may_build

ATTEMPTS = 3


def collect(
    principal: Principal, operation: Operation, order: Order, *, number: int, round_: Round | None = None
) -> Evaluation:
    """All that one edition says, in its language, as known at the end of its cut-off in Kunming; with a round of
    a report also the text to which the countries agree.

    It is collected anew where a figure changed meanwhile, which only a day that has not ended allows.

    Raises NotAllowed for whoever may not build reports; ValueError where the parts do not fit together; Refused where
    a figure of the round is not what it was, or where figures go on changing.
    """
    require(may_build(principal), verb="collect report")
    with translation.override(order.language):
        for _attempt in range(ATTEMPTS):
            run = Collection(principal, operation, order, round_)
            content = _content(run, number, round_)
            if run.still_holds():
                return content
    raise Refused(_("The figures changed while they were collected. Build it again, or with an earlier cut-off."))


def _content(run: Collection, number: int, round_: Round | None) -> Evaluation:
    """What the report's kind is printed as; without a report the evaluation."""
    if round_ is None or PRINTED_AS[round_.report.kind] == EditionKind.EVALUATION:
        return evaluation(run, number)
    return situation(run, number, round_.report)
