"""The clock of a request: from what is stored to the value that tells it, and back."""

from datetime import datetime

from django.db.models import F, Q

from coordination.clocks.calendars import WorkCalendar
from coordination.clocks.clock import Allowance, Clock, Unit
from coordination.requests.models import WAITING, Benchmark, Request, Urgency
from operation.plan.models import Operation

ALLOWANCES = {
    Urgency.DANGER_TO_LIFE: Allowance(1, Unit.HOURS),
    Urgency.URGENT_DIRECT: Allowance(8, Unit.HOURS),
    Urgency.URGENT: Allowance(3, Unit.DAYS),
    Urgency.NORMAL: Allowance(7, Unit.DAYS),
}
"""What domain.md gives: 8 hours where it is directly accessible, 3 days where not, else 7; a life an hour."""


def allowance_of(operation: Operation, urgency: str) -> Allowance:
    """The benchmark of the operation, or what ALLOWANCES says."""
    own = Benchmark.objects.filter(operation=operation, urgency=urgency).first()
    return Allowance(own.amount, Unit(own.unit)) if own else ALLOWANCES[Urgency(urgency)]


def clock_of(request: Request, calendar: WorkCalendar) -> Clock:
    """Raises ValueError for a draft: its clock has not begun."""
    if request.sent_at is None or request.due_at is None:
        raise ValueError(f"{request.reference} was not sent")
    return Clock(
        calendar,
        Unit(request.clock_unit),
        request.sent_at,
        request.due_at,
        request.clock_stopped_at,
        request.clock_resumes_at,
    )


def keep_clock(request: Request, clock: Clock) -> None:
    """Write the clock into the fields of its request; nothing is saved."""
    request.clock_unit = clock.unit
    request.due_at = clock.due
    request.clock_stopped_at, request.clock_resumes_at = clock.stopped_at, clock.resumes_at


def overdue(now: datetime) -> Q:
    """Requests whose answer is late now; the same as Clock.is_late says of those that wait."""
    stands_still = Q(clock_stopped_at__isnull=False, clock_resumes_at=None)
    late = (~stands_still & Q(due_at__lt=now)) | (stands_still & Q(clock_stopped_at__gt=F("due_at")))
    return Q(state__in=WAITING) & late


def came_in_time() -> Q:
    return Q(answered_at__isnull=False, answered_at__lte=F("due_at"))
