"""When a return is due: by 18:00 in Kunming on the Wednesday after its ISO week ended.

The week runs to its Sunday also where the execution ends earlier: the last return has as much time as any other. Late
results keep coming in on the days after a week; the supervision desk reads the returns on Thursday.
"""

from datetime import datetime, time, timedelta

from operation.kernel.clock import KUNMING
from reporting.indicators.weeks import Week

AFTER_MONDAY = timedelta(days=9)
HOUR = time(18, tzinfo=KUNMING)


def due_at(week: Week) -> datetime:
    return datetime.combine(week.monday + AFTER_MONDAY, HOUR)
