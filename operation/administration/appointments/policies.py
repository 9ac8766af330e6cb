"""Who appoints to a role, names cover and ends an appointment; each «no» says who may (docs/decisions/0018)."""

from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.access.roles import APPOINTS, NATIONAL, Role
from operation.kernel.errors import Denied, Verdict
from operation.people.models import Appointment, User

NATIONAL_ROLE = Denied(_("The operation coordinator of an agency appoints its officers, supervisors and focal points."))
OTHER_ROLE = Denied(_("The director of LMLECC appoints operation coordinators, LMLECC's own people and observers."))
OTHER_AGENCY = Denied(_("This person belongs to another agency. Only the coordinator of that agency decides on it."))
ONESELF = Denied(_("Nobody appoints himself or ends his own appointment. Ask whoever appointed you."))
HEADS = frozenset({Role.COORDINATOR, Role.DIRECTOR})


def roles_to_give(principal: Principal) -> frozenset[Role]:
    """The roles to which the principal may appoint somebody."""
    return frozenset().union(*(APPOINTS[role] for role in principal.roles if role in APPOINTS))


def may_appoint(principal: Principal, role: str, person: User) -> Verdict:
    """A coordinator in the own agency, the director to every other role; nobody himself."""
    if role not in roles_to_give(principal):
        return NATIONAL_ROLE if role in NATIONAL else OTHER_ROLE
    if role in NATIONAL and person.organisation_id != principal.organisation_id:
        return OTHER_AGENCY
    return ONESELF if person.pk == principal.user_id else True


def may_cover(principal: Principal, appointment: Appointment) -> Verdict:
    """Name who acts for somebody: whoever appoints to the role; heads say themselves who acts for them."""
    if appointment.user_id == principal.user_id and appointment.role in HEADS & principal.roles:
        return True
    return may_appoint(principal, appointment.role, appointment.user)


def may_end(principal: Principal, appointment: Appointment) -> Verdict:
    """Whoever appoints to the role; and whoever is covered ends the cover when he is back."""
    if appointment.covers and appointment.covers.user_id == principal.user_id:
        return True
    return may_appoint(principal, appointment.role, appointment.user)
