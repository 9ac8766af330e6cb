"""Everything that the results page says, read once: figures, returns, lines of effort, targets, action days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from operation.access.principal import Principal
from operation.plan.models import ActionDay, LineOfEffort, Objective, Operation
from reporting.dashboards.filters import Asked
from reporting.dashboards.shield import Shield, shield_for
from reporting.indicators.figures import Figures
from reporting.indicators.selectors import figures
from reporting.indicators.weeks import Week, monday_of
from reporting.returns.selectors import Completeness, completeness


@dataclass(frozen=True)
class Results:
    """The results of an operation for one reader, as asked."""

    operation: Operation
    asked: Asked
    figures: Figures
    completeness: Completeness
    lines: tuple[LineOfEffort, ...]
    targets: Mapping[tuple[int, str], Decimal]
    shield: Shield
    action_days: Mapping[date, tuple[int, ...]]
    """Numbers of the joint actions of a week, by its Monday."""

    def week_begun(self, today: date) -> Week | None:
        """The last week that has begun; None before the execution."""
        return next((week for week in reversed(self.figures.weeks) if week.first <= today), None)


def results_of(principal: Principal, operation: Operation, asked: Asked) -> Results:
    """Eleven queries, however many records, returns and rows there are; three more for an earlier day."""
    targets = (
        Objective.objects.visible_to(principal)
        .filter(line__operation=operation, target__isnull=False)
        .select_related("line")
    )
    days: dict[date, tuple[int, ...]] = {}
    held = ActionDay.objects.visible_to(principal).open().filter(operation=operation)
    for number, day in held.order_by("number").values_list("number", "held_on"):
        days[monday_of(day)] = (*days.get(monday_of(day), ()), number)
    known = figures(principal, operation, asked.as_known).standing(asked.standings)
    now = figures(principal, operation) if asked.as_known else None
    return Results(
        operation=operation,
        asked=asked,
        figures=known,
        shield=shield_for(principal, known, now),
        completeness=completeness(principal, operation, asked.as_known),
        lines=tuple(LineOfEffort.objects.visible_to(principal).filter(operation=operation)),
        targets={(one.line.number, one.indicator): one.target for one in targets if one.target},
        action_days=days,
    )
