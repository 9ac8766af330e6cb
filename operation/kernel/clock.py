"""The one «now» of content. Security (sessions, audit, leases) uses real time instead.

The demonstration lives in January 2025: `DEMO_TODAY` sets the day, the hour runs on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

KUNMING = ZoneInfo("Asia/Shanghai")

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The moment at which content happens, aware, UTC."""
    simulated = _set.get()
    if simulated:
        return simulated
    real = timezone.now()
    if not settings.DEMO_TODAY:
        return real
    local = real.astimezone(KUNMING)
    day = date.fromisoformat(settings.DEMO_TODAY)
    return datetime.combine(day, local.timetz()).astimezone(UTC)


def today(zone: ZoneInfo = KUNMING) -> date:
    """The day of `now()` in a time zone; the operation's own is Kunming's."""
    return now().astimezone(zone).date()


def end_of_day(day: date) -> datetime:
    """The first moment that is no longer known on `day` in Kunming: figures «as known on D» are recorded before it."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=KUNMING)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Run with the content's clock standing at `moment`: the demonstration is recorded at simulated dates."""
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)
