"""A late answer is announced before the deadline, with its reason and the day on which it is expected: once."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coordination.clocks.calendars import WorkCalendar
from coordination.clocks.clock import Clock
from coordination.requests.models import Request
from operation.kernel import clock
from operation.kernel.errors import Refused

AT_MOST = timedelta(days=30)


def check_delay(known: Clock, request: Request, expected_on: date | None) -> None:
    """Raises Refused, by field where there is one."""
    now = clock.now()
    if request.delay_announced_at:
        raise Refused(_("A late answer was announced already: once is all."))
    if known.is_late(now):
        raise Refused(_("The deadline has passed: a late answer is announced before it."))
    if expected_on is None:
        raise Refused({"expected_on": _("Say on which day the answer is expected: the clock runs again then.")})
    today = known.calendar.local_day(now)
    if not today < expected_on <= today + AT_MOST:
        wrong = _("Choose a day after today, and no more than %(days)s days ahead.") % {"days": AT_MOST.days}
        raise Refused({"expected_on": wrong})


def expected_from(calendar: WorkCalendar, expected_on: date | None) -> datetime:
    """The moment at which the clock runs again: the begin of that day for the recipient."""
    return calendar.begins(expected_on) if expected_on else clock.now()
