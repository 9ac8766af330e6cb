"""The question before every action. Each answer is yes, or a Denied that says who may."""

from uuid import UUID

from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.access.roles import holders
from operation.kernel.errors import Denied, Verdict

NOT_ORIGINATOR = Denied(_("Only the originator may do this. Ask the country that logged the record."))


def may(principal: Principal, permission: str) -> Verdict:
    """Whether a role of the principal carries the permission (access/roles.py)."""
    return True if principal.holds(permission) else not_your_role(permission)


def may_as_originator(principal: Principal, permission: str, originator_id: UUID) -> Verdict:
    """The same, and the thing belongs to the principal's own organisation."""
    if not principal.holds(permission):
        return not_your_role(permission)
    return True if originator_id == principal.organisation_id else NOT_ORIGINATOR


def not_your_role(permission: str) -> Denied:
    """The «no» that names the roles which carry the permission, in the language of whoever reads it."""
    return Denied(_explained(permission))


def _explain(permission: str) -> str:
    roles = " · ".join(str(role) for role in holders(permission)) or gettext("nobody")
    return gettext("Your role does not allow this. It is for: %(roles)s.") % {"roles": roles}


_explained = lazy(_explain, str)
