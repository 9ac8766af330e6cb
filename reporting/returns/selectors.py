"""Reads of returns: how complete they are, what was corrected, and one return with its figures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from django.db.models import Prefetch, Sum

from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.people.selectors import agencies
from operation.plan.models import Operation
from reporting.indicators.models import LedgerEntry, Standing
from reporting.indicators.weeks import Week, weeks_of
from reporting.returns.deadlines import due_at
from reporting.returns.models import NationalReturn, ReturnState, ReturnStep
from reporting.returns.standing import STANDING_OF

NOT_DUE, MISSING = "", "missing"
ORDER = (
    NOT_DUE,
    MISSING,
    ReturnState.DRAFT,
    ReturnState.QUERIED,
    ReturnState.SUBMITTED,
    ReturnState.VERIFIED,
    ReturnState.LOCKED,
)
VERIFIED_STATES = frozenset({ReturnState.VERIFIED, ReturnState.LOCKED})


@dataclass(frozen=True, slots=True)
class WeekState:
    """How far one return had come. `state` is a ReturnState, MISSING (due and not begun) or NOT_DUE (not begun yet).

    `is_due`: its deadline has passed, or it has come. `late`: first submitted after its deadline. `corrected`:
    submitted again with other figures. `return_id` is None where there is none, or the reader may not open it.
    `submitted_at` is the first time. Of a country, `sent` of its `of` agencies have a return in force: a national
    figure needs all of them.
    """

    state: str
    is_due: bool = True
    late: bool = False
    corrected: bool = False
    return_id: UUID | None = None
    submitted_at: datetime | None = None
    sent: int = 0
    of: int = 1

    @property
    def is_verified(self) -> bool:
        return self.state in VERIFIED_STATES


@dataclass(frozen=True, slots=True)
class Completeness:
    """The state of every return, by agency and by country, one for each of `weeks`."""

    weeks: tuple[Week, ...]
    agencies: Mapping[UUID, tuple[WeekState, ...]]
    countries: Mapping[str, tuple[WeekState, ...]]

    def verified(self, country: str) -> int:
        return sum(one.is_verified for one in self.countries[country])

    def due(self, country: str) -> int:
        return sum(one.is_due for one in self.countries[country])


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure that was submitted again with another value; both stay known. None is «no data»."""

    agency_id: UUID
    country: str
    week: date
    indicator: str
    before: Decimal | None
    after: Decimal | None
    at: datetime
    reason: str


def completeness(principal: Principal, operation: Operation, as_known: date | None = None) -> Completeness:
    """How complete the returns were at the end of a day in Kunming (None: now). Five queries.

    Of other countries a member sees which weeks are verified, and nothing else.
    """
    moment = clock.end_of_day(as_known) if as_known else clock.now()
    weeks, owing = weeks_of(operation), agencies()
    returns = {(one.agency_id, one.week): one for one in _visible(principal, operation, as_known)}
    told = _verified_weeks(principal, operation, as_known)
    own = {
        agency.pk: tuple(
            _week_state(returns.get((agency.pk, week.monday)), week, moment)
            if principal.is_secretariat or agency.country_id == principal.country
            else _told((agency.pk, week.monday) in told, due_at(week) <= moment)
            for week in weeks
        )
        for agency in owing
    }
    by_country: dict[str, list[tuple[WeekState, ...]]] = defaultdict(list)
    for agency in owing:
        by_country[agency.country_id or ""].append(own[agency.pk])
    countries = {country: tuple(map(_together, zip(*rows, strict=True))) for country, rows in by_country.items()}
    return Completeness(weeks, own, countries)


def corrections(principal: Principal, operation: Operation, as_known: date | None = None) -> list[Correction]:
    """Figures that were submitted again with another value, oldest first, of the returns that the principal may see."""
    returns = _visible(principal, operation, as_known)
    found = [one for given in returns for one in _corrections_of(given)]
    return sorted(found, key=lambda one: (one.at, one.country, one.indicator))


