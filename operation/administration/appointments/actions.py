"""Writes on appointments: appoint, name cover, end (domain.md §1). A person is locked while his roles are compared."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.access.roles import HELD_IN, Role, apart_from
from operation.administration.appointments.policies import ONESELF, may_appoint, may_cover, may_end
from operation.audit import trail
from operation.kernel.errors import Conflict, Refused, require
from operation.people.models import Appointment, Standing, User
from operation.plan.models import Operation

LONGEST = timedelta(days=5 * 366)


@transaction.atomic
def appoint(
    *,
    principal: Principal,
    operation: Operation,
    person: User,
    role: Role,
    starts_on: date,
    ends_on: date | None,
    reason: str,
) -> Appointment:
    """Give a role from one day to another (None: until it is ended), today at the earliest.

    Raises NotAllowed, and Refused for a person, role or span that do not go together.
    """
    require(may_appoint(principal, role, person), verb=f"appoint {role}")
    person = _locked(person)
    _check_span(starts_on, ends_on)
    return _give(principal, operation, person, role, starts_on, ends_on, reason)


@transaction.atomic
def cover(
    *, principal: Principal, appointment: Appointment, person: User, starts_on: date, ends_on: date, reason: str
) -> Appointment:
    """Let a colleague act in the role of somebody who is absent, within the span of that appointment.

    Raises NotAllowed, and Refused for oneself, another organisation, or a span that is not within it.
    """
    require(may_cover(principal, appointment), verb=f"cover {appointment.role}")
    require(ONESELF if person.pk == principal.user_id else True, verb=f"cover {appointment.role}")
    covered = _current(appointment)
    person = _locked(person)
    _check_span(starts_on, ends_on)
    _check_cover(covered, person, starts_on, ends_on)
    role = Role(covered.role)
    return _give(principal, covered.operation, person, role, starts_on, ends_on, reason, covers=covered)


@transaction.atomic
def end(*, principal: Principal, appointment: Appointment, reason: str) -> Appointment:
    """End an appointment now, and with it whoever acts in it: their rights are gone at the next request.

    Raises NotAllowed, Refused without a reason, and Conflict when it has ended already.
    """
    require(may_end(principal, appointment), verb=f"end {appointment.role}")
    if not reason.strip():
        raise Refused({"reason": _("Say why it ends. The reason stays with the appointment.")})
    current = _current(appointment)
    acting = Appointment.objects.select_for_update().filter(covers=current, ended_at=None)
    ended = [current, *acting]
    for one in ended:
        one.ended_at, one.ended_by_id, one.end_reason = timezone.now(), principal.person, reason.strip()
        one.save(update_fields=["ended_at", "ended_by", "end_reason"])
    trail.record_each("ended appointment", ended, [{"user": one.user_id, "role": one.role} for one in ended])
    return current


def _give(
    principal: Principal,
    operation: Operation,
    person: User,
    role: Role,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    covers: Appointment | None = None,
) -> Appointment:
    _check_person(person, role)
    _check_free(person, operation, role, starts_on, ends_on)
    made = Appointment.objects.create(
        user=person,
        operation=operation,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        covers=covers,
        reason=reason.strip(),
        appointed_by_id=principal.person,
    )
    told = {"user": person.pk, "role": role, "starts_on": starts_on, "ends_on": ends_on}
    trail.record("named cover" if covers else "appointed", made, **told, covers=covers.pk if covers else None)
    return made


def _locked(person: User) -> User:
    return User.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=person.pk)


def _current(appointment: Appointment) -> Appointment:
    """The appointment, locked. Raises Conflict when it has ended since it was read."""
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("operation", "user")
    current = rows.get(pk=appointment.pk)
    if current.standing == Standing.PAST:
        raise Conflict(_("This appointment has ended already."))
    return current


def _check_span(starts_on: date, ends_on: date | None) -> None:
    today = timezone.now().date()
    if starts_on < today:
        message = _("«%(day)s» is past: an appointment begins today or later.")
        raise Refused({"starts_on": message % {"day": date_format(starts_on)}})
    if ends_on and ends_on < starts_on:
        message = _("«%(day)s» lies before the first day. Choose a later one.")
        raise Refused({"ends_on": message % {"day": date_format(ends_on)}})
    for field, given in (("starts_on", starts_on), ("ends_on", ends_on)):
        if given and given - today > LONGEST:
            message = _("«%(day)s» is more than five years from now. Choose an earlier day of the Gregorian calendar.")
            raise Refused({field: message % {"day": date_format(given)}})


def _check_person(person: User, role: Role) -> None:
    expired = person.expires_on and person.expires_on < timezone.now().date()
    if not person.is_active or expired or person.organisation is None:
        message = _("The account of %(name)s does not work. Ask the administrator first.")
        raise Refused({"person": message % {"name": person}})
    if role not in HELD_IN.get(person.organisation.kind, frozenset()):
        message = _("%(name)s belongs to %(organisation)s: «%(role)s» is held by the people of another kind of body.")
        params = {"name": person, "organisation": person.organisation, "role": role.label}
        raise Refused({"role": message % params})


def _check_free(person: User, operation: Operation, role: Role, starts_on: date, ends_on: date | None) -> None:
    """Neither the same role nor one that must stay apart from it, on any day of the span."""
    behind = Q(ends_on=None) | Q(ends_on__gte=starts_on)
    meanwhile = Appointment.objects.filter(behind, user=person, operation=operation, ended_at=None)
    if ends_on:
        meanwhile = meanwhile.filter(starts_on__lte=ends_on)
    for held in meanwhile:
        params = {"name": person, "held": held.get_role_display(), "day": date_format(held.starts_on)}
        if held.role == role:
            message = _("%(name)s holds the role «%(held)s» already, from %(day)s.")
            raise Refused({"person": message % params})
        if held.role in apart_from(role):
            message = _("%(name)s is «%(held)s» from %(day)s: one person does not hold both. End that one first.")
            raise Refused({"role": message % params})


def _check_cover(covered: Appointment, person: User, starts_on: date, ends_on: date) -> None:
    if covered.covers_id:
        raise Refused(_("This is cover itself. Name who acts for the person that is covered."))
    if person.pk == covered.user_id:
        raise Refused({"person": _("Nobody acts for himself. Choose a colleague.")})
    if person.organisation_id != covered.user.organisation_id:
        message = _("%(name)s belongs to another organisation. A colleague of the same one acts for the person.")
        raise Refused({"person": message % {"name": person}})
    if starts_on < covered.starts_on:
        message = _("The appointment that is covered begins on %(day)s. Choose that day or a later one.")
        raise Refused({"starts_on": message % {"day": date_format(covered.starts_on)}})
    if covered.ends_on and ends_on > covered.ends_on:
        message = _("The appointment that is covered ends on %(day)s. Choose that day or an earlier one.")
        raise Refused({"ends_on": message % {"day": date_format(covered.ends_on)}})
