"""Who reads which part of the plan; the «no» says whose it is."""

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict

FOR_MEMBERS = Denied(_("This part of the plan is for the member countries and LMLECC."))


def may_read_members_part(principal: Principal) -> Verdict:
    """Whether the principal reads what is not marked for partners."""
    return FOR_MEMBERS if principal.is_partner else True
