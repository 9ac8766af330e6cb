"""Who sends, who keeps a card, who writes and confirms a hand-over note; each «no» says who may."""

from django.utils.translation import gettext_lazy as _

from coordination.roster.models import HandoverNote, Secondment
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict

NOT_YOURS = Denied(_("Everybody keeps his own card. Ask the person whose card it is."))
NOT_SECONDED = Denied(_("A hand-over note is written by who is seconded to LMLECC."))
NOT_SUCCESSOR = Denied(_("The successor confirms the note, nobody else."))
CONFIRMED = Denied(_("This note is confirmed already."))


def may_amend_card(principal: Principal, secondment: Secondment) -> Verdict:
    """One's own, while one reads the roster."""
    verdict = may(principal, "roster.read")
    if not verdict:
        return verdict
    return True if secondment.user_id == principal.user_id else NOT_YOURS


def may_hand_over(principal: Principal, secondment: Secondment | None) -> Verdict:
    """Who is seconded himself."""
    verdict = may(principal, "roster.read")
    if not verdict:
        return verdict
    return True if secondment is not None and secondment.user_id == principal.user_id else NOT_SECONDED


def may_confirm(principal: Principal, note: HandoverNote) -> Verdict:
    """The successor, once."""
    if note.successor_id != principal.user_id:
        return NOT_SUCCESSOR
    return CONFIRMED if note.confirmed_at else True
