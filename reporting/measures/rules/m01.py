"""M01: operational actions done against the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from operation.plan.models import OperationalAction
from operation.plan.progress.models import ActionChange, ActionReport
from reporting.measures.base import Item, Measure, Moment, Part, Reach, Reading, Share

Status = OperationalAction.Status


@dataclass(frozen=True, slots=True)
class Stand:
    """An action as it stood: whether it was done and when, and by when it was to be."""

    done_on: date | None
    due_on: date | None

    def is_due(self, day: date) -> bool:
        return self.done_on is not None or (self.due_on is not None and self.due_on <= day)

    @property
    def is_on_time(self) -> bool:
        return self.done_on is not None and (self.due_on is None or self.done_on <= self.due_on)


def _read(reading: Reading) -> Iterator[Item]:
    """Three queries."""
    told = Prefetch("reports", ActionReport.objects.visible_to(reading.principal).order_by("number"), to_attr="told")
    changed = ActionChange.objects.visible_to(reading.principal).order_by("created_at", "id")
    seen: Any = OperationalAction.objects.visible_to(reading.principal).filter(line__operation=reading.operation)
    moved = Prefetch("changes", changed, to_attr="changed")
    for action in seen.order_by("due_on", "id").prefetch_related(told, moved):
        stand = _stand(action, reading.moment)
        if stand:
            yield _item(action, stand, reading.moment)


def _item(action: OperationalAction, stand: Stand, moment: Moment) -> Item:
    parts = {
        "planned": 1,
        "due": int(stand.is_due(moment.day)),
        "done": int(stand.done_on is not None),
        "on_time": int(stand.is_on_time),
    }
    words = _("open")
    if stand.done_on:
        words = _("done on time") if stand.is_on_time else _("done late")
    elif stand.is_due(moment.day):
        words = _("overdue") if stand.due_on != moment.day else _("due")
    url = reverse("plan-action", args=[action.pk])
    countries = (action.leader_id,) if action.leader_id else ()
    return Item(countries, parts, what=str(action), url=url, words=words)


def _stand(action: Any, moment: Moment) -> Stand | None:
    """As it stood; None where it was not in the plan yet, or no longer."""
    changes = [one for one in action.changed if moment.knows(one.created_at)]
    told = [one for one in action.told if moment.knows(one.created_at)]
    if not moment.knows(action.created_at) or any(one.kind == ActionChange.Kind.DROPPED for one in changes):
        return None
    if action.status == Status.DROPPED and not action.changed:
        return None
    return Stand(_done_on(action, told, moment), _due_on(action, changes))


def _done_on(action: Any, told: list[ActionReport], moment: Moment) -> date | None:
    """By the last report; an action without any was loaded as it is."""
    if told:
        return told[-1].told_on if told[-1].status == Status.DONE else None
    done_on: date | None = action.done_on
    return done_on if not action.told and done_on and done_on <= moment.day else None


def _due_on(action: Any, changes: list[ActionChange]) -> date | None:
    """By the last change known then; else as it was before the first change that came later."""
    if changes:
        return changes[-1].due_after
    later = action.changed[0] if action.changed else None
    due_on: date | None = later.due_before if later else action.due_on
    return due_on


M01 = Measure(
    code="M01",
    label=_("Actions done against plan"),
    line=7,
    version=1,
    rule=_(
        "Actions of the plan, by the country that leads them; what nobody leads has a row of its own. Due: the day by "
        "which it was to be done has come, or it was done before. Done: a leading country reported so. On time: on "
        "that day at the latest; where LMLECC moved the day, the day to which it was moved counts. What was dropped "
        "is not in the plan any more."
    ),
    known=_(
        "As known on a day: by the reports and changes written by the end of that day in Kunming. Who leads is as it "
        "is now."
    ),
    columns=(
        Part("planned", _("In the plan")),
        Part("due", _("Due")),
        Part("done", _("Done")),
        Part("on_time", _("Done on time")),
        Share("share", _("Done of due"), "done", "due"),
        Share("time_share", _("On time, of due"), "on_time", "due"),
    ),
    chain=("planned", "due", "done", "on_time"),
    headline="share",
    beside=("time_share",),
    read=_read,
    reach=Reach.ALL,
    permission="plan.read",
)
