"""What a measure is: what it counts, one by one, and what is made of it: sums, shares, medians (domain.md §6).

A measure differs from an indicator (reporting/indicators): nobody reports it, no return holds it, no week adds to it.
It is counted from what the countries and LMLECC did, at the moment for which it is asked.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from operation.access.principal import Principal
from operation.cases.base import CaseRecord
from operation.kernel import clock
from operation.kernel.errors import Text
from operation.plan.models import Operation
from reporting.indicators.rules.base import Scope


class Unit(StrEnum):
    COUNT = "count"
    USD = "usd"
    PERCENT = "percent"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is counted. Unknown is not 0: it has no number while nothing at all was counted."""

    key: str
    label: Text
    unit: Unit = Unit.COUNT


@dataclass(frozen=True, slots=True)
class Share:
    """`part` in percent of `whole`, out of their sums: never the mean of other shares."""

    key: str
    label: Text
    part: str
    whole: str
    unit: Unit = Unit.PERCENT


@dataclass(frozen=True, slots=True)
class Median:
    """The median of the days that single things took."""

    key: str
    label: Text
    unit: Unit = Unit.DAYS


Column = Part | Share | Median


class Reach(StrEnum):
    """Whose numbers a member country reads; LMLECC reads all (domain.md §10)."""

    OWN = "own"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Moment:
    """For when a measure is asked: now, or as known at the end of a day in Kunming."""

    as_known: date | None = None

    @property
    def at(self) -> datetime:
        """The moment to which deadlines are held."""
        return clock.end_of_day(self.as_known) if self.as_known else clock.now()

    @property
    def day(self) -> date:
        return self.as_known or clock.today()

    def knows(self, written: datetime | None) -> bool:
        """Whether something was written down by then; what was not written at all is not known."""
        return written is not None and (self.as_known is None or written < self.at)


@dataclass(frozen=True, slots=True)
class Reading:
    """Who asks for a measure, of which operation, for when."""

    principal: Principal
    operation: Operation
    moment: Moment


@dataclass(frozen=True, slots=True)
class Item:
    """What one thing adds: to which countries (none: to none of them, and to the total), to which parts.

    `days` is how long it took, for a median. `what` and `url` lead to the thing, `words` say how it stands; they are ""
    where many things are one item.
    """

    countries: tuple[str, ...]
    parts: Mapping[str, int | Decimal]
    days: int | float | None = None
    what: str = ""
    url: str = ""
    words: Text = ""


Counted = Mapping[str, Decimal]
"""What one record adds, by part; what is not there is 0."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, by one rule.

    `read` gives the items that its reader may see, with a fixed number of queries. `known` says how far «as known on D»
    holds. `chain` are parts of which each is among those of the one before it, the whole first; `split` are parts that
    sum to that whole. `headline` and `beside` are the columns that a narrow table shows. `by_agency`: members read what
    is their agency's, not their country's. `model` and `counts` are those of a measure that is kept from records
    (keeping.py).
    """

    code: str
    label: Text
    line: int
    version: int
    rule: Text
    known: Text
    columns: tuple[Column, ...]
    chain: tuple[str, ...]
    headline: str
    read: Callable[[Reading], Iterable[Item]]
    reach: Reach = Reach.OWN
    permission: str = "figures.read"
    beside: tuple[str, ...] = ()
    by_agency: bool = False
    split: tuple[str, ...] = ()
    model: type[CaseRecord] | None = None
    counts: Callable[[Any, Scope], Counted | None] | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """The rule as it is printed: how it is counted, and how far it holds for an earlier day."""
        return f"{self.rule} {self.known}"

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(column for column in self.columns if isinstance(column, Part))

    @property
    def part_keys(self) -> tuple[str, ...]:
        return tuple(part.key for part in self.parts)

    @property
    def is_about_victims(self) -> bool:
        return self.code.startswith("V")

    def column(self, key: str) -> Column:
        """Raises LookupError for a column that there is not."""
        found = next((column for column in self.columns if column.key == key), None)
        if found is None:
            raise LookupError(f"{self.code} {key}")
        return found
