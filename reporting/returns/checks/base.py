"""What a check of a return is: it looks at one week of one agency and warns with the reason. It never blocks.

A warning names the line where it is shown and says when the figure may be right all the same (docs/decisions/0053).
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reporting.indicators.rules import indicator_named
from reporting.indicators.wording import words
from reporting.returns.models import ReturnLine

NONE = Decimal(0)
Known = Decimal | None
"""A figure, or None where nothing is known: nothing is compared with what is not known."""


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """What one agency says of a week, and what it said before. Every mapping is by the code of an indicator.

    `total` is recorded + reported of the week, `until` the sum from the first week of the execution to this one,
    `before` the totals of the weeks before, the oldest first; weeks of which nothing is known are not in it.
    `unanswered` names the lines with a question of the supervision desk that the agency has not answered.
    """

    lines: Mapping[str, ReturnLine] = field(default_factory=dict)
    recorded: Mapping[str, Decimal] = field(default_factory=dict)
    reported: Mapping[str, Known] = field(default_factory=dict)
    total: Mapping[str, Known] = field(default_factory=dict)
    until: Mapping[str, Known] = field(default_factory=dict)
    before: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)
    unanswered: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What one check doubts: the line where it is shown, and its words."""

    check: str
    code: str
    text: str

    @property
    def key(self) -> str:
        """By which a page knows what its reader has seen."""
        return f"{self.check}:{self.code}"


@dataclass(frozen=True, slots=True)
class Check:
    """One rule. `finds` gives the lines and words of what it doubts."""

    name: str
    finds: Callable[[WeekFigures], Iterator[tuple[str, str]]]

    def doubts(self, week: WeekFigures) -> Iterator[Doubt]:
        for code, text in self.finds(week):
            yield Doubt(self.name, code, text)


def said(code: str, value: Decimal) -> str:
    """A value as the figure writes it, in the active language."""
    found = indicator_named(code)
    return words(value, found) if found else str(value)


def label(code: str) -> str:
    found = indicator_named(code)
    return f"{code} {found.label}" if found else code
