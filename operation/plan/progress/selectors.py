"""Reads of the actions of the plan with what was told of them. Everything starts from `visible_to`."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import Text
from operation.people.models import Country
from operation.plan.models import Operation, OperationalAction
from operation.plan.progress.models import ActionChange, ActionReport

OPEN = (OperationalAction.Status.PLANNED, OperationalAction.Status.UNDER_WAY)


def actions_of(principal: Principal, operation: Operation) -> QuerySet[OperationalAction]:
    """All actions with their countries and reports (the last one last); a fixed number of queries."""
    seen = OperationalAction.objects.visible_to(principal).filter(line__operation=operation)
    countries = Country.objects.order_by("position")
    return seen.select_related("line", "leader").prefetch_related(
        Prefetch("co_leaders", countries),
        Prefetch("participants", countries),
        Prefetch("reports", ActionReport.objects.visible_to(principal).select_related("told_by")),
    )


def read_action(principal: Principal, operation: Operation, action_id: UUID) -> OperationalAction | None:
    """One action for its reader; the reading is in the trail. None: there is none that it may see."""
    changes = Prefetch("changes", ActionChange.objects.visible_to(principal).select_related("made_by"))
    found = actions_of(principal, operation).prefetch_related(changes).filter(pk=action_id).first()
    if found is None:
        trail.record("denied", trail.Target(OperationalAction._meta.label, action_id), attempted="read")
        return None
    trail.record("read", found)
    return found


def last_words(action: OperationalAction) -> Text:
    """What was told last, of an action that `actions_of` gave."""
    reports = list(action.reports.all())
    return reports[-1].words if reports else ""
