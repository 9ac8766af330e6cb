"""Reminders and escalation: whoever owes an answer is told at half time and on the last day, others when it is late.

The rows say that it was told; the desks read them. Nothing is lost when the work did not run for a while: the next run
tells what holds by then.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from coordination.alerts.actions import alert_each
from coordination.alerts.kinds import CLOCK, ESCALATION
from coordination.alerts.selectors import people_of
from coordination.clocks.calendars import WorkCalendar
from coordination.clocks.clock import Clock
from coordination.clocks.selectors import calendars_of
from coordination.requests.models import WAITING, Level, Request, RequestReminder
from coordination.requests.timing import clock_of
from coordination.walls import CLOCKS
from operation.access.context import as_system
from operation.audit import trail
from operation.audit.context import Actor, actor
from operation.kernel import clock
from operation.people.models import Organisation, OrganisationKind

DIRECTOR_AFTER = timedelta(days=3)
WATCHED: Mapping[str, str] = {Level.OVERDUE: "request.watch", Level.DIRECTOR: "request.watch_late"}
"""Who of LMLECC is told of a clock that has run out, by the permission."""
REMINDER = Actor(None, None, "job")


def remind() -> list[RequestReminder]:
    """Give every reminder that is due and was not given. A second run gives none. Four queries and what it writes."""
    now = clock.now()
    with actor(REMINDER), as_system(CLOCKS):
        waiting = list(Request.objects.filter(state__in=WAITING).select_related("recipient").order_by("pk"))
        given = set(RequestReminder.objects.filter(request__in=waiting).values_list("request_id", "level"))
        calendars = calendars_of({str(one.recipient.country_id) for one in waiting})
        new = [
            RequestReminder(request=one, level=level)
            for one, level in _due(waiting, calendars, now)
            if (one.pk, level) not in given
        ]
        RequestReminder.objects.bulk_create(new, ignore_conflicts=True)
        trail.record_each("reminded of request", [one.request for one in new], [{"level": one.level} for one in new])
    _alert(new)
    return new


def _alert(reminders: Sequence[RequestReminder]) -> None:
    """Who answers is told of his clock; LMLECC when it has run out, the director when it is out for days. Set-wise."""
    clocks = [one for one in reminders if one.level != Level.DIRECTOR]
    answers = {key: people_of([key], "request.answer") for key in {one.request.recipient_id for one in clocks}}
    alert_each(CLOCK, [(who, *_about(one)) for one in clocks for who in answers[one.request.recipient_id]])
    watched = [one for one in reminders if one.level in WATCHED]
    lmlecc = list(Organisation.objects.filter(kind=OrganisationKind.SECRETARIAT).values_list("pk", flat=True))
    watching = {level: people_of(lmlecc, WATCHED[level]) for level in {one.level for one in watched}}
    alert_each(ESCALATION, [(who, *_about(one)) for one in watched for who in watching[one.level]])


def _about(reminder: RequestReminder) -> tuple[str, str]:
    """The page that an alert leads to, and the key under which it is told once."""
    key = reminder.request_id
    return reverse("request", args=[key]), f"clock:{key}:{reminder.level}"


def levels_of(known: Clock, now: datetime) -> tuple[Level, ...]:
    """What is to be told of a clock by now; a clock that stands still is nobody's fault."""
    if known.is_late(now):
        late_for_days = known.left(now) <= -DIRECTOR_AFTER
        return (Level.OVERDUE, Level.DIRECTOR) if late_for_days else (Level.OVERDUE,)
    if known.is_stopped(now):
        return ()
    if now >= known.last_at():
        return (Level.LAST,)
    return (Level.HALF,) if now >= known.half_at() else ()


def levels_given(requests: list[Request]) -> dict[UUID, set[str]]:
    """Which reminders were given of each. One query."""
    found: dict[UUID, set[str]] = {one.pk: set() for one in requests}
    for key, level in RequestReminder.objects.filter(request__in=requests).values_list("request_id", "level"):
        found[key].add(level)
    return found


def _due(
    waiting: list[Request], calendars: Mapping[str, WorkCalendar], now: datetime
) -> Iterator[tuple[Request, Level]]:
    for one in waiting:
        for level in levels_of(clock_of(one, calendars[str(one.recipient.country_id)]), now):
            yield one, level
