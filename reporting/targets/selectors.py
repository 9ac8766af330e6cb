"""Reads of targets: what is in force, or was at the end of a day, and how it came about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from operation.access.principal import Principal
from operation.kernel import clock
from operation.plan.models import Objective, Operation
from reporting.indicators.rules import Indicator
from reporting.targets.models import TargetStep

OPERATION = ""
"""Whose target it is: a country's code, or this for the operation as a whole."""

Of = tuple[str, str]
"""The code of an indicator, and whose target it is."""


@dataclass(frozen=True)
class Targets:
    """The targets in force. None: no target was set, which is not 0."""

    values: Mapping[Of, Decimal]

    def of(self, code: str, country: str = OPERATION) -> Decimal | None:
        return self.values.get((code, country))

    def sum(self, code: str) -> Decimal | None:
        """What the countries set themselves; None where none has a target."""
        own = [value for (of, country), value in self.values.items() if of == code and country != OPERATION]
        return sum(own, Decimal(0)) if own else None

    def difference(self, code: str) -> Decimal | None:
        """What the countries have not shared out among them; negative where they set themselves more (rule 6)."""
        whole, shared = self.of(code), self.sum(code)
        return None if whole is None or shared is None else whole - shared


NO_TARGETS = Targets({})


def targets_of(principal: Principal, operation: Operation, as_known: date | None = None) -> Targets:
    """The targets that the principal may read, as set by the end of a day in Kunming (None: now). Two queries."""
    objectives = list(Objective.objects.visible_to(principal).filter(line__operation=operation))
    values = {(one.indicator, OPERATION): one.target for one in objectives}
    codes = {one.pk: one.indicator for one in objectives}
    values |= in_force(steps_of(principal, operation), codes, as_known)
    return Targets({of: value for of, value in values.items() if value is not None})


def in_force(steps: Iterable[TargetStep], codes: Mapping[UUID, str], as_known: date | None) -> dict[Of, Decimal | None]:
    """The last value of each target by then. What was set later tells by its first step what held before."""
    end = clock.end_of_day(as_known) if as_known else None
    found: dict[Of, Decimal | None] = {}
    for step in steps:
        of = codes[step.objective_id], step.country_id or OPERATION
        if end is None or step.created_at < end:
            found[of] = step.value
        else:
            found.setdefault(of, step.before)
    return found


def steps_of(principal: Principal, operation: Operation, indicator: Indicator | None = None) -> list[TargetStep]:
    """Every step, oldest first. One query."""
    seen = TargetStep.objects.visible_to(principal).filter(objective__line__operation=operation)
    if indicator:
        seen = seen.filter(objective__indicator=indicator.code)
    return list(seen.select_related("set_by", "country").order_by("created_at", "id"))


def objective_of(principal: Principal, operation: Operation, indicator: Indicator) -> Objective | None:
    """What the line of an indicator is to reach by it; None while nobody said so."""
    seen = Objective.objects.visible_to(principal).select_related("line")
    return seen.filter(line__operation=operation, line__number=indicator.line, indicator=indicator.code).first()
