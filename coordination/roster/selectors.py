"""Reads of the roster: cards, who is on duty, gaps in the duty, hand-over notes. All start from `visible_to`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from coordination.roster.models import DutyShift, HandoverNote, Secondment
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.audit import trail
from operation.kernel import clock
from operation.people.models import Appointment, User
from operation.plan.models import Operation

AHEAD = timedelta(days=14)
"""How far ahead gaps in the duty are looked for."""


def roster(principal: Principal, operation: Operation) -> QuerySet[Secondment]:
    """Everybody who was, is or will be at LMLECC, country by country."""
    seen = Secondment.objects.visible_to(principal).filter(operation=operation)
    return seen.select_related("user", "country")


def card_of(principal: Principal, operation: Operation) -> Secondment | None:
    """The principal's own secondment that holds today, or the next one."""
    own = roster(principal, operation).filter(user_id=principal.person).order_by("starts_on")
    today = clock.today()
    return next((one for one in own if one.ends_on is None or one.ends_on >= today), None)


def read_card(principal: Principal, secondment_id: UUID) -> Secondment | None:
    """One card for its reader; the reading is in the trail."""
    found = Secondment.objects.visible_to(principal).select_related("user", "country").filter(pk=secondment_id).first()
    if found is None:
        trail.record("denied", trail.Target(Secondment._meta.label, secondment_id), attempted="read")
        return None
    trail.record("read", found)
    return found


def on_duty(principal: Principal, operation: Operation) -> list[DutyShift]:
    """Who is on duty now. One query."""
    seen = DutyShift.objects.visible_to(principal).filter(secondment__operation=operation).at(clock.now())
    return list(seen.select_related("secondment__user", "secondment__country"))


def shifts_ahead(principal: Principal, operation: Operation) -> list[DutyShift]:
    """Shifts that are not over, within the days in which gaps are looked for. One query."""
    now = clock.now()
    seen = DutyShift.objects.visible_to(principal).filter(secondment__operation=operation)
    seen = seen.filter(ends_at__gt=now, starts_at__lt=now + AHEAD)
    return list(seen.select_related("secondment__user", "secondment__country"))


@dataclass(frozen=True, slots=True)
class Gap:
    """Nobody is on duty from one moment to another."""

    starts_at: datetime
    ends_at: datetime


def gaps(shifts: Sequence[DutyShift], now: datetime) -> list[Gap]:
    """Times without duty from now to the end of the last shift. Without any shift nothing is planned: no gap."""
    found: list[Gap] = []
    covered = now
    for shift in sorted(shifts, key=lambda one: one.starts_at):
        if shift.starts_at > covered:
            found.append(Gap(covered, shift.starts_at))
        covered = max(covered, shift.ends_at)
    return found


def read_note(principal: Principal, note_id: UUID) -> HandoverNote | None:
    """One hand-over note for its two persons; the reading is in the trail."""
    seen = HandoverNote.objects.visible_to(principal).select_related("giver", "successor", "secondment__country")
    found = seen.filter(pk=note_id).first()
    if found is None:
        trail.record("denied", trail.Target(HandoverNote._meta.label, note_id), attempted="read")
        return None
    trail.record("read", found)
    return found


def notes_of(principal: Principal) -> list[HandoverNote]:
    """The notes that the principal wrote or got, newest first. One query."""
    return list(HandoverNote.objects.visible_to(principal).select_related("giver", "successor"))


def coordinators() -> QuerySet[User]:
    """Who may be seconded: the operation coordinators whose appointment holds."""
    holding = Appointment.objects.holding().filter(role=Role.COORDINATOR)
    found = User.objects.filter(is_active=True, pk__in=holding.values("user_id"), organisation__country__isnull=False)
    return found.select_related("organisation").order_by("organisation__position", "username")


def successors(principal: Principal) -> QuerySet[User]:
    """To whom the principal may leave his desk: other coordinators of his own agency."""
    return coordinators().filter(organisation_id=principal.own_organisation).exclude(pk=principal.person)


def names(shifts: Iterable[DutyShift]) -> list[str]:
    return [str(shift.secondment.user) for shift in shifts]
