"""Who may do what with a removal; each «no» says who may."""

from django.utils.translation import gettext_lazy as _

from coordination.removals.models import Removal
from coordination.removals.states import ANSWER, ASK, ASKED, ASKING, CONFIRM, EITHER, side_of, step_named
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict

ASKING_ALONE = Denied(_("Only the country that asks may do this."))
ASKED_ALONE = Denied(_("Only the country that was asked may do this."))
SIDES_ALONE = Denied(_("Only the two countries between which it stands may do this."))
MARKED = Denied(_("Its marking keeps words and persons from your role."))
AGENCIES = Denied(_("Agencies of the member countries ask each other for a removal."))


def may_ask(principal: Principal) -> Verdict:
    """Begin a request: a supervisor or the coordinator of an agency."""
    verdict = may(principal, ASK)
    return verdict if not verdict or principal.is_member else AGENCIES


def may_step(principal: Principal, removal: Removal, name: str) -> Verdict:
    """Take a step: by role, and for the side whose step it is."""
    verdict = may(principal, step_named(name).permission)
    return verdict and on_side(principal, removal, side_of(name))


def on_side(principal: Principal, removal: Removal, side: str) -> Verdict:
    """Of the side that it takes, and somebody who reads what the removal says."""
    asking, asked = removal.of_sender(principal), removal.of_recipient(principal)
    if side == ASKING and not asking:
        return ASKING_ALONE
    if side == ASKED and not asked:
        return ASKED_ALONE
    if not asking and not asked:
        return SIDES_ALONE
    return True if removal.content_is_read_by(principal) else MARKED


def may_list(principal: Principal, removal: Removal) -> Verdict:
    """Name persons: the asking side in its draft, the asked side while it prepares."""
    side = ASKING if removal.of_sender(principal) else ASKED
    verdict = may(principal, ASK if side == ASKING else ANSWER)
    return verdict and on_side(principal, removal, side)


def may_prepare(principal: Principal, removal: Removal) -> Verdict:
    """Answer the checklist and write the manifest: the asked side."""
    verdict = may(principal, ANSWER)
    return verdict and on_side(principal, removal, ASKED)


def may_explain(principal: Principal, removal: Removal) -> Verdict:
    """Note and explain incidents: both sides."""
    verdict = may(principal, CONFIRM)
    return verdict and on_side(principal, removal, EITHER)


def may_print(principal: Principal, removal: Removal) -> Verdict:
    """Take papers out of the application: the two sides alone, up to the mark."""
    verdict = may(principal, "record.export")
    return verdict and on_side(principal, removal, EITHER)
