"""What the slow recount begins with: how every record stood at every moment, and which steps the returns took.

Values of records over time stand in history tables (operation/cases/history.py). Each agency's work reads its own,
under the system's name «figures», deleted and TLP:RED ones included; nothing here asks the ledger, except for records
whose history was erased: of these the ledger is the only witness left (decision 54).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Value

from coordination.deconfliction.keeping import FIGURES
from operation.access.context import acting_as, as_system
from operation.cases.base import CaseRecord
from operation.people.models import Country, Organisation
from operation.people.selectors import agencies
from operation.plan.models import Operation
from reporting.indicators.models import LedgerEntry, Source
from reporting.indicators.rules import INDICATORS, Indicator
from reporting.indicators.rules.base import Scope
from reporting.indicators.work import work_of
from reporting.indicators.worth import NONE, NOTHING, Worth
from reporting.returns.models import ReturnStep

CHANNEL = "recount"
Cell = tuple[str, UUID, date]
"""An indicator, an agency, the Monday of a week."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Where one record counts: claim or credit, on a joint action or on none, in which currency if it is money."""

    record_id: UUID
    cell: Cell
    action_day_id: UUID | None
    source: str
    currency: str


@dataclass(frozen=True, slots=True)
class Change:
    """By how much what a record counts somewhere changed, and when."""

    counted: Counted
    delta: Worth
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an agency's return; `reported` is what it said without records by indicator, when it was submitted."""

    name: str
    state: str
    at: datetime
    reported: Mapping[str, str | None]


@dataclass(frozen=True)
class Histories:
    """All of an operation: changes of what records count, steps of returns, references, what was erased.

    `taken_off`: what the ledger takes off erased records, since nobody knows any more who they were the same as.
    """

    operation: Operation
    changes: tuple[Change, ...]
    steps: Mapping[tuple[UUID, date], tuple[Step, ...]]
    references: Mapping[UUID, str]
    erased: frozenset[UUID]
    taken_off: tuple[Change, ...]
    by_cell: Mapping[Cell, list[Change]]

    def claims_in(self, cell: Cell) -> list[Change]:
        """Changes of what records claim there."""
        return self.by_cell.get(cell, [])


def read_histories(operation: Operation, versions: Mapping[str, int] | None = None) -> Histories:
    """Read everything; indicators in `versions` by an earlier rule. Raises LookupError for a rule that there is not."""
    if unknown := (versions or {}).keys() - {one.code for one in INDICATORS}:
        raise LookupError(min(unknown))
    rules = [one.at_version((versions or {}).get(one.code, one.version)) for one in INDICATORS]
    scope = Scope.of(operation, frozenset(Country.objects.values_list("code", flat=True)))
    changes: list[Change] = []
    references: dict[UUID, str] = {}
    whole: set[UUID] = set()
    for agency in agencies():
        with acting_as(work_of(agency), channel=CHANNEL), as_system(FIGURES):
            for model in _logged(dict.fromkeys(model for rule in rules for model in rule.models), operation):
                for versions_of_one in _by_record(model, operation, agency):
                    first = versions_of_one[0]
                    references[first.pk] = first.reference
                    if first.version == 1:
                        whole.add(first.pk)
                        changes += _changes(versions_of_one, rules, scope)
    erased = _named_by_ledger(operation) - whole
    changes += _told_by_ledger(operation, erased, Source.RECORD, Source.CREDIT)
    taken_off = tuple(_told_by_ledger(operation, erased, Source.SAME))
    by_cell: dict[Cell, list[Change]] = defaultdict(list)
    for change in changes:
        if change.counted.source == Source.RECORD:
            by_cell[change.counted.cell].append(change)
    steps = _steps(operation)
    return Histories(operation, tuple(changes), steps, references, frozenset(erased), taken_off, by_cell)


def _logged(models: Iterable[Any], operation: Operation) -> list[Any]:
    """The types of which the agency has logged anything; one query, since most agencies log few of them."""
    known = list(models)
    first, *others = [
        model.events.rel.related_model.objects.filter(operation=operation).order_by().values_list(Value(number))[:1]
        for number, model in enumerate(known)
    ]
    return [known[number] for (number,) in first.union(*others, all=True)]


def _by_record(model: Any, operation: Operation, agency: Organisation) -> Iterator[list[Any]]:
    """The versions of each record in their order, as records."""
    kept = model.events.rel.related_model.objects.filter(operation=operation, originator=agency)
    names = [field.attname for field in model._meta.concrete_fields]
    versions: list[Any] = []
    for row in kept.order_by("pgh_obj_id", "version", "pgh_id").iterator(chunk_size=2000):
        record = model(**{name: getattr(row, name) for name in names})
        if versions and versions[0].pk != record.pk:
            yield versions
            versions = []
        versions.append(record)
    if versions:
        yield versions


def _changes(versions: list[CaseRecord], rules: list[Indicator], scope: Scope | None) -> Iterator[Change]:
    before: dict[Counted, Worth] = {}
    for record in versions:
        now = _counts(record, rules, scope) if scope else {}
        for counted in before.keys() | now.keys():
            delta = now.get(counted, NOTHING) - before.get(counted, NOTHING)
            if delta:
                yield Change(counted, delta, record.changed_at)
        before = now


def _counts(record: CaseRecord, rules: list[Indicator], scope: Scope) -> dict[Counted, Worth]:
    """What a record counts as it stood then."""
    found: dict[Counted, Worth] = defaultdict(Worth)
    for rule in rules:
        source = Source.CREDIT if rule.is_credit(record, scope) else Source.RECORD
        day = record.action_day_id if rule.on_action_day else None
        for contribution in rule.contributions(record, scope):
            year, week, _day = contribution.event.on.isocalendar()
            cell = (rule.code, record.originator_id, date.fromisocalendar(year, week, 1))
            found[Counted(record.pk, cell, day, source, contribution.currency)] += contribution.worth
    return found


def _named_by_ledger(operation: Operation) -> set[Any]:
    with as_system(FIGURES):
        rows = LedgerEntry.objects.filter(
            operation=operation, source__in=(Source.RECORD, Source.CREDIT), record_id__isnull=False
        )
        return set(rows.order_by().values_list("record_id", flat=True).distinct())


def _told_by_ledger(operation: Operation, erased: set[UUID], *sources: Source) -> Iterator[Change]:
    with as_system(FIGURES):
        rows = LedgerEntry.objects.filter(operation=operation, record_id__in=erased, source__in=sources)
        for row in rows:
            assert row.record_id is not None
            cell = (row.indicator, row.agency_id, row.week)
            counted = Counted(row.record_id, cell, row.action_day_id, row.source, row.currency)
            yield Change(counted, Worth(row.delta, row.original or NONE), row.recorded_at)


def _steps(operation: Operation) -> dict[tuple[UUID, date], tuple[Step, ...]]:
    found: dict[tuple[UUID, date], list[Step]] = defaultdict(list)
    names = ("national_return__agency_id", "national_return__week", "name", "state", "created_at", "reported")
    with as_system(FIGURES):
        rows = ReturnStep.objects.filter(national_return__operation=operation).order_by("created_at", "id")
        for agency_id, week, *step in rows.values_list(*names):
            found[agency_id, week].append(Step(*step))
    return {key: tuple(steps) for key, steps in found.items()}
