"""Who is told of what is late, and when: the whole rule in one table. Each stage is told once for each due date.

The desk shows what is late by the table itself (desk.py), at the hour of its reader. The hourly look writes down that a
stage was reached: in the trail, and on the page of the country.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coordination.supervision.models import Escalation, Recommendation
from coordination.supervision.selectors import overdue
from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.access.roles import Role
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import Text
from operation.people.models import Appointment
from operation.plan.models import Operation, OperationalAction
from operation.plan.progress.selectors import OPEN

SYSTEM = "supervision"
ACTION, RECOMMENDATION = "action", "recommendation"


@dataclass(frozen=True)
class Stage:
    """From `after` days past the due date on, those with the role are told; `at_home`: of the country that owes it."""

    name: str
    after: int
    role: Role
    at_home: bool
    words: Text


STAGES = (
    Stage("leader", 1, Role.SUPERVISOR, True, _("late: told to the supervisors of the country that owes it")),
    Stage("coordinator", 7, Role.COORDINATOR, True, _("7 days late: told to the coordinator of the country")),
    Stage("desk", 7, Role.DESK_SUPERVISION, False, _("7 days late: told to LMLECC's supervision desk")),
    Stage("director", 14, Role.DIRECTOR, False, _("14 days late: told to the director of LMLECC")),
)
"""A country without a supervisor in the operation is told through its coordinator from the first day."""

STAGE_WORDS: dict[str, Text] = {stage.name: stage.words for stage in STAGES}


def patience(principal: Principal) -> int | None:
    """After how many days something late stands on the principal's desk; None: never. One query at most."""
    own = [stage.after for stage in STAGES if stage.role in principal.roles and stage.at_home == principal.is_member]
    if not own:
        return None
    if Role.COORDINATOR in principal.roles and not _has_supervisor(principal):
        return STAGES[0].after
    return min(own)


def _has_supervisor(principal: Principal) -> bool:
    holding = Appointment.objects.holding().filter(role=Role.SUPERVISOR, user__is_active=True)
    return holding.filter(user__organisation__country_id=principal.country).exists()


@dataclass(frozen=True)
class Late:
    """Something that is late: what it is, of which country, and since which day it is due."""

    what: str
    target: OperationalAction | Recommendation
    country: str
    due_on: date

    def stages(self, today: date) -> Iterator[Stage]:
        """Those that it has reached."""
        return (stage for stage in STAGES if (today - self.due_on).days >= stage.after)


def late_things(operation: Operation, today: date) -> Iterator[Late]:
    """All that is late in an operation, for the hourly look: two queries. Its view is that of the system."""
    actions = OperationalAction.objects.filter(
        line__operation=operation, status__in=OPEN, due_on__lt=today, leader__isnull=False
    )
    for action in actions:
        assert action.due_on is not None
        yield Late(ACTION, action, action.leader_id or "", action.due_on)
    advice = Recommendation.objects.filter(overdue(today), inspection__operation=operation)
    for one in advice.select_related("inspection"):
        yield Late(RECOMMENDATION, one, one.inspection.country_id, one.due_on)


@transaction.atomic
def escalate(operation: Operation) -> int:
    """Write down each stage that something late has reached since; gives how many. Idempotent."""
    today = clock.today()
    with acting_as(Principal.nobody(), channel=SYSTEM), as_system(SYSTEM):
        late = list(late_things(operation, today))
        told = _told(one.target.pk for one in late)
        rows = [
            (one, Escalation(what=one.what, target_id=one.target.pk, country_id=one.country, due_on=one.due_on,
                             stage=stage.name))
            for one in late
            for stage in one.stages(today)
            if (one.what, one.target.pk, one.due_on, stage.name) not in told
        ]  # fmt: skip
        Escalation.objects.bulk_create([row for _late, row in rows], ignore_conflicts=True)
        targets, details = [one.target for one, _row in rows], [{"stage": row.stage} for _one, row in rows]
        trail.record_each("escalated", targets, details)
    return len(rows)


def _told(keys: Iterable[UUID]) -> set[tuple[str, UUID, date, str]]:
    found = Escalation.objects.filter(target_id__in=list(keys))
    return set(found.values_list("what", "target_id", "due_on", "stage"))
