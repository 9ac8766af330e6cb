"""Who may look into the trail (domain.md §9, §10)."""

from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict

DPO_ALONE = Denied(_("Only the data-protection officer reads the whole trail. Your own is on your account page."))


def may_read_trail(principal: Principal) -> Verdict:
    """The data-protection officer, everything; it holds no content."""
    return True if principal.holds("trail.read") else DPO_ALONE


def may_take_anchors(principal: Principal) -> Verdict:
    """Every country, LMLECC and the data-protection officer keep anchors outside."""
    return may(principal, "anchor.read")
