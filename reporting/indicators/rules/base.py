"""What a counting rule is: a text that a reader checks, and the function that does as it says (domain.md §6)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from operation.cases.base import Attribution, CaseRecord
from operation.cases.money import Rated
from operation.cases.records.firearm import Firearm
from operation.cases.records.firearm_part import FirearmPart
from operation.cases.records.seized_asset import SeizedAsset
from operation.cases.records.site import Site
from operation.cases.records.suspect import Suspect
from operation.cases.records.syndicate import Syndicate
from operation.kernel.dates import Precision
from operation.kernel.errors import Text
from operation.plan.models import Operation
from reporting.indicators.rules.splits import Split
from reporting.indicators.worth import Worth

HELD_BY_TWO = frozenset({Suspect, Syndicate, Site, SeizedAsset, Firearm, FirearmPart})
"""Persons and things of which two countries may each have a record; all else that is logged is somebody's own doing."""

COUNTED = frozenset({Attribution.DIRECT, Attribution.CONTRIBUTED})


class Unit(StrEnum):
    """`count` is whole; `usd` is money at the rate of the day of the measure; `hours` may be parts of an hour."""

    COUNT = "count"
    USD = "usd"
    HOURS = "hours"

    @property
    def decimals(self) -> int:
        return 0 if self is Unit.COUNT else 2


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
    """What one record adds to an indicator, and when that happened; of money also how much it was in which currency."""

    value: Decimal
    event: Event
    original: Decimal | None = None
    currency: str = ""

    @property
    def worth(self) -> Worth:
        return Worth(self.value, self.original or Decimal(0))


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


Counts = Callable[[Any], Iterable[Contribution]]
"""Reads one record and says what it adds, and when: nothing, once, or several times."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A rule as it was before: what it said, and what did as it said. Figures can be counted by it again."""

    version: int
    rule: Text
    counts: Mapping[type[CaseRecord], Counts]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: what it is called, in which unit, in which line of effort, by which rule. It is one number.

    `counts` says of each type of record that feeds it what a record adds; records name no indicator. What agencies
    report without records is added by their returns.
    `happens`: the country where it happened holds the claim, and not the one that logged it.
    `on_action_day`: it is made on the action day that a record carries, and not weeks later.
    `is_context`: it is no result, so nobody asks whether the operation had a part in it.
    `is_about_victims`: small figures of it are kept back from other countries (domain.md §10).
    `shares` are the indicators of which it is told as a percentage too, `splits` the ways in which it divides.
    `counts_events`: what two countries did with one person are two events, although their records are of one person.
    `higher` is the indicator that takes over what reached a higher measure, in whichever country.
    `earlier` are the rules by which it was counted before, newest first.
    """

    code: str
    label: Text
    unit: Unit
    line: int
    version: int
    rule: Text
    counts: Mapping[type[CaseRecord], Counts]
    happens: bool = True
    on_action_day: bool = True
    is_context: bool = False
    is_about_victims: bool = False
    shares: tuple[str, ...] = ()
    splits: tuple[Split, ...] = ()
    counts_events: bool = False
    higher: str = ""
    earlier: tuple[Earlier, ...] = ()

    @property
    def counts_once(self) -> bool:
        """Whether a person or thing that two countries hold is taken off one of them (counting rules 2 and 5)."""
        return not self.counts_events and HELD_BY_TWO.issuperset(self.models)

    def at_version(self, version: int) -> "Indicator":
        """The indicator by the rule of that version. Raises LookupError for one that it never had."""
        if version == self.version:
            return self
        for one in self.earlier:
            if one.version == version:
                return replace(self, version=version, rule=one.rule, counts=one.counts)
        raise LookupError(f"{self.code}:{version}")

    @property
    def models(self) -> tuple[type[CaseRecord], ...]:
        """The types of records that feed it."""
        return tuple(self.counts)

    def contributions(self, record: CaseRecord, scope: Scope) -> list[Contribution]:
        """What the record adds now: nothing once deleted, outside the scope, or when it only fell in the period."""
        counts = self.counts.get(type(record))
        if counts is None or record.deleted_at:
            return []
        if record.attribution not in COUNTED and not self.is_context:
            return []
        return [found for found in counts(record) if scope.holds(found.event)]

    def is_credit(self, record: CaseRecord, scope: Scope) -> bool:
        """Whether another member country holds the claim, because it happened there (counting rule 3)."""
        place = str(record.place_country or "")
        return self.happens and place in scope.members and place != record.country_id


def on(day: date | None, value: Decimal | int | None = 1) -> Iterator[Contribution]:
    """What was reached on a day; nothing where the day is not known, or how much it was."""
    if day is not None and value:
        yield Contribution(Decimal(value), Event(day))


def at_event(record: CaseRecord, value: Decimal | int | None = 1) -> Iterator[Contribution]:
    """What happened at the event of a record, with the precision with which its date is known."""
    if record.event_on is not None and value:
        yield Contribution(Decimal(value), Event(record.event_on, record.event_precision))


def in_currency(record: Rated, amount: Decimal | None, found: Iterable[Contribution]) -> Iterable[Contribution]:
    """The same money in the currency of its record as well; `amount` is what `found` says in USD."""
    if amount is None:
        return found
    return (replace(one, original=amount, currency=record.currency) for one in found)
