"""What a counting rule is: a text that a reader checks, and the function that does as it says (domain.md §6)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from operation.cases.base import Attribution, CaseRecord
from operation.kernel.dates import Precision
from operation.kernel.errors import Text
from operation.plan.models import Operation

ONE = Decimal(1)
COUNTED = frozenset({Attribution.DIRECT, Attribution.CONTRIBUTED})


class Unit(StrEnum):
    """`count` is whole; `usd` is money at the rate of the day of the measure."""

    COUNT = "count"
    USD = "usd"


@dataclass(frozen=True, slots=True)
class Event:
    """When what is counted happened: a day, or the first day of a month or year that is all one knows."""

    on: date
    precision: str = Precision.DAY

    @property
    def last(self) -> date:
        """The last day on which it may have happened."""
        if self.precision == Precision.YEAR:
            return date(self.on.year, 12, 31)
        if self.precision == Precision.MONTH:
            following = date(self.on.year + self.on.month // 12, self.on.month % 12 + 1, 1)
            return date.fromordinal(following.toordinal() - 1)
        return self.on


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one record adds to an indicator, and when that happened."""

    value: Decimal
    event: Event


@dataclass(frozen=True, slots=True)
class Scope:
    """The operation as the rules see it: execution dates, and the member countries that may hold a claim."""

    starts_on: date
    ends_on: date
    members: frozenset[str]

    @classmethod
    def of(cls, operation: Operation, members: frozenset[str]) -> "Scope | None":
        """None while the operation has no execution dates: nothing is in its scope."""
        if operation.starts_on is None or operation.ends_on is None:
            return None
        return cls(operation.starts_on, operation.ends_on, members)

    def holds(self, event: Event) -> bool:
        """Whether all of the time in which it may have happened lies within the execution (counting rule 1)."""
        return self.starts_on <= event.on and event.last <= self.ends_on


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: what it is called, in which unit, in which line of effort, by which rule.

    `counts` reads a record of `model` and says what it adds, or None; records name no indicator. Without a model the
    figure comes from national returns alone. `happens` says that the country where it happened holds the claim.
    """

    code: str
    label: Text
    unit: Unit
    line: int
    version: int
    rule: Text
    model: type[CaseRecord] | None = None
    counts: Callable[[Any], Contribution | None] | None = None
    happens: bool = True

    @property
    def is_about_victims(self) -> bool:
        """Whether small figures of it are kept back from other countries (domain.md §10)."""
        return self.code.startswith("V")

    def contribution(self, record: CaseRecord, scope: Scope) -> Contribution | None:
        """What the record adds now: nothing once deleted, outside the scope, or when it only fell in the period."""
        if self.counts is None or self.model is not type(record) or record.deleted_at:
            return None
        if record.attribution not in COUNTED:
            return None
        found = self.counts(record)
        return found if found and scope.holds(found.event) else None

    def is_credit(self, record: CaseRecord, scope: Scope) -> bool:
        """Whether another member country holds the claim, because it happened there (counting rule 3)."""
        place = str(record.place_country or "")
        return self.happens and place in scope.members and place != record.country_id


def event_of(record: CaseRecord) -> Event | None:
    """The event of a record, with the precision with which its date is known."""
    return Event(record.event_on, record.event_precision) if record.event_on else None
