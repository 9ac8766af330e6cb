"""Days as people choose them, and appointments as the cast makes them: through the actions."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from operation.access.roles import Role
from operation.administration.appointments.actions import appoint, cover, end
from operation.people.models import Appointment, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation


def day(ahead: int = 0) -> date:
    """A real day: today, or some days from it."""
    return timezone.now().date() + timedelta(days=ahead)


def appointed(by: User, person: User, role: Role, starts: int = 0, ends: int | None = None) -> Appointment:
    return appoint(
        principal=principal_of(by),
        operation=Operation.objects.get(code="seagull"),
        person=person,
        role=role,
        starts_on=day(starts),
        ends_on=None if ends is None else day(ends),
        reason="order 12/2026",
    )


def covered(by: User, absent: User, person: User, starts: int = 0, ends: int = 7) -> Appointment:
    return cover(
        principal=principal_of(by),
        appointment=absent.appointments.get(),
        person=person,
        starts_on=day(starts),
        ends_on=day(ends),
        reason="leave",
    )


def ended(by: User, appointment: Appointment, reason: str = "moved to another post") -> Appointment:
    return end(principal=principal_of(by), appointment=appointment, reason=reason)


def roles_of(user: User) -> frozenset[Role]:
    return principal_of(User.objects.get(pk=user.pk)).roles


def newcomer(beside: User, name: str = "newcomer", **more: Any) -> User:
    """Somebody of the same organisation who holds no role."""
    return User.objects.create(username=name, organisation=beside.organisation, **more)