def read_return(principal: Principal, return_id: UUID) -> NationalReturn | None:
    """One return for its reader, with its lines; the reading is in the trail. None: there is none that it may see."""
    found = (
        NationalReturn.objects.visible_to(principal)
        .select_related("agency__country", "operation")
        .prefetch_related("lines")
        .filter(pk=return_id)
        .first()
    )
    if found is None:
        trail.record("denied", trail.Target(NationalReturn._meta.label, return_id), attempted="read")
        return None
    trail.record("read", found)
    return found


def _visible(principal: Principal, operation: Operation, as_known: date | None) -> list[NationalReturn]:
    """Returns with the steps that were taken by then, as `taken`."""
    returns = NationalReturn.objects.visible_to(principal).filter(operation=operation).select_related("agency")
    steps = ReturnStep.objects.all()
    if as_known:
        end = clock.end_of_day(as_known)
        returns, steps = returns.filter(created_at__lt=end), steps.filter(created_at__lt=end)
    return list(returns.prefetch_related(Prefetch("steps", steps, to_attr="taken")))


def _taken(given: NationalReturn) -> Sequence[ReturnStep]:
    taken: Sequence[ReturnStep] = given.taken  # type: ignore[attr-defined]
    return taken


def _verified_weeks(principal: Principal, operation: Operation, as_known: date | None) -> set[tuple[UUID, date]]:
    if not principal.is_member:
        return set()
    return set(
        LedgerEntry.objects.visible_to(principal)
        .filter(operation=operation, standing=Standing.VERIFIED)
        .exclude(stated=0)
        .exclude(agency__country_id=principal.country)
        .known_on(as_known)
        .values("agency_id", "week")
        .annotate(said=Sum("stated"))
        .filter(said__gt=0)
        .values_list("agency_id", "week")
    )


def _week_state(given: NationalReturn | None, week: Week, moment: datetime) -> WeekState:
    due = due_at(week)
    if given is None:
        return WeekState(MISSING, True) if due <= moment else WeekState(NOT_DUE, False)
    taken = _taken(given)
    submitted = [one for one in taken if one.state == ReturnState.SUBMITTED]
    return WeekState(
        state=taken[-1].state if taken else ReturnState.DRAFT,
        is_due=due <= moment or bool(submitted),
        late=bool(submitted) and submitted[0].created_at > due,
        corrected=any(before.totals != after.totals for before, after in pairwise(submitted)),
        return_id=given.pk,
        submitted_at=submitted[0].created_at if submitted else None,
        sent=int(bool(taken) and taken[-1].state in STANDING_OF),
    )


def _together(states: Iterable[WeekState]) -> WeekState:
    """One state for a country: the least advanced of its agencies, since a national figure needs all of them."""
    owed = list(states)
    if len(owed) == 1:
        return owed[0]
    last = min(owed, key=lambda one: ORDER.index(one.state))
    return WeekState(
        state=last.state,
        is_due=last.is_due,
        late=any(one.late for one in owed),
        corrected=any(one.corrected for one in owed),
        return_id=last.return_id,
        submitted_at=last.submitted_at,
        sent=sum(one.sent for one in owed),
        of=len(owed),
    )


def _told(verified: bool, is_due: bool) -> WeekState:
    """Another country's week, as a member sees it: verified, or nothing."""
    return WeekState(ReturnState.VERIFIED if verified else NOT_DUE, is_due)


def _corrections_of(given: NationalReturn) -> Iterable[Correction]:
    before: ReturnStep | None = None
    reason = ""
    for step in _taken(given):
        if step.state != ReturnState.SUBMITTED:
            reason = step.words or reason
            continue
        if before is not None:
            yield from _changes(given, before, step, reason)
        before, reason = step, ""


def _changes(given: NationalReturn, before: ReturnStep, after: ReturnStep, reason: str) -> Iterable[Correction]:
    for code, value in after.totals.items():
        if value != before.totals.get(code):
            yield Correction(
                agency_id=given.agency_id,
                country=given.agency.country_id or "",
                week=given.week,
                indicator=code,
                before=_decimal(before.totals.get(code)),
                after=_decimal(value),
                at=after.created_at,
                reason=reason,
            )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
