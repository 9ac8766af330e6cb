"""Who may do what with an offer of support; each «no» says who may."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coordination.offers.models import SupportOffer
from coordination.offers.states import step_named
from operation.access.policies import may
from operation.access.principal import Principal
from operation.kernel.errors import Denied, Verdict

OTHER_PARTNER = Denied(_("A partner offers for itself. LMLECC logs what another partner offers."))
NOT_FOR_YOU = Denied(_("This support is for other countries: they say that it came."))


def may_offer(principal: Principal) -> Verdict:
    """Log an offer of some partner."""
    return may(principal, "offer.make")


def may_offer_for(principal: Principal, partner_id: UUID) -> Verdict:
    """Log one of this partner: the partner itself, or LMLECC on its behalf."""
    verdict = may_offer(principal)
    if not verdict or principal.is_secretariat:
        return verdict
    return True if principal.organisation_id == partner_id else OTHER_PARTNER


def may_step(principal: Principal, offer: SupportOffer, name: str) -> Verdict:
    """Take a step: by role; that it came is said by the countries that it is for."""
    verdict = may(principal, step_named(name).permission)
    if not verdict or name != "confirm":
        return verdict
    return True if principal.country in offer.countries else NOT_FOR_YOU
