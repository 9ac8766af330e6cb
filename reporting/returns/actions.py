"""Writes on national returns: open, fill in, and the steps submit, query, verify, lock, reopen (domain.md §6)."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import Conflict, Denied, Refused, require
from operation.kernel.transitions import Transition
from operation.plan.models import Operation
from reporting.indicators.ledger import Cell, lock_cells
from reporting.indicators.once import follow_cells
from reporting.indicators.rules import INDICATORS
from reporting.indicators.weeks import Week
from reporting.returns.deadlines import due_at
from reporting.returns.entries import Entries, check_answered, check_entries
from reporting.returns.models import NationalReturn, ReturnLine, ReturnStep
from reporting.returns.policies import WHO_MAY, may_draft, may_step
from reporting.returns.standing import backed_since, recorded_sums, settle
from reporting.returns.states import OPEN, step_named

STALE = _(
    "Somebody changed this return since you opened it. Look at the present version, then enter your change again."
)
Recorded = dict[tuple[UUID, date, str], Decimal]


@transaction.atomic
def open_return(*, principal: Principal, operation: Operation, week: Week, synthetic: bool = False) -> NationalReturn:
    """The return of the principal's agency for a week; made when it is first asked for.

    Raises NotAllowed for who logs nothing for an agency; Refused for a week that has not begun.
    """
    verdict = may(principal, "return.draft") if principal.is_member else Denied(WHO_MAY["draft"])
    require(verdict, verb=f"open return {week.code}")
    if week.first > clock.today():
        raise Refused(_("Week %(week)s has not begun yet."), params={"week": week.code})
    found, made = NationalReturn.objects.get_or_create(
        operation=operation,
        agency_id=principal.organisation_id,
        week=week.monday,
        defaults={"due_at": due_at(week), "is_synthetic": synthetic},
    )
    if made:
        ReturnLine.objects.bulk_create(ReturnLine(national_return=found, indicator=each.code) for each in INDICATORS)
        trail.record("return_opened", found)
    return found


@transaction.atomic
def save_draft(
    *, principal: Principal, national_return: NationalReturn, entries: Entries, version: int
) -> NationalReturn:
    """Keep what was entered; nothing is published by it. Lines that are not named stay.

    Raises NotAllowed, Refused by line, or Conflict when `version` is not the present one.
    """
    require(may_draft(principal, national_return), verb=f"save {national_return.reference}")
    current = _locked([national_return], [version])[0]
    if current.state not in OPEN:
        raise Refused(
            _("This return is «%(state)s»: it cannot be changed."), params={"state": current.get_state_display()}
        )
    check_entries(entries)
    _store_entries(current, entries)
    current.version += 1
    current.save(update_fields=["version"])
    trail.record("return_saved", current, lines=sorted(entries))
    return current


def submit_returns(
    *, principal: Principal, returns: Sequence[NationalReturn], versions: Sequence[int]
) -> list[NationalReturn]:
    """Send returns to the supervision desk. Every line has a number or says «no data», or Refused names it."""
    return _take("submit", principal, returns, versions, effect=_submit)


def query_returns(
    *, principal: Principal, returns: Sequence[NationalReturn], versions: Sequence[int], question: str
) -> list[NationalReturn]:
    """Send returns back with a question. Their figures stay as submitted until they are submitted again."""
    return _take("query", principal, returns, versions, question, effect=_query)


def verify_returns(
    *, principal: Principal, returns: Sequence[NationalReturn], versions: Sequence[int]
) -> list[NationalReturn]:
    """Confirm what was submitted. Who submitted a return does not verify it."""
    return _take("verify", principal, returns, versions, effect=_verify)


def lock_returns(
    *, principal: Principal, returns: Sequence[NationalReturn], versions: Sequence[int]
) -> list[NationalReturn]:
    """Close verified returns."""
    return _take("lock", principal, returns, versions)


def reopen_returns(
    *, principal: Principal, returns: Sequence[NationalReturn], versions: Sequence[int], reason: str
) -> list[NationalReturn]:
    """Give returns back to their agencies as drafts, with a reason; their figures count as logged again."""
    return _take("reopen", principal, returns, versions, reason, effect=_reopen)


Effect = Callable[[Principal, NationalReturn, list[ReturnLine], Recorded], None]


def _nothing(_principal: Principal, _return: NationalReturn, _lines: list[ReturnLine], _recorded: Recorded) -> None:
    """A step that changes the state alone."""


@transaction.atomic
def _take(
    name: str,
    principal: Principal,
    returns: Sequence[NationalReturn],
    versions: Sequence[int],
    words: str = "",
    *,
    effect: Effect = _nothing,
) -> list[NationalReturn]:
    """Take one step with all returns or none: policy, lock, change, figures, trail."""
    step, words = step_named(name), words.strip()
    for given in returns:
        require(may_step(principal, given, name), verb=f"{name} {given.reference}")
    current = _locked(returns, versions)
    for given in current:
        _check(given, step, words)
    for operation_id, group in _by_operation(current).items():
        cells: set[Cell] = {(given.agency_id, given.week) for given in group}
        lock_cells(operation_id, cells)
        _apply(step, principal, group, words, recorded_sums(operation_id, cells), effect)
        settle(operation_id, cells, reason=name)
        follow_cells(operation_id, cells)
    trail.record_each(f"return_{step.target}" if name != "reopen" else "return_reopened", current, {})
    return current


def _check(given: NationalReturn, step: Transition, words: str) -> None:
    if given.state not in step.sources:
        message = _("%(reference)s is «%(state)s»: «%(step)s» is not possible from there.")
        params = {"reference": given.reference, "state": given.get_state_display(), "step": step.label}
        raise Refused(message, params=params)
    reason = step.condition(given, {"words": words}) if step.condition else None
    if reason:
        raise Refused({"words": reason})


def _apply(
    step: Transition,
    principal: Principal,
    returns: Sequence[NationalReturn],
    words: str,
    recorded: Recorded,
    effect: Effect,
) -> None:
    lines: list[ReturnLine] = []
    steps: list[ReturnStep] = []
    for given in returns:
        own = list(given.lines.all())
        effect(principal, given, own, recorded)
        given.state, given.query, given.version = step.target, words if step.name == "query" else "", given.version + 1
        lines += own
        steps.append(_step(step, principal, given, own, words))
    fields = ["state", "query", "version", "submitted_by", "submitted_at", "verified_by", "verified_at"]
    _store(NationalReturn, returns, fields)
    _store(ReturnLine, lines, ["reported", "submitted_reported", "submitted_recorded"])
    ReturnStep.objects.bulk_create(steps, batch_size=500)


def _store(model: type[Model], rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Rows that are there, written as rows of values: the CASE expressions of bulk_update cost many times as much."""
    model._default_manager.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _step(
    step: Transition, principal: Principal, given: NationalReturn, lines: Sequence[ReturnLine], words: str
) -> ReturnStep:
    totals: dict[str, str | None] = {}
    reported: dict[str, str | None] = {}
    if step.name == "submit":
        totals = {line.indicator: _total(line) for line in lines}
        reported = {line.indicator: _text(line.submitted_reported) for line in lines}
    return ReturnStep(
        national_return=given,
        name=step.name,
        state=step.target,
        taken_by_id=principal.user_id,  # type: ignore[misc]
        words=words,
        totals=totals,
        reported=reported,
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _total(line: ReturnLine) -> str | None:
    """What the line says as submitted, or None where it says «no data» and has no record."""
    recorded = line.submitted_recorded or Decimal(0)
    if line.submitted_reported is None:
        return str(recorded) if recorded else None
    return str(recorded + line.submitted_reported)


def _submit(principal: Principal, given: NationalReturn, lines: list[ReturnLine], recorded: Recorded) -> None:
    check_answered({line.indicator: line for line in lines})
    for line in lines:
        line.submitted_reported = line.reported
        line.submitted_recorded = recorded.get((given.agency_id, given.week, line.indicator), Decimal(0))
    given.submitted_by_id, given.submitted_at = principal.user_id, clock.now()


def _query(_principal: Principal, given: NationalReturn, lines: list[ReturnLine], recorded: Recorded) -> None:
    for line in lines:
        line.reported = _remaining(given, line, recorded)


def _verify(principal: Principal, given: NationalReturn, _lines: list[ReturnLine], _recorded: Recorded) -> None:
    given.verified_by_id, given.verified_at = principal.user_id, clock.now()


def _reopen(_principal: Principal, given: NationalReturn, lines: list[ReturnLine], recorded: Recorded) -> None:
    for line in lines:
        line.reported = _remaining(given, line, recorded)
        line.submitted_reported = line.submitted_recorded = None
    given.submitted_by_id = given.verified_by_id = given.submitted_at = given.verified_at = None


def _remaining(given: NationalReturn, line: ReturnLine, recorded: Recorded) -> Decimal | None:
    """What is still without records of what was reported: the rest has got its records since."""
    if line.submitted_reported is None:
        return None
    now = recorded.get((given.agency_id, given.week, line.indicator), Decimal(0))
    then = line.submitted_recorded or Decimal(0)
    return line.submitted_reported - backed_since(now, then, line.submitted_reported)


def _locked(returns: Sequence[NationalReturn], versions: Sequence[int]) -> list[NationalReturn]:
    rows = NationalReturn.objects.select_for_update(of=("self",)).select_related("agency").prefetch_related("lines")
    found = {row.pk: row for row in rows.filter(pk__in=[given.pk for given in returns]).order_by("pk")}
    current = [found[given.pk] for given in returns if given.pk in found]
    if [given.version for given in current] != list(versions):
        raise Conflict(STALE)
    return current


def _by_operation(returns: Sequence[NationalReturn]) -> dict[UUID, list[NationalReturn]]:
    groups: dict[UUID, list[NationalReturn]] = defaultdict(list)
    for given in returns:
        groups[given.operation_id].append(given)
    return groups


def _store_entries(current: NationalReturn, entries: Entries) -> None:
    ReturnLine.objects.bulk_create(
        [
            ReturnLine(
                national_return=current, indicator=code, reported=entry.reported, no_data=entry.no_data, note=entry.note
            )
            for code, entry in entries.items()
        ],
        update_conflicts=True,
        unique_fields=["national_return", "indicator"],
        update_fields=["reported", "no_data", "note"],
    )
