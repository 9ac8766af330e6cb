"""Writes on national returns: open, fill in, and the steps submit, query, verify, lock, reopen (domain.md §6)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from operation.access.context import acting_as
from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.audit.context import current_actor
from operation.kernel import clock
from operation.kernel.errors import Denied, Refused, require
from operation.plan.models import Operation
from reporting.indicators.rules import INDICATORS
from reporting.indicators.weeks import Week
from reporting.returns import questions, steps
from reporting.returns.deadlines import due_at
from reporting.returns.entries import Entries, check_entries
from reporting.returns.joint import check_joint
from reporting.returns.models import NationalReturn, ReturnLine
from reporting.returns.policies import WHO_MAY, may_draft
from reporting.returns.states import OPEN
from reporting.returns.steps import locked

NO_ANSWERS: Mapping[UUID, str] = {}


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
    *,
    principal: Principal,
    national_return: NationalReturn,
    entries: Entries,
    version: int,
    answers: Mapping[UUID, str] = NO_ANSWERS,
) -> NationalReturn:
    """Keep what was entered; nothing is published by it. Lines that are not named stay.

    `answers` are those to questions of the supervision desk, by their key; they are sent when the return is.

    Raises NotAllowed, Refused by line, or Conflict when `version` is not the present one.
    """
    require(may_draft(principal, national_return), verb=f"save {national_return.reference}")
    current = locked([national_return], [version])[0]
    if current.state not in OPEN:
        raise Refused(
            _("This return is «%(state)s»: it cannot be changed."), params={"state": current.get_state_display()}
        )
    check_entries(entries)
    check_joint(principal, current, entries)
    _store_entries(current, entries)
    questions.keep_answers(current, answers)
    current.version += 1
    current.save(update_fields=["version"])
    trail.record("return_saved", current, lines=sorted(entries))
    return current


def take_sheet(
    *, principal: Principal, national_return: NationalReturn, entries: Entries, version: int
) -> NationalReturn:
    """Keep what a sheet says that was filled in offline: whole, or not at all. Raises as `save_draft` does."""
    with acting_as(principal, channel="import", address=current_actor().address):
        return save_draft(principal=principal, national_return=national_return, entries=entries, version=version)


@transaction.atomic
def submit_returns(
    *, principal: Principal, returns: Sequence[NationalReturn], versions: Sequence[int]
) -> list[NationalReturn]:
    """Send returns to the supervision desk, with the answers to its questions.

    Every line has a number or says «no data», or Refused names it. What the checks doubt stops nothing.
    """
    current = steps.take("submit", principal, returns, versions, effect=steps.submit)
    questions.send_answers(principal, current)
    return current


@transaction.atomic
def query_returns(
    *,
    principal: Principal,
    returns: Sequence[NationalReturn],
    versions: Sequence[int],
    question: str = "",
    about: questions.Asked = questions.NOTHING,
) -> list[NationalReturn]:
    """Send returns back with a question about the whole, or about some figures (`about`, by their codes).

    Their figures stay as submitted until they are submitted again. Raises NotAllowed, Conflict; Refused without any.
    """
    asked = questions.tidied({questions.WHOLE: question} | dict(about))
    current = steps.take("query", principal, returns, versions, questions.in_words(asked), effect=steps.query)
    questions.ask(principal, current, asked)
    return current


def verify_returns(
    *, principal: Principal, returns: Sequence[NationalReturn], versions: Sequence[int]
) -> list[NationalReturn]:
    """Confirm what was submitted. Who submitted a return does not verify it."""
    return steps.take("verify", principal, returns, versions, effect=steps.verify)


def lock_returns(
    *, principal: Principal, returns: Sequence[NationalReturn], versions: Sequence[int]
) -> list[NationalReturn]:
    """Close verified returns."""
    return steps.take("lock", principal, returns, versions)


def reopen_returns(
    *, principal: Principal, returns: Sequence[NationalReturn], versions: Sequence[int], reason: str
) -> list[NationalReturn]:
    """Give returns back to their agencies as drafts, with a reason; their figures count as logged again."""
    return steps.take("reopen", principal, returns, versions, reason, effect=steps.reopen)


def _store_entries(current: NationalReturn, entries: Entries) -> None:
    ReturnLine.objects.bulk_create(
        [
            ReturnLine(
                national_return=current,
                indicator=code,
                reported=entry.reported,
                no_data=entry.no_data,
                note=entry.note,
                joint=entry.joint,
                action_day_id=entry.action_day_id,
            )
            for code, entry in entries.items()
        ],
        update_conflicts=True,
        unique_fields=["national_return", "indicator"],
        update_fields=["reported", "no_data", "note", "joint", "action_day"],
    )
