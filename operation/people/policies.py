"""Who hands over a code for an account, and who changes a password; each «no» says who may (docs/decisions/0013)."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import SIGN_IN_FIRST, Principal
from operation.kernel.errors import Denied, Verdict
from operation.people.models import EntryKind, User

SHARED_PASSWORD = Denied(_("Accounts of the demonstration share one password: it cannot be changed."))
ALREADY_IN = Denied(_("This account has been used. Its owner needs a recovery code from a person of that authority."))
NEVER_IN = Denied(_("This account has not been used yet. It needs a code for the first sign-in."))
NOT_ONESELF = Denied(_("Nobody vouches for oneself. Ask another person of your authority."))
OTHER_AUTHORITY = Denied(_("Only a person of the same authority may vouch. Ask one there, or the administrator."))
NO_LONGER_HERE = Denied(_("This account is disabled or has expired. The administrator opens it again."))


def may_change_password(principal: Principal) -> Verdict:
    """Whoever is signed in may; accounts of the demonstration share one password."""
    if settings.DEMO_TODAY:
        return SHARED_PASSWORD
    return True if principal.user_id else SIGN_IN_FIRST


def may_issue_entry_code(principal: Principal, user: User, kind: EntryKind) -> Verdict:
    """First sign-in: an administrator, for an account never used. Recovery: another person of the same organisation."""
    if not user.is_active or (user.expires_on and user.expires_on < timezone.now().date()):
        return NO_LONGER_HERE
    used = user.last_login is not None
    if kind == EntryKind.FIRST:
        return may(principal, "account.manage") and (ALREADY_IN if used else True)
    if user.pk == principal.user_id:
        return NOT_ONESELF
    if user.organisation_id is None or user.organisation_id != principal.organisation_id:
        return OTHER_AUTHORITY
    return may(principal, "account.vouch") and (True if used else NEVER_IN)
