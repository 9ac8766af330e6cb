"""Checks that compare two figures of one agency: what is a part of another is not more than that."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from operation.kernel.errors import Text
from reporting.indicators.rules import indicator_named
from reporting.returns.checks.base import NONE, Check, WeekFigures, label, said


@dataclass(frozen=True, slots=True)
class AtMost:
    """`part` is at most the sum of `wholes`.

    `from_start` compares both from the first week of the execution: what is screened this week may have been released
    in an earlier one. `unrecorded` looks at what was reported of the part without records: its records may have left
    the whole on their way. `why` says why it should be so, and when it need not.
    """

    part: str
    wholes: tuple[str, ...]
    why: Text
    from_start: bool = True
    unrecorded: bool = False

    def finds(self, week: WeekFigures) -> Iterator[tuple[str, str]]:
        if not all(map(indicator_named, (self.part, *self.wholes))):
            return
        told = week.until if self.from_start else week.total
        part = week.reported.get(self.part) if self.unrecorded else told.get(self.part)
        wholes = [told.get(code) for code in self.wholes]
        known = [value for value in wholes if value is not None]
        if not part or not week.total.get(self.part) or len(known) < len(wholes) or part <= sum(known, NONE):
            return
        words = {
            "part": label(self.part),
            "value": said(self.part, part),
            "wholes": _(" and ").join(map(label, self.wholes)),
            "most": said(self.wholes[0], sum(known, NONE)),
            "why": self.why,
        }
        if self.from_start:
            yield self.part, _("%(part)s: %(value)s so far, but %(wholes)s: %(most)s so far. %(why)s") % words
        else:
            yield self.part, _("%(part)s: %(value)s, but %(wholes)s: %(most)s. %(why)s") % words


@dataclass(frozen=True, slots=True)
class Needs:
    """Where `code` is more than 0 in a week, `other` is too."""

    code: str
    other: str
    why: Text

    def finds(self, week: WeekFigures) -> Iterator[tuple[str, str]]:
        value = week.total.get(self.code)
        if value and indicator_named(self.other) and week.total.get(self.other) == NONE:
            words = {"value": said(self.code, value), "other": label(self.other), "why": self.why}
            yield self.code, _("%(value)s here, but 0 in %(other)s. %(why)s") % words


def at_most(name: str, part: str, *wholes: str, why: Text, from_start: bool = True, unrecorded: bool = False) -> Check:
    """A check of the index, in one line."""
    return Check(name, AtMost(part, wholes, why, from_start, unrecorded).finds)


def needs(name: str, code: str, other: str, why: Text) -> Check:
    return Check(name, Needs(code, other, why).finds)
