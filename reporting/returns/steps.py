"""How a step of returns is taken: policy, lock, change, figures, trail. All returns of a step take it, or none does."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require
from operation.kernel.transitions import Transition
from reporting.indicators.ledger import Cell, lock_cells
from reporting.indicators.once import follow_cells
from reporting.returns.entries import check_answered
from reporting.returns.models import NationalReturn, ReturnLine, ReturnStep
from reporting.returns.policies import may_step
from reporting.returns.standing import backed_since, recorded_sums, settle
from reporting.returns.states import step_named

STALE = _(
    "Somebody changed this return since you opened it. Look at the present version, then enter your change again."
)
Recorded = dict[tuple[UUID, date, str], Decimal]
NONE = Decimal(0)
Effect = Callable[[Principal, NationalReturn, list[ReturnLine], Recorded], None]


def nothing(_principal: Principal, _return: NationalReturn, _lines: list[ReturnLine], _recorded: Recorded) -> None:
    """A step that changes the state alone."""


@transaction.atomic
def take(
    name: str,
    principal: Principal,
    returns: Sequence[NationalReturn],
    versions: Sequence[int],
    words: str = "",
    *,
    effect: Effect = nothing,
) -> list[NationalReturn]:
    """Take one step with all returns or none: policy, lock, change, figures, trail."""
    step, words = step_named(name), words.strip()
    for given in returns:
        require(may_step(principal, given, name), verb=f"{name} {given.reference}")
    current = locked(returns, versions)
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
    _store(ReturnLine, lines, ["reported", "joint", "action_day", "submitted_reported", "submitted_recorded"])
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
    recorded = line.submitted_recorded or NONE
    if line.submitted_reported is None:
        return str(recorded) if recorded else None
    return str(recorded + line.submitted_reported)


def submit(principal: Principal, given: NationalReturn, lines: list[ReturnLine], recorded: Recorded) -> None:
    check_answered(lines)
    for line in lines:
        line.submitted_reported = line.reported
        line.submitted_recorded = recorded.get((given.agency_id, given.week, line.indicator), NONE)
    given.submitted_by_id, given.submitted_at = principal.user_id, clock.now()


def query(_principal: Principal, given: NationalReturn, lines: list[ReturnLine], recorded: Recorded) -> None:
    for line in lines:
        _keep_remaining(given, line, recorded)


def verify(principal: Principal, given: NationalReturn, _lines: list[ReturnLine], _recorded: Recorded) -> None:
    given.verified_by_id, given.verified_at = principal.user_id, clock.now()


def reopen(_principal: Principal, given: NationalReturn, lines: list[ReturnLine], recorded: Recorded) -> None:
    for line in lines:
        _keep_remaining(given, line, recorded)
        line.submitted_reported = line.submitted_recorded = None
    given.submitted_by_id = given.verified_by_id = given.submitted_at = given.verified_at = None


def _keep_remaining(given: NationalReturn, line: ReturnLine, recorded: Recorded) -> None:
    """The agency goes on from what is still without records; of it no more was made in a joint action."""
    line.reported = _remaining(given, line, recorded)
    line.joint = min(line.joint or NONE, line.reported or NONE) or None
    line.action_day_id = line.action_day_id if line.joint else None


def _remaining(given: NationalReturn, line: ReturnLine, recorded: Recorded) -> Decimal | None:
    """What is still without records of what was reported: the rest has got its records since."""
    if line.submitted_reported is None:
        return None
    now = recorded.get((given.agency_id, given.week, line.indicator), NONE)
    then = line.submitted_recorded or NONE
    return line.submitted_reported - backed_since(now, then, line.submitted_reported)


def locked(returns: Sequence[NationalReturn], versions: Sequence[int]) -> list[NationalReturn]:
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
