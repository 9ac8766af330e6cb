"""P04: of the persons arrested, how many were charged, and convicted."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from operation.cases.records.suspect import Suspect, SuspectState
from reporting.indicators.rules.base import Scope
from reporting.measures.account import kept
from reporting.measures.base import Counted, Measure, Part, Share
from reporting.measures.rules.wording import AS_RECORDED
from reporting.measures.scoping import flags, is_claimed, is_in


def _counts(suspect: Suspect, scope: Scope) -> Counted | None:
    if suspect.status == SuspectState.RECLASSIFIED or not is_in(suspect, scope, suspect.arrested_on):
        return None
    if not is_claimed(suspect, scope):
        return None
    convicted = suspect.convicted_on is not None
    return flags(arrested=True, charged=convicted or suspect.charged_on is not None, convicted=convicted)


P04 = Measure(
    code="P04",
    label=_("Arrested, charged, convicted"),
    line=2,
    version=2,
    rule=_(
        "The cohort are the persons arrested within the execution dates who have a record: those that P02 counts from "
        "records. Charged: brought to court, whatever came of it, and convicted: by a court, on whatever day that was. "
        "Each is a share of the whole cohort. Persons who were reported without records are not in it: nothing is "
        "known of what became of them. Each country has a cohort of its own: whoever two of them confirmed to be one "
        "person is in the cohort of both, and so twice in that of all six, where P02 counts this person once."
    ),
    known=AS_RECORDED,
    columns=(
        Part("arrested", _("Arrested")),
        Part("charged", _("Charged")),
        Part("convicted", _("Convicted")),
        Share("charged_share", _("Charged of arrested"), "charged", "arrested"),
        Share("convicted_share", _("Convicted of arrested"), "convicted", "arrested"),
    ),
    chain=("arrested", "charged", "convicted"),
    headline="charged_share",
    beside=("convicted_share",),
    read=partial(kept, "P04"),
    model=Suspect,
    counts=_counts,
)
