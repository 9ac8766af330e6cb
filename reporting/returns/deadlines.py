"""When a return is due: by 18:00 in Kunming on the Wednesday after its ISO week ended.

The week runs to its Sunday also where the execution ends earlier: the last return has as much time as any other. Late
results keep coming in on the days after a week; the supervision desk reads the returns on Thursday.
"""

from datetime import date, datetime, time, timedelta

from operation.kernel.clock import KUNMING, end_of_day
from reporting.indicators.weeks import Week

AFTER_MONDAY = timedelta(days=9)
HOUR = time(18, tzinfo=KUNMING)


def due_at(week: Week) -> datetime:
    return datetime.combine(week.monday + AFTER_MONDAY, HOUR)


def was_due(week: Week, cutoff: date) -> bool:
    """Whether its returns were due by the end of that day: of a week that was not, nothing is missing."""
    return due_at(week) <= end_of_day(cutoff)
