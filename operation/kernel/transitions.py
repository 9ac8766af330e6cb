"""Declarative state tables: which step leads from where to where, who may take it, what it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from operation.kernel.errors import Text

Condition = Callable[[Any, Mapping[str, Any]], Text | None]
Effect = Callable[[Any], None]


@dataclass(frozen=True)
class Transition:
    """A named step. `needs` are record fields asked for with it; `condition` returns a reason why not, or None.

    `stamps` is the date field that receives the day on which the step happened; `effect` is what else it changes in
    the record, which has its new status by then.
    """

    name: str
    label: Text
    sources: tuple[str, ...]
    target: str
    permission: str
    needs: tuple[str, ...] = ()
    stamps: str = ""
    condition: Condition | None = None
    effect: Effect | None = None


@dataclass(frozen=True)
class StateTable:
    """All steps of one record type and the line of states that a page draws as its life cycle.

    `beside` names, for a state off the line, the one at whose place it stands: surrendered beside arrested.
    """

    initial: str
    transitions: tuple[Transition, ...]
    line: tuple[str, ...]
    closed: frozenset[str] = field(default_factory=frozenset)
    beside: Mapping[str, str] = field(default_factory=dict)

    def named(self, name: str) -> Transition | None:
        return next((step for step in self.transitions if step.name == name), None)

    def ahead(self, state: str) -> tuple[str, ...]:
        """The part of the line that lies before a record in this state; nothing once it is closed."""
        place = self.beside.get(state, state)
        if state in self.closed or place not in self.line:
            return ()
        return self.line[self.line.index(place) + 1 :]

    def from_state(self, state: str) -> tuple[Transition, ...]:
        return tuple(step for step in self.transitions if state in step.sources)
