"""Reads of appointments: the list, one of them, who can be appointed, and what to tell on the desk."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.access.roles import NATIONAL
from operation.administration.appointments.policies import roles_to_give
from operation.audit import trail
from operation.kernel.errors import require
from operation.people.desk import Waiting
from operation.people.models import Appointment, Organisation, Standing, User
from operation.plan.models import Operation

COMPANY = ("user__organisation__country", "covers__user", "appointed_by", "ended_by")


def list_appointments(principal: Principal, operation: Operation, asked: dict[str, Any]) -> QuerySet[Appointment]:
    """Appointments that the principal may know of, newest first; one entry in the trail."""
    trail.record("listed", trail.Target(Appointment._meta.label), filter=asked)
    seen = Appointment.objects.visible_to(principal).filter(operation=operation).select_related(*COMPANY)
    return seen.order_by("-starts_on", "-pk")


def counts(principal: Principal, operation: Operation) -> dict[Standing, int]:
    """How many there are of each standing; three counts."""
    seen = Appointment.objects.visible_to(principal).filter(operation=operation)
    return {one: seen.standing(one).count() for one in Standing}


def read_appointment(principal: Principal, operation: Operation, key: UUID) -> Appointment | None:
    """One appointment for its reader; None: there is none of which the principal may know."""
    require(may(principal, "appointment.read"), verb="read appointment")
    seen = Appointment.objects.visible_to(principal).filter(operation=operation).select_related(*COMPANY)
    found = seen.filter(pk=key).first()
    if found is None:
        trail.record("denied", trail.Target(Appointment._meta.label, key), attempted="read")
        return None
    trail.record("read", found)
    return found


def candidates(principal: Principal) -> QuerySet[User]:
    """Whom the principal can appoint: the own people, or everybody; accounts that work."""
    people = User.objects.filter(is_active=True, organisation__isnull=False).exclude(pk=principal.person)
    if roles_to_give(principal) <= NATIONAL:
        people = people.filter(organisation_id=principal.own_organisation)
    return people.select_related("organisation").order_by("organisation__position", "first_name", "username")


def colleagues(principal: Principal, appointment: Appointment) -> QuerySet[User]:
    """Who can act for the holder of an appointment."""
    people = User.objects.filter(is_active=True, organisation=appointment.user.organisation)
    return people.exclude(pk__in=[principal.person, appointment.user_id]).order_by("first_name", "username")


def organisations_of(principal: Principal) -> QuerySet[Organisation]:
    """Organisations whose appointments the principal may know of."""
    if principal.holds("appointment.read_all"):
        return Organisation.objects.all()
    return Organisation.objects.filter(pk=principal.own_organisation)


def cover_told(principal: Principal) -> Iterator[Waiting]:
    """Cover that holds or is to come, told to both: who acts and who is covered. One query."""
    mine = Q(user_id=principal.user_id) | Q(covers__user_id=principal.user_id)
    known = Appointment.objects.filter(mine, covers__isnull=False).not_past()
    for one in known.select_related("user", "covers__user").order_by("starts_on"):
        assert one.covers and one.ends_on
        params = {"name": one.covers.user, "other": one.user, "role": one.get_role_display()}
        acts = one.user_id == principal.user_id
        what = _("You act for %(name)s: %(role)s") if acts else _("%(other)s acts for you: %(role)s")
        span = f"{date_format(one.starts_on)} – {date_format(one.ends_on)}"
        yield Waiting(what=what % params, detail=span, url=reverse("account"), verb=_("See your roles"))
