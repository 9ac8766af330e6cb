"""The weeks of the operation, and how far each country's return of each had come by the cut-off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reporting.evaluation.figures import Figure, Gap


class ReturnState(StrEnum):
    """How far one country's return of one week has come (domain.md §6)."""

    NOT_DUE = "not_due"
    MISSING = "missing"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    VERIFIED = "verified"
    LOCKED = "locked"


DUE = frozenset(ReturnState) - {ReturnState.NOT_DUE}
ARRIVED = frozenset({ReturnState.SUBMITTED, ReturnState.QUERIED, ReturnState.VERIFIED, ReturnState.LOCKED})
CHECKED = frozenset({ReturnState.VERIFIED, ReturnState.LOCKED})


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week, clipped to the execution dates. `due`: whether its returns were, at the cut-off."""

    year: int
    number: int
    first: date
    last: date
    due: bool = True

    @property
    def code(self) -> str:
        """E.g. 2024-W45, as ISO 8601 writes it."""
        return f"{self.year}-W{self.number:02d}"


@dataclass(frozen=True, slots=True)
class WeekReturn:
    """The return of one country for one week."""

    state: ReturnState
    late: bool = False  # came after its deadline
    corrected: bool = False  # changed after it was first submitted


@dataclass(frozen=True, slots=True)
class CountryReturns:
    """All returns of one country, one for each of Evaluation.weeks."""

    country: str
    weeks: tuple[WeekReturn, ...]

    def count(self, states: frozenset[ReturnState]) -> int:
        return sum(week.state in states for week in self.weeks)

    @property
    def due(self) -> int:
        return self.count(DUE)

    @property
    def arrived(self) -> int:
        return self.count(ARRIVED)

    @property
    def verified(self) -> int:
        return self.count(CHECKED)

    @property
    def late(self) -> int:
        return sum(week.late for week in self.weeks)

    @property
    def corrected(self) -> int:
        return sum(week.corrected for week in self.weeks)


TO_COME = Figure(Gap.NOT_DUE, verified=Gap.NOT_DUE)


def as_drawn(figures: Sequence[Figure], weeks: Sequence[Week]) -> tuple[Figure, ...]:
    """One figure a week as a chart shows them: a week that was not due lacks nothing."""
    return tuple(
        TO_COME if figure.total is Gap.NO_DATA and not week.due else figure
        for week, figure in zip(weeks, figures, strict=True)
    )
