"""Reads of the operation: each starts from `visible_to`, so that a partner meets what is marked for partners alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db.models import Prefetch
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.kernel import clock
from operation.people.models import Appointment, Country, Organisation, OrganisationKind
from operation.plan.models import (
    ActionDay,
    LineOfEffort,
    Meeting,
    Objective,
    Operation,
    OperationalAction,
    Participation,
    Phase,
)
from operation.plan.timeline import Kind, Moment, Span


def current_operation() -> Operation | None:
    """The operation of this installation (`OPERATION`), or None before one is loaded."""
    return Operation.objects.select_related("parent").filter(code=settings.OPERATION).first()


def operation_or_404() -> Operation:
    """The same for a page. Raises Http404 before one is loaded."""
    found = current_operation()
    if found is None:
        raise Http404
    return found


def operation_name() -> str:
    """Its name alone in the reader's language, as every page shows it, asked of the database every five minutes; ""
    before one is loaded."""
    known: str | None = cache.get(settings.OPERATION)
    if known is None:
        known = Operation.objects.filter(code=settings.OPERATION).values_list("name", flat=True).first()
        cache.set(settings.OPERATION, known, 300)
    return gettext(known or "")


def visible_operation(principal: Principal) -> Operation | None:
    """The same, as far as the principal may read it."""
    return Operation.objects.visible_to(principal).select_related("parent").filter(code=settings.OPERATION).first()


def lines_of(operation: Operation, principal: Principal) -> list[LineOfEffort]:
    """The lines of effort with the objectives and actions that the principal may read; three queries."""
    objectives = Objective.objects.visible_to(principal).order_by("indicator")
    actions = OperationalAction.objects.visible_to(principal).select_related("leader")
    lines = LineOfEffort.objects.visible_to(principal).filter(operation=operation)
    return list(
        lines.prefetch_related(Prefetch("objectives", objectives)).prefetch_related(Prefetch("actions", actions))
    )


def phases_of(operation: Operation, principal: Principal) -> list[Phase]:
    return list(Phase.objects.visible_to(principal).filter(operation=operation))


def meetings_of(operation: Operation, principal: Principal) -> list[Meeting]:
    """Meetings with the organisations present; two queries."""
    present = Prefetch("present", Organisation.objects.select_related("country").order_by("position"))
    return list(Meeting.objects.visible_to(principal).filter(operation=operation).prefetch_related(present))


def meeting_of(operation: Operation, principal: Principal, meeting_id: UUID) -> Meeting | None:
    return Meeting.objects.visible_to(principal).filter(operation=operation, pk=meeting_id).first()


def present_at(meeting: Meeting) -> list[Organisation]:
    return list(meeting.present.order_by("position"))


def action_days_of(operation: Operation, principal: Principal) -> list[ActionDay]:
    """Action days with their countries in the one order; two queries."""
    days = ActionDay.objects.visible_to(principal).filter(operation=operation).select_related("lead")
    return list(days.prefetch_related(Prefetch("countries", Country.objects.order_by("position"))))


@dataclass
class Side:
    """A country, the secretariat or a partner, with its organisations in this operation and its coordinators there."""

    kind: str
    country: Country | None
    participations: list[Participation] = field(default_factory=list)
    coordinators: list[Appointment] = field(default_factory=list)


def sides_of(operation: Operation, principal: Principal) -> list[Side]:
    """Who takes part: countries in their one order, then the secretariat, then partners; two queries.

    Members and the secretariat also learn who the operation coordinators are (appointments that hold today, real time).
    """
    sides: dict[Any, Side] = {}
    for one in _participations(operation, principal):
        organisation = one.organisation
        key = organisation.country_id or organisation.pk
        side = sides.setdefault(key, Side(organisation.kind, organisation.country))
        side.participations.append(one)
    if not principal.is_partner:
        for appointment in _coordinators(operation):
            country = appointment.user.organisation.country_id if appointment.user.organisation else None
            if country in sides:
                sides[country].coordinators.append(appointment)
    order = [OrganisationKind.AGENCY, OrganisationKind.SECRETARIAT, OrganisationKind.PARTNER]
    return sorted(sides.values(), key=lambda side: (order.index(OrganisationKind(side.kind)), _place(side)))


def _place(side: Side) -> int:
    return side.country.position if side.country else side.participations[0].organisation.position


def _participations(operation: Operation, principal: Principal) -> list[Participation]:
    seen = Participation.objects.visible_to(principal).filter(operation=operation)
    return list(seen.select_related("organisation__country").order_by("organisation__position"))


def _coordinators(operation: Operation) -> list[Appointment]:
    holding = Appointment.objects.holding()
    of_this = holding.filter(operation=operation, role=Role.COORDINATOR, user__is_active=True)
    return list(of_this.select_related("user__organisation__country").order_by("user__organisation__position"))


def phase_moments(operation: Operation, principal: Principal) -> Iterator[Moment]:
    for phase in phases_of(operation, principal):
        planned = Span(phase.starts_on, phase.ends_on, phase.month_only)
        yield Moment(Kind(phase.kind), str(phase), planned, actual_span(phase))


def actual_span(phase: Phase) -> Span | None:
    """What happened: a milestone on its day; a phase from its first day to the day on which it ended."""
    if phase.happened_on is None:
        return None
    if phase.month_only:
        return Span(phase.starts_on, phase.ends_on, True)
    if phase.kind == Phase.Kind.PHASE:
        return Span(min(phase.starts_on, phase.happened_on), phase.happened_on)
    return Span.day(phase.happened_on)


def meeting_moments(operation: Operation, principal: Principal) -> Iterator[Moment]:
    """A meeting that is over was held: the plan knows it from its minutes."""
    today = clock.today()
    for meeting in Meeting.objects.visible_to(principal).filter(operation=operation):
        span = Span(meeting.starts_on, meeting.ends_on, meeting.month_only)
        held = span if meeting.ends_on < today else None
        url = reverse("meeting", args=[meeting.pk])
        yield Moment(Kind.MEETING, str(meeting), span, held, place=gettext(meeting.place), url=url)


def action_day_moments(operation: Operation, principal: Principal) -> Iterator[Moment]:
    today = clock.today()
    for day in ActionDay.objects.visible_to(principal).filter(operation=operation):
        span = Span.day(day.held_on)
        url = f"{reverse('action-days')}#action-day-{day.number}"
        held = span if day.held_on < today and not day.closed else None
        yield Moment(Kind.ACTION_DAY, str(day), span, held, url=url, closed=day.closed)


def deadline_moments(operation: Operation, principal: Principal) -> Iterator[Moment]:
    """Actions of the plan by the day on which they are due."""
    due = OperationalAction.objects.visible_to(principal).filter(line__operation=operation, due_on__isnull=False)
    for action in due.exclude(status=OperationalAction.Status.DROPPED):
        assert action.due_on is not None
        done = Span.day(action.done_on) if action.done_on else None
        url = reverse("plan-action", args=[action.pk])
        yield Moment(Kind.DEADLINE, str(action), Span.day(action.due_on), done, url=url)
