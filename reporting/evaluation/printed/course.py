"""How the operation went: the timeline as planned and as it was, and the joint action days."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from reporting.evaluation import charts
from reporting.evaluation.chapters import ActionDay, Event, Name, Precision, When
from reporting.evaluation.content import Evaluation
from reporting.evaluation.figures import Gap, Indicator
from reporting.evaluation.printed.columns import heads, legend
from reporting.evaluation.printed.grid import (
    Chapter,
    Head,
    Heading,
    Numbering,
    Row,
    Table,
    Td,
    num,
    words,
)
from reporting.evaluation.wording import EVENT_KINDS, month, when


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
    numbering = Numbering(serial)
    counted = counted_on(content)
    table = Table(
        label=numbering.table(),
        title=_carried(content),
        head=(Head(_("Joint action")), Head(_("Lead")), *heads(counted)),
        rows=tuple(_action_row(day, counted) for day in content.action_days),
        kind="actions",
        note=_("A dash: no result of this kind carries the action. %(codes)s") % {"codes": legend(counted)}
        if counted
        else "",
    )
    parts = {
        "table": table if content.action_days else None,
        "counted": bool(counted),
        "notes": tuple((day.title, day.note) for day in content.action_days if day.note),
    }
    return Chapter(Heading(f"s{serial}", serial, _("Joint action days")), "reporting/pdf/_actions.html", (), parts)


def _carried(content: Evaluation) -> str:
    """A country's report counts its own claims alone, so that the same action has another number there."""
    code = content.situation.country if content.situation else ""
    if not code:
        return _("Joint actions and the results that carry them")
    name = next(country.name for country in content.countries if country.code == code)
    return _("Joint actions and the results of %(country)s that carry them") % {"country": name}


def counted_on(content: Evaluation) -> tuple[Indicator, ...]:
    """The indicators of which any action day has a result, in the order of the lines of effort."""
    codes = {code for day in content.action_days for code, _value in day.results}
    return tuple(result.indicator for result in content.results if result.indicator.code in codes)


def _action_row(day: ActionDay, counted: tuple[Indicator, ...]) -> Row:
    values = dict(day.results)
    figures = (num(values.get(indicator.code, Gap.NOT_DUE), indicator.unit) for indicator in counted)
    others = " · ".join(code for code in day.participants if code != day.lead)
    held = " · ".join((when(day.when, short=True), _("with %(countries)s") % {"countries": others}))
    place = (Name(day.place.words, day.place.language),) if day.place else ()
    return Row((Td(day.title, "event", below=held, names=place, header=True), words(day.lead, "cc"), *figures))
