"""Who may do what with a request; each «no» says who may."""

from django.utils.translation import gettext_lazy as _

from coordination.requests.models import DangerCall, Request
from coordination.requests.states import SENDER, SIDES, step_named
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict

AGENCIES_ALONE = Denied(_("Requests go from an agency of a country to an agency of another one."))
OF_THE_SENDER = Denied(_("This step is the sender's: the agency that asks takes it."))
OF_THE_RECIPIENT = Denied(_("This step is the recipient's: the agency that was asked takes it."))
MARKED_STRICT = Denied(_("This request is TLP:AMBER+STRICT. Supervisors, coordinators and focal points read it."))


def may_draft(principal: Principal) -> Verdict:
    """Write a request: the people of an agency who log for it."""
    verdict = may(principal, "request.draft")
    return verdict if not verdict or principal.is_member else AGENCIES_ALONE


def may_amend(principal: Principal, request: Request) -> Verdict:
    """Change or throw away a draft: the people of its agency who read what it says."""
    verdict = may(principal, "request.draft")
    if not verdict:
        return verdict
    if not request.of_sender(principal):
        return OF_THE_SENDER
    return True if request.content_is_read_by(principal) else MARKED_STRICT


def may_step(principal: Principal, request: Request, name: str) -> Verdict:
    """Take a step: by role, and by the side whose step it is. Raises LookupError for a step that there is not."""
    verdict = may(principal, step_named(name).permission)
    if not verdict:
        return verdict
    if SIDES[name] == SENDER:
        return True if request.of_sender(principal) else OF_THE_SENDER
    return True if request.of_recipient(principal) else OF_THE_RECIPIENT


def may_take(principal: Principal, call: DangerCall) -> Verdict:
    """Take a call for help: the country where the person is held, or LMLECC; its originator is at it already."""
    verdict = may(principal, "danger.take")
    if not verdict:
        return verdict
    if principal.is_secretariat or principal.organisation_id == call.recipient_id:
        return True
    return Denied(_("You reported this. The country where the person is held takes it, or LMLECC."))
