"""How countries answer: in time, how fast, and what they refuse. Numbers alone; nothing is suppressed, none names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Case, When

from coordination.grounds import Ground
from coordination.requests.models import WAITING, Request, RequestState
from coordination.requests.timing import came_in_time, overdue
from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.errors import Text
from operation.people.models import Organisation
from operation.people.selectors import agencies
from operation.plan.models import Operation

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Score:
    """What one agency was asked and what it said. Times run from receipt to the last word, nights included.

    `answered` counts every last word: answers, refusals, redirections. `hours` is their median, None without any.
    """

    agency: Organisation
    asked: int
    waiting: int
    overdue: int
    answered: int
    in_time: int
    refused: int
    grounds: Counter[str]
    hours: float | None

    @property
    def percent(self) -> int | None:
        """Answered in time, of those answered or overdue, as X01 counts it. None where there is none of them."""
        due = self.answered + self.overdue
        return round(100 * self.in_time / due) if due else None

    @property
    def grounds_in_words(self) -> list[tuple[Text, int]]:
        """Most frequent first."""
        return [(Ground(ground).label, count) for ground, count in self.grounds.most_common()]


def scoreboard(principal: Principal, operation: Operation) -> list[Score]:
    """One score for each agency: for LMLECC all, for an agency its own. Two queries."""
    rows = _rows(principal, operation)
    shown = [one for one in agencies() if principal.is_secretariat or one.pk == principal.organisation_id]
    return [_score(agency, [row for row in rows if row["recipient_id"] == agency.pk]) for agency in shown]


def _rows(principal: Principal, operation: Operation) -> list[dict[str, Any]]:
    sent = Request.objects.visible_to(principal).filter(operation=operation).exclude(state=RequestState.DRAFT)
    if not principal.is_secretariat:
        sent = sent.filter(recipient_id=principal.organisation_id)
    is_late = Case(When(overdue(clock.now()), then=True), default=False)
    is_timely = Case(When(came_in_time(), then=True), default=False)
    fields = ("recipient_id", "state", "sent_at", "answered_at", "ground", "late", "in_time")
    return list(sent.annotate(late=is_late, in_time=is_timely).values(*fields))


def _score(agency: Organisation, rows: list[dict[str, Any]]) -> Score:
    answered = [row for row in rows if row["answered_at"]]
    grounds = Counter(str(row["ground"]) for row in answered if _was_refused(row))
    return Score(
        agency=agency,
        asked=len(rows),
        waiting=sum(row["state"] in WAITING for row in rows),
        overdue=sum(row["late"] for row in rows),
        answered=len(answered),
        in_time=sum(row["in_time"] for row in answered),
        refused=grounds.total(),
        grounds=grounds,
        hours=_median_hours((row["sent_at"], row["answered_at"]) for row in answered),
    )


def _was_refused(row: dict[str, Any]) -> bool:
    """Only a refusal has a ground, and keeps it when it is closed."""
    return bool(row["ground"])


def _median_hours(spans: Iterable[tuple[datetime, datetime]]) -> float | None:
    hours = [(last - first) / AN_HOUR for first, last in spans]
    return round(median(hours), 1) if hours else None
