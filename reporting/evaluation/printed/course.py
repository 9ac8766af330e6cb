"""How the operation went: the timeline as planned and as it was, and the joint action days."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from reporting.evaluation import charts
from reporting.evaluation.chapters import ActionDay, Event, Precision, Text, When
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Indicator
from reporting.evaluation.printed.grid import (
    Chapter,
    Head,
    Heading,
    Numbering,
    Row,
    Table,
    Td,
    words,
)
from reporting.evaluation.wording import EVENT_KINDS, month, number, when


@dataclass(frozen=True, slots=True)
class Action:
    """What one joint action day prints."""

    when: str
    title: str
    place: Text | None
    lead: str
    participants: str
    results: tuple[tuple[str, str, str], ...]  # value, code, label
    note: Text | None


def timeline(content: Evaluation, serial: str) -> Chapter:
    numbering = Numbering(serial)
    first, last = bounds(content)
    table = Table(
        label=numbering.figure(),
        title=_("Timeline. Outlined: planned, solid: what happened"),
        head=(
            Head(_("Event")),
            Head(_("Planned")),
            Head(_("Actual")),
            Head(
                _("%(first)s to %(last)s") % {"first": month(first), "last": month(last)}, "axis", _months(first, last)
            ),
        ),
        rows=tuple(_event_row(event, first, last) for event in content.timeline),
        kind="timeline",
    )
    parts = {"table": table if content.timeline else None}
    return Chapter(
        Heading(f"s{serial}", serial, _("Timeline, planned and actual")), "reporting/pdf/_timeline.html", (), parts
    )


def bounds(content: Evaluation) -> tuple[date, date]:
    """Whole months around all that was planned or happened."""
    spans = [span for event in content.timeline for span in (event.planned, event.actual) if span]
    spans = spans or [content.operation.execution]
    first = min(span.first for span in spans).replace(day=1)
    return first, When(max(span.end for span in spans), precision=Precision.MONTH).end


def _months(first: date, last: date) -> tuple[tuple[charts.Span, str], ...]:
    """The months of the axis by their numbers, which no language writes too long."""
    found = []
    start = first
    while start <= last:
        stretch = When(start, precision=Precision.MONTH)
        span = charts.span(stretch, first, last)
        assert span
        found.append((span, str(start.month)))
        start = stretch.end + timedelta(days=1)
    return tuple(found)


def _event_row(event: Event, first: date, last: date) -> Row:
    told = (str(EVENT_KINDS[event.kind]), event.place, event.note)
    return Row(
        (
            Td(event.title, "event", below=" · ".join(word for word in told if word), header=True),
            words(when(event.planned, short=True) if event.planned else _("not planned"), "date"),
            words(when(event.actual, short=True) if event.actual else _("not yet"), "date"),
            Td(kind="bar", spans=(charts.span(event.planned, first, last), charts.span(event.actual, first, last))),
        )
    )


def action_days(content: Evaluation, serial: str) -> Chapter:
    known = {result.indicator.code: result.indicator for result in content.results}
    parts = {"actions": tuple(_action(day, known) for day in content.action_days)}
    return Chapter(Heading(f"s{serial}", serial, _("Joint action days")), "reporting/pdf/_actions.html", (), parts)


def _action(day: ActionDay, known: dict[str, Indicator]) -> Action:
    results = tuple(
        (number(cell, known[code].unit), code, known[code].label) for code, cell in day.results if code in known
    )
    return Action(when(day.when), day.title, day.place, day.lead, " · ".join(day.participants), results, day.note)
