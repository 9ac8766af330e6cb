"""Everything that the pages of results say, read once: figures, returns, lines of effort, targets, action days."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from operation.access.principal import Principal
from operation.plan.models import ActionDay, LineOfEffort, Operation
from reporting.dashboards.filters import Asked
from reporting.dashboards.shield import Shield, shield_for
from reporting.indicators.figures import Figures
from reporting.indicators.rules import Indicator, indicator_named
from reporting.indicators.selectors import figures
from reporting.indicators.weeks import Week, monday_of
from reporting.returns.selectors import Completeness, completeness
from reporting.targets.selectors import NO_TARGETS, Targets, targets_of


@dataclass(frozen=True)
class Results:
    """The results of an operation for one reader, as asked. `figures` and `completeness` hold the weeks asked for.

    `weeks` are all weeks of the execution. Targets are those of the whole execution: of a period there are none.
    """

    operation: Operation
    asked: Asked
    figures: Figures
    completeness: Completeness
    lines: tuple[LineOfEffort, ...]
    targets: Targets
    shield: Shield
    action_days: Mapping[date, tuple[int, ...]]
    """Numbers of the joint actions of a week, by its Monday."""

    weeks: tuple[Week, ...]

    def week_begun(self, today: date) -> Week | None:
        """The last week that has begun; None before the execution."""
        return next((week for week in reversed(self.weeks) if week.first <= today), None)

    @property
    def shown_lines(self) -> tuple[LineOfEffort, ...]:
        """The line asked for, or all."""
        return tuple(line for line in self.lines if self.asked.line in (None, line.number))

    @property
    def heads(self) -> tuple[Indicator, ...]:
        """Of all lines the figure that leads each; of one line all of its figures."""
        if self.asked.line is not None:
            return self.asked.indicators()
        return tuple(found for line in self.lines if (found := indicator_named(line.lead_indicator)))


def lines_read(principal: Principal, operation: Operation) -> tuple[LineOfEffort, ...]:
    """One query."""
    return tuple(LineOfEffort.objects.visible_to(principal).filter(operation=operation))


def results_of(
    principal: Principal, operation: Operation, asked: Asked, lines: tuple[LineOfEffort, ...] | None = None
) -> Results:
    """Twelve queries at most, however many records, returns and rows there are; three more for an earlier day."""
    whole = figures(principal, operation, asked.as_known).standing(asked.standings)
    now = figures(principal, operation) if asked.as_known else None
    shield = shield_for(principal, whole, now)
    complete = completeness(principal, operation, asked.as_known)
    weeks = asked.within(whole.weeks)
    return Results(
        operation=operation,
        asked=asked,
        figures=within(whole, weeks) if asked.has_period else whole,
        shield=shield.within(weeks) if asked.has_period else shield,
        completeness=_narrowed(complete, weeks) if asked.has_period else complete,
        lines=lines_read(principal, operation) if lines is None else lines,
        targets=NO_TARGETS if asked.has_period else targets_of(principal, operation, asked.as_known),
        action_days=_action_days(principal, operation),
        weeks=whole.weeks,
    )


def within(known: Figures, weeks: tuple[Week, ...]) -> Figures:
    """The figures of some weeks alone."""
    mondays = {week.monday for week in weeks}
    return replace(known, weeks=weeks, sums=tuple(one for one in known.sums if one.week in mondays))


def _narrowed(complete: Completeness, weeks: tuple[Week, ...]) -> Completeness:
    kept = [at for at, week in enumerate(complete.weeks) if week in weeks]
    agencies, countries = (
        {key: tuple(states[at] for at in kept) for key, states in one.items()}
        for one in (complete.agencies, complete.countries)
    )
    return Completeness(weeks, agencies, countries)  # type: ignore[arg-type]


def _action_days(principal: Principal, operation: Operation) -> dict[date, tuple[int, ...]]:
    """Of open days alone: others read the same figures, and are told of no other."""
    days: dict[date, tuple[int, ...]] = {}
    held = ActionDay.objects.visible_to(principal).open().filter(operation=operation)
    for number, day in held.order_by("number").values_list("number", "held_on"):
        days[monday_of(day)] = (*days.get(monday_of(day), ()), number)
    return days
