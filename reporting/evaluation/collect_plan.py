"""What was agreed and how it went: mandate, participants, timeline, action days; read as the plan's pages read it."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from operation.access.principal import Principal
from operation.access.roles import Role
from operation.people.models import Organisation, OrganisationKind
from operation.plan.models import Operation
from operation.plan.selectors import Side, action_days_of
from operation.plan.timeline import Moment, Span, timeline
from reporting.evaluation import chapters, content
from reporting.evaluation.chapters import Event, EventKind, Precision, When
from reporting.evaluation.collect_figures import cell_of
from reporting.evaluation.figures import Cell
from reporting.evaluation.selectors import results_of_action_days

Results = dict[UUID, list[tuple[str, Cell]]]
A_PARTNER = Principal(None, kind=OrganisationKind.PARTNER, roles=frozenset({Role.OBSERVER}))
"""Whose eyes an observer edition is read with: of the plan it holds what is marked for partners."""


def countries_of(sides: list[Side]) -> tuple[chapters.Country, ...]:
    """The members in their one order, with their agencies."""
    return tuple(
        chapters.Country(
            side.country.code, str(side.country), tuple(str(each.organisation) for each in side.participations)
        )
        for side in sides
        if side.country
    )


def operation_of(operation: Operation, sides: list[Side]) -> content.Operation:
    """What was agreed, in the language that is active. Raises ValueError for an operation without execution dates."""
    if operation.starts_on is None or operation.ends_on is None:
        raise ValueError(f"{operation.code} has no execution dates")
    secretariats = _organisations(sides, OrganisationKind.SECRETARIAT)
    theme, *mandate = _paragraphs(operation.mandate) or [""]
    return content.Operation(
        title=str(operation),
        theme=theme.rstrip("."),
        parent=str(operation.parent) if operation.parent else "",
        secretariat=", ".join(str(one) for one in secretariats),
        secretariat_code=secretariats[0].short_name if secretariats else "",
        execution=When(operation.starts_on, operation.ends_on),
        mandate=tuple(mandate) or (theme,),
        partners=tuple(str(one) for one in _organisations(sides, OrganisationKind.PARTNER)),
    )


def _organisations(sides: list[Side], kind: OrganisationKind) -> list[Organisation]:
    return [each.organisation for side in sides if side.kind == kind for each in side.participations]


def _paragraphs(text: str) -> list[str]:
    """In the language that is active, where a catalogue has them."""
    written = [" ".join(part.split()) for part in text.split("\n\n")]
    return [_(words) for words in written if words]


def events(operation: Operation, reader: Principal, cutoff: date) -> tuple[Event, ...]:
    """The timeline that the reader may see; what happened after the cut-off had not happened yet.

    What is closed to a few goes into no report: others read it.
    """
    return tuple(_event(moment, cutoff) for moment in timeline(operation, reader) if not moment.closed)


def _event(moment: Moment, cutoff: date) -> Event:
    happened = moment.actual if moment.actual and moment.actual.last <= cutoff else None
    return Event(
        kind=EventKind(moment.kind),
        title=str(moment.title),
        planned=_when(moment.planned),
        actual=_when(happened),
        place=moment.place,
        note=str(moment.note),
    )


def _when(span: Span | None) -> When | None:
    if span is None:
        return None
    last = None if span.last == span.first else span.last
    if span.month_only:
        return When(span.first, None, Precision.MONTH)
    return When(span.first, last)


def action_days(
    principal: Principal, operation: Operation, cutoff: date, *, with_results: bool, country: str = ""
) -> tuple[chapters.ActionDay, ...]:
    """Open joint actions held by the cut-off, each with what the ledger counts of the records that carry it, of all
    countries or of one."""
    results = _results(principal, operation, cutoff, country) if with_results else {}
    return tuple(
        chapters.ActionDay(
            title=str(day),
            when=When(day.held_on),
            place=None,
            lead=day.lead_id,
            participants=tuple(country.code for country in day.countries.all()),
            results=tuple(results.get(day.pk, ())),
        )
        for day in action_days_of(operation, principal)
        if day.held_on <= cutoff and not day.closed
    )


def _results(principal: Principal, operation: Operation, cutoff: date, country: str) -> Results:
    found: Results = defaultdict(list)
    for day, code, value in results_of_action_days(principal, operation, cutoff, country):
        found[day].append((code, cell_of(code, value)))
    return found
