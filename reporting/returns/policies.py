"""Who may do what with a return; each «no» says who may."""

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.kernel.errors import Denied, Text, Verdict
from reporting.returns.models import NationalReturn
from reporting.returns.states import OPEN, step_named

WHO_MAY: dict[str, Text] = {
    "draft": _("Officers, supervisors and the operation coordinator of the agency fill in its return."),
    "submit": _("A supervisor or the operation coordinator of the agency submits its return."),
    "query": _("The supervision desk of LMLECC asks about returns."),
    "verify": _("The supervision desk of LMLECC verifies returns."),
    "lock": _("The director of LMLECC locks returns."),
    "reopen": _("The director of LMLECC reopens returns."),
}
OTHER_AGENCY = Denied(_("This is the return of another agency. Only that agency fills it in and submits it."))
OTHER_COUNTRY = Denied(_("The returns of another country are read by that country and LMLECC."))
OWN_SUBMISSION = Denied(_("You submitted this return. Somebody else verifies it."))


def may_draft(principal: Principal, national_return: NationalReturn) -> Verdict:
    """Fill in: the agency's own people."""
    return _own(principal, national_return, "draft", "return.draft")


def may_enter(principal: Principal, national_return: NationalReturn) -> bool:
    """Whether the page is a form for the principal: who may fill in, while the agency still may."""
    return national_return.state in OPEN and bool(may_draft(principal, national_return))


def may_step(principal: Principal, national_return: NationalReturn, name: str) -> Verdict:
    """Take a step: by role, submit for the own agency alone, and never verify what one submitted oneself."""
    permission = step_named(name).permission
    if name == "submit":
        return _own(principal, national_return, name, permission)
    if not principal.holds(permission):
        return Denied(WHO_MAY[name])
    if name == "verify" and national_return.submitted_by_id == principal.user_id:
        return OWN_SUBMISSION
    return True


def _own(principal: Principal, national_return: NationalReturn, name: str, permission: str) -> Verdict:
    if not principal.holds(permission):
        return Denied(WHO_MAY[name])
    return True if national_return.agency_id == principal.organisation_id else OTHER_AGENCY
