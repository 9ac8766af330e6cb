"""The question before every action. Each answer is yes, or a Denied that says why."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict

NOT_YOUR_ROLE = Denied(_("Your role does not allow this. Ask your operation coordinator."))
NOT_ORIGINATOR = Denied(_("Only the originator may do this. Ask the country that logged the record."))


def may(principal: Principal, permission: str) -> Verdict:
    """Whether a role of the principal carries the permission (access/roles.py)."""
    return True if principal.holds(permission) else NOT_YOUR_ROLE


def may_as_originator(principal: Principal, permission: str, originator_id: UUID) -> Verdict:
    """The same, and the thing belongs to the principal's own organisation."""
    if not principal.holds(permission):
        return NOT_YOUR_ROLE
    return True if originator_id == principal.organisation_id else NOT_ORIGINATOR
