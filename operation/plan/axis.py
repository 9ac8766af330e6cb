"""The timeline as a page shows it: rows with their two bars on one axis of months."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from operation.kernel.errors import Text
from operation.plan.timeline import KIND_WORDS, Kind, Moment, Span, Standing

SHORTEST = 1.0
STANDINGS: dict[Standing, tuple[Text, str]] = {
    Standing.HAPPENED: (gettext_lazy("happened"), "ok"),
    Standing.UNDER_WAY: (gettext_lazy("under way"), "work"),
    Standing.AHEAD: (gettext_lazy("ahead"), "idle"),
    Standing.OVER: (gettext_lazy("over"), "ok"),
    Standing.UNRECORDED: (gettext_lazy("not recorded"), "due"),
}


def kind_chips(moments: Iterable[Moment], chosen: str) -> list[dict[str, Any]]:
    """One for each kind there is, with its number; the first shows everything."""
    counts: dict[Kind, int] = {}
    for moment in moments:
        counts[moment.kind] = counts.get(moment.kind, 0) + 1
    everything = {"label": _("Everything"), "url": "?", "count": sum(counts.values()), "current": not chosen}
    return [everything] + [
        {"label": KIND_WORDS[kind], "url": f"?kind={kind}", "count": counts[kind], "current": chosen == kind}
        for kind in Kind
        if kind in counts
    ]


@dataclass(frozen=True)
class Axis:
    """The months that the timeline touches, each as wide as the other, so that their names stand above their days."""

    first: date
    months: int

    @classmethod
    def of(cls, moments: Iterable[Moment]) -> Self | None:
        """None where there is nothing to draw."""
        spans = [span for moment in moments for span in (moment.planned, moment.actual) if span]
        if not spans:
            return None
        first, last = min(span.first for span in spans), max(span.last for span in spans)
        return cls(first.replace(day=1), _months(first, last) + 1)

    def share(self, day: date) -> float:
        """How far along the axis a day begins, from 0 to 100."""
        length = calendar.monthrange(day.year, day.month)[1]
        return max(0.0, min(100.0, 100 * (_months(self.first, day) + (day.day - 1) / length) / self.months))

    def bar(self, span: Span | None) -> dict[str, str] | None:
        """Where a bar begins and how long it is; never too short to be seen."""
        if span is None:
            return None
        start = self.share(span.first)
        length = max(SHORTEST, self.share(span.last + timedelta(days=1)) - start)
        return {"x": _percent(min(start, 100 - length)), "width": _percent(length)}

    def names(self) -> list[str]:
        ordinals = (self.first.year * 12 + self.first.month - 1 + number for number in range(self.months))
        return [date_format(date(number // 12, number % 12 + 1, 1), "M") for number in ordinals]

    def mark(self, today: date) -> str:
        """Where today stands; '' when it lies outside."""
        inside = 0 <= _months(self.first, today) < self.months
        return _percent(self.share(today)) if inside else ""


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def rows(moments: Iterable[Moment], axis: Axis | None, today: date) -> list[dict[str, Any]]:
    """The lines of the table: words, state, and the two bars on the common axis."""
    return [
        {
            "moment": moment,
            "kind": KIND_WORDS[moment.kind],
            "state": _state(moment, today),
            "actual": _actual(moment, today),
            "planned_bar": axis.bar(moment.planned) if axis else None,
            "actual_bar": axis.bar(moment.actual) if axis else None,
        }
        for moment in moments
    ]


def _actual(moment: Moment, today: date) -> Text:
    """When it happened; what is still to come has not happened yet, of the rest nothing is recorded («»)."""
    if moment.actual:
        return str(moment.actual)
    return _("not yet") if moment.standing(today) in (Standing.AHEAD, Standing.UNDER_WAY) else ""


def _state(moment: Moment, today: date) -> dict[str, Any]:
    words, tone = STANDINGS[moment.standing(today)]
    late = moment.days_late
    if late:
        words = ngettext("happened %(days)s day late", "happened %(days)s days late", late) % {"days": late}
        tone = "ink"
    return {"words": words, "tone": tone}
