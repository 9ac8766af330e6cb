"""When a digest leaves: at eight in the morning where its reader is."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.alerts.kinds import Rhythm

HOUR = time(8)
WEEK = 7


def last_departure(now: datetime, zone: ZoneInfo, rhythm: str) -> datetime | None:
    """The last moment, up to `now`, at which a digest left in this time zone; None where none ever does.

    What was told before it is due. Weekly: on Mondays. The clock of the day counts, also where it is moved.
    """
    if rhythm == Rhythm.NEVER:
        return None
    local = now.astimezone(zone)
    day = local.date() if local.time() >= HOUR else local.date() - timedelta(days=1)
    if rhythm == Rhythm.WEEKLY:
        day -= timedelta(days=day.weekday())
    return datetime.combine(day, HOUR, tzinfo=zone)


def next_departure(last: datetime, rhythm: str) -> datetime:
    """The one after a departure of the same time zone."""
    days = timedelta(days=WEEK if rhythm == Rhythm.WEEKLY else 1)
    return datetime.combine(last.date() + days, HOUR, tzinfo=last.tzinfo)
