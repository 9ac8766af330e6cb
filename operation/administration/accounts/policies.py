"""Who keeps accounts: the administrator, and never his own (docs/decisions/0019)."""

from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict
from operation.people.models import User

OWN_ACCOUNT = Denied(_("This is your own account. Another administrator decides on it."))


def may_manage(principal: Principal) -> Verdict:
    """Create accounts and read their list."""
    return may(principal, "account.manage")


def may_change(principal: Principal, user: User) -> Verdict:
    """Disable, enable, set the expiry of an account: of anybody else's."""
    if not (verdict := may_manage(principal)):
        return verdict
    return OWN_ACCOUNT if user.pk == principal.user_id else True
