"""Who owes what to whom: features register where it comes from, one line each. The pages put it together.

owed.register(Source(40, _("Requests"), requests_to_answer))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from operation.access.principal import Principal
from operation.kernel import clock
from operation.kernel.clock import KUNMING
from operation.kernel.errors import Text
from operation.plan.models import Operation

LMLECC = "LMLECC"
"""The one party that is no country."""


@dataclass(frozen=True)
class Owed:
    """One thing that `by` owes `to`: a country's code, or LMLECC.

    `due` is a day or a moment, None where there is no deadline; `reason` is what was said about it last, "" for
    nothing. `what` and `reason` are shown to both parties and to LMLECC, and to nobody else.
    """

    by: str
    to: str
    what: Text
    url: str = ""
    due: date | datetime | None = None
    reason: Text = ""

    @property
    def due_on(self) -> date | None:
        """The day in Kunming on which it is due."""
        return self.due.astimezone(KUNMING).date() if isinstance(self.due, datetime) else self.due

    @property
    def is_late(self) -> bool:
        if isinstance(self.due, datetime):
            return self.due < clock.now()
        return self.due is not None and self.due < clock.today()

    @property
    def days_late(self) -> int:
        """Whole days since it was due; 0 on the day itself, and for what is not late."""
        return (clock.today() - self.due_on).days if self.is_late and self.due_on else 0


Find = Callable[[Principal, Operation], Iterable[Owed]]


@dataclass(frozen=True)
class Source:
    """Where owed things come from. `label` names the kind; `position` is its place on the pages.

    `find` gives what is open and the principal may read, with a fixed number of queries: LMLECC all of it, a country
    what it owes or is owed.
    """

    position: int
    label: Text
    find: Find


_sources: list[Source] = []


def register(source: Source) -> None:
    """Called from a feature's `subscriptions.py`."""
    _sources.append(source)


def sources() -> list[Source]:
    return sorted(_sources, key=lambda source: source.position)


@dataclass(frozen=True)
class Part:
    """What one source gives, the latest first."""

    label: Text
    items: tuple[Owed, ...]

    @property
    def late(self) -> int:
        return sum(one.is_late for one in self.items)


def parts(principal: Principal, operation: Operation) -> list[Part]:
    """Everything open that the principal may read, source by source."""
    return [Part(source.label, _in_order(source.find(principal, operation))) for source in sources()]


def narrowed(found: Iterable[Part], *, by: str = "", to: str = "") -> list[Part]:
    """What one party owes (`by`) or is owed (`to`); sources keep their places even where they give nothing."""
    return [
        Part(part.label, tuple(one for one in part.items if (not by or one.by == by) and (not to or one.to == to)))
        for part in found
    ]


def _in_order(items: Iterable[Owed]) -> tuple[Owed, ...]:
    return tuple(sorted(items, key=lambda one: (one.due_on or date.max, one.by, str(one.what))))
