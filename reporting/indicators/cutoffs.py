"""Which cut-offs there are: days at whose end figures are read."""

from datetime import date, timedelta

from django.db.models import Max

from operation.kernel import clock
from operation.plan.models import Operation, Phase

EVALUATED_WITHIN = timedelta(days=31)


def cutoff_range(operation: Operation) -> tuple[date, date]:
    """The first and the last cut-off: from the start of execution to the end of the evaluation, or today if later.

    A day that is still ahead is allowed within the evaluation: what is known now is then all that will be shown.
    """
    today = clock.today()
    last = Phase.objects.filter(operation=operation).aggregate(last=Max("ends_on"))["last"]
    if last is None and operation.ends_on:
        last = operation.ends_on + EVALUATED_WITHIN
    return operation.starts_on or date.min, max(last or today, today)
