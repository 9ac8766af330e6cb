"""Who speaks about a match; each «no» says who may. Who sees one is said by its rows (models.py)."""

from django.utils.translation import gettext_lazy as _

from coordination.deconfliction.models import CONCLUDE, DISCLOSE, READ, Match
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict

NOT_A_SIDE = Denied(_("Only the two countries of a match say something about it."))


def may_read(principal: Principal) -> Verdict:
    return may(principal, READ)


def may_ask(principal: Principal) -> Verdict:
    """Ask for a number: the coordinator of an agency."""
    return may(principal, DISCLOSE)


def may_disclose(principal: Principal, match: Match | None) -> Verdict:
    """Reveal, tell, take back: the coordinator of a side. None is a match of which only the own side is known."""
    return _of_side(principal, match, DISCLOSE)


def may_conclude(principal: Principal, match: Match) -> Verdict:
    """Propose an outcome, or agree to one: the coordinator of a side."""
    return _of_side(principal, match, CONCLUDE)


def _of_side(principal: Principal, match: Match | None, permission: str) -> Verdict:
    if match is not None and not match.is_side(principal):
        return NOT_A_SIDE
    return may(principal, permission)
