"""Reminders of consultations: whoever owes an answer is told at half time and on the last day, LMLECC of a delay.

Clocks run in the working days of each country. The rows say that it was told; nothing is lost when the work did not run
for a while: the next run tells what holds by then.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from coordination.alerts.actions import alert_each
from coordination.alerts.kinds import CLOCK, ESCALATION
from coordination.alerts.selectors import people_of
from coordination.clocks.calendars import WorkCalendar
from coordination.clocks.clock import Clock
from coordination.clocks.selectors import calendars_of
from operation.access.context import as_system
from operation.audit import trail
from operation.audit.context import Actor, actor
from operation.kernel import clock
from operation.people.models import Organisation, OrganisationKind
from operation.people.selectors import agencies
from reporting.consultation.models import Approval, ConsultationReminder, Level, Round
from reporting.consultation.standing import Voice, positions
from reporting.drafting.models import Report, ReportState

CONSULTATIONS = "consultations"
"""The name under which this work sees rounds and approvals, and nothing that is written in them."""
REMINDER = Actor(None, None, "job")


def remind() -> list[ConsultationReminder]:
    """Give every reminder that is due and was not given. A second run gives none. Seven queries and what it writes."""
    now = clock.now()
    with actor(REMINDER), as_system(CONSULTATIONS):
        found = list(Report.objects.filter(state=ReportState.CIRCULATED).select_related("operation"))
        rounds = list(Round.objects.filter(report__in=found).select_related("report__operation"))
        said = list(Approval.objects.filter(round__in=rounds))
        given = set(ConsultationReminder.objects.filter(round__in=rounds).values_list("round_id", "agency_id", "level"))
        new = [one for one in _due(rounds, said, now) if (one.round_id, one.agency_id, one.level) not in given]
        ConsultationReminder.objects.bulk_create(new, ignore_conflicts=True)
        told = [{"level": one.level, "agency": str(one.agency_id), "round": one.round.number} for one in new]
        trail.record_each("reminded of consultation", [one.round.report for one in new], told)
    _alert(new)
    return new


def _due(rounds: Sequence[Round], said: Sequence[Approval], now: datetime) -> Iterator[ConsultationReminder]:
    asked = agencies()
    calendars = calendars_of({agency.country_id or "" for agency in asked})
    for key in {one.report_id for one in rounds}:
        own = [one for one in rounds if one.report_id == key]
        numbers = {one.pk for one in own}
        for position in positions(asked, own, [one for one in said if one.round_id in numbers]):
            for voice in position.voices:
                yield from _of(voice, calendars, now)


def _of(voice: Voice, calendars: Mapping[str, WorkCalendar], now: datetime) -> Iterator[ConsultationReminder]:
    known = voice.clock(calendars[voice.agency.country_id or ""]) if voice.is_owed else None
    if known and voice.asked_in and (level := level_of(known, now)):
        yield ConsultationReminder(round=voice.asked_in, agency=voice.agency, level=level)


def level_of(known: Clock, now: datetime) -> Level | None:
    """What is to be told of a clock by now."""
    if known.is_late(now):
        return Level.OVERDUE
    if now >= known.last_at():
        return Level.LAST
    return Level.HALF if now >= known.half_at() else None


def _alert(reminders: Sequence[ConsultationReminder]) -> None:
    """The coordinators of the agency; of a delay the director and the communication desk too."""
    people = {key: people_of([key], "report.approve") for key in {one.agency_id for one in reminders}}
    alert_each(CLOCK, [(who, *_about(one)) for one in reminders for who in people[one.agency_id]])
    late = [one for one in reminders if one.level == Level.OVERDUE]
    if late:
        lmlecc = list(Organisation.objects.filter(kind=OrganisationKind.SECRETARIAT).values_list("pk", flat=True))
        watching = people_of(lmlecc, "report.circulate")
        alert_each(ESCALATION, [(who, *_about(one)) for one in late for who in watching])


def _about(one: ConsultationReminder) -> tuple[str, str]:
    """The page that an alert leads to, and the key under which it is told once."""
    key = f"report:{one.round_id}:{str(one.agency_id)[-12:]}:{one.level}"
    return reverse("written-report", args=[one.round.report_id]), key
