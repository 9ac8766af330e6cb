"""The words and codes that an evaluation uses without explaining them where they stand."""

from django.utils.translation import gettext as _

from operation.access.handling import HandlingCode
from reporting.evaluation.chapters import Term


def terms() -> tuple[Term, ...]:
    """In the language that is active, in the order of their use."""
    words = (
        Term(_("Claim"), _("A result that a country counts as its own, because it happened there.")),
        Term(_("Claimed twice"), _("What two countries count of one joint result. It is taken off the sum of claims.")),
        Term(_("Contribution"), _("The part of one country in a result that another one claims. Shown, never added.")),
        Term(_("Main target"), _("A syndicate on the list that was frozen at the start of the operation.")),
        Term(_("Record-backed"), _("Counted from single records that a country logged.")),
        Term(_("Reported"), _("Stated in a weekly return without records; it falls as the records arrive.")),
        Term(
            _("Rescued laborer"), _("A person brought out of forced criminality; never counted with those defrauded.")
        ),
        Term(_("Restatement"), _("A figure that changed after an edition that printed it was released.")),
        Term(_("Return"), _("The figures of one agency for one ISO week, clipped to the execution dates.")),
        Term(
            _("Seized, confiscated"), _("Seizure and freezing are temporary; confiscation is final and by court order.")
        ),
        Term(_("Syndicate"), _("An organized criminal group in the sense of article 2 of UNTOC.")),
        Term(_("Verified"), _("Confirmed by the supervision desk; whoever submits a return does not verify it.")),
        Term("TLP", _("Traffic Light Protocol 2.0: who may read at most.")),
    )
    return words + tuple(Term(code.value, str(code.label)) for code in HandlingCode)
