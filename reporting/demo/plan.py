"""The invented part of the plan: action days, targets and operational actions, beside the operation's own lines."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F

from operation.audit import trail
from operation.plan.models import ActionDay, LineOfEffort, Objective, Operation, OperationalAction, Phase
from reporting.demo.agenda import Joint
from reporting.demo.vocabulary import content


def joint_days() -> tuple[Joint, ...]:
    """The action days in their order; the leading country stands first."""
    return tuple(
        Joint(number, day["held_on"], (day["lead"], *(code for code in day["countries"] if code != day["lead"])))
        for number, day in enumerate(content("plan")["action_day"], start=1)
    )


def load_plan(operation: Operation, today: date) -> dict[int, ActionDay]:
    """Write all of it, marked as synthetic; returns the action days by number."""
    lines = {line.number: line for line in LineOfEffort.objects.filter(operation=operation)}
    _objectives(lines)
    _actions(lines, today)
    _end_phases(operation, today)
    days = _action_days(operation)
    trail.record("loaded", operation, synthetic=True, action_days=len(days))
    return days


def _objectives(lines: dict[int, LineOfEffort]) -> None:
    Objective.objects.bulk_create(
        [
            Objective(
                line=lines[entry["line"]],
                text=entry["text"],
                indicator=entry["indicator"],
                target=entry["target"],
                is_synthetic=True,
            )
            for entry in content("plan")["objective"]
        ],
        update_conflicts=True,
        unique_fields=["line", "indicator"],
        update_fields=["text", "target", "is_synthetic"],
    )


def _actions(lines: dict[int, LineOfEffort], today: date) -> None:
    OperationalAction.objects.bulk_create(
        _action(lines[entry["line"]], entry, today) for entry in content("plan")["action"]
    )


def _action(line: LineOfEffort, entry: Mapping[str, Any], today: date) -> OperationalAction:
    status, done_on = OperationalAction.Status, entry.get("done_on")
    if done_on and done_on >= today:
        done_on = None
    return OperationalAction(
        line=line,
        title=entry["title"],
        leader_id=entry["leader"],
        due_on=entry["due_on"],
        done_on=done_on,
        status=status.DONE if done_on else entry.get("status", status.UNDER_WAY),
        is_synthetic=True,
    )


def _end_phases(operation: Operation, today: date) -> None:
    """The sources tell of no end: in the demonstration each phase ended on the day for which it was planned."""
    over = Phase.objects.filter(operation=operation, kind=Phase.Kind.PHASE, ends_on__lt=today, happened_on=None)
    over.update(happened_on=F("ends_on"))


def _action_days(operation: Operation) -> dict[int, ActionDay]:
    titles = [entry["title"] for entry in content("plan")["action_day"]]
    days = {
        day.number: ActionDay(
            operation=operation,
            number=day.number,
            title=title,
            held_on=day.held_on,
            lead_id=day.countries[0],
            is_synthetic=True,
        )
        for day, title in zip(joint_days(), titles, strict=True)
    }
    ActionDay.objects.bulk_create(days.values())
    taking_part = ActionDay.countries.through
    taking_part.objects.bulk_create(
        taking_part(actionday=days[day.number], country_id=code) for day in joint_days() for code in day.countries
    )
    return days
