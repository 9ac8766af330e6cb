"""Writes on the action plan: LMLECC adds, amends and drops actions, the countries that lead them report on them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require
from operation.people.models import Country
from operation.plan.models import LineOfEffort, OperationalAction
from operation.plan.progress.models import ActionChange, ActionReport
from operation.plan.progress.policies import may_amend, may_report

STALE = _(
    "Somebody changed this action since you opened it. Look at the present version, then enter your change again."
)
Status = OperationalAction.Status
TOLD = (Status.UNDER_WAY, Status.DONE)
"""What a report may say of an action."""


@dataclass(frozen=True)
class ActionDraft:
    """What LMLECC writes of an action."""

    title: str
    leader: Country
    due_on: date
    kpi: str = ""
    co_leaders: Sequence[Country] = ()
    participants: Sequence[Country] = ()


@dataclass(frozen=True)
class ReportDraft:
    """What a country tells of its action. `percent` may be left out."""

    told_on: date
    status: str
    words: str
    percent: int | None = field(default=None)


@transaction.atomic
def add_action(
    *, principal: Principal, line: LineOfEffort, draft: ActionDraft, synthetic: bool = False
) -> OperationalAction:
    """Put an action into the plan. Raises NotAllowed, and Refused by field."""
    require(may(principal, "plan.amend"), verb="add action")
    _check_draft(draft, None)
    made = OperationalAction.objects.create(line=line, is_synthetic=synthetic, **_values(draft))
    _set_countries(made, draft)
    _keep_change(principal, made, ActionChange.Kind.ADDED, None, "")
    trail.record("action added", made, line=line.number)
    return made


@transaction.atomic
def amend_action(
    *, principal: Principal, action: OperationalAction, draft: ActionDraft, reason: str, version: int
) -> OperationalAction:
    """Change an open action. A new due date needs a reason; the old one stays in its history.

    Raises NotAllowed, Refused by field, or Conflict when `version` is not the present one.
    """
    require(may_amend(principal, action), verb="amend action")
    current = _locked(action, version)
    require(may_amend(principal, current), verb="amend action")
    _check_draft(draft, current.due_on)
    before, moved = current.due_on, draft.due_on != current.due_on
    if moved and not reason.strip():
        raise Refused({"reason": _("Say why the day changes: the reason and the old day stay with the action.")})
    for name, value in _values(draft).items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    _set_countries(current, draft)
    kind = ActionChange.Kind.MOVED if moved else ActionChange.Kind.AMENDED
    _keep_change(principal, current, kind, before, reason)
    trail.record("action amended", current, moved=moved)
    return current


@transaction.atomic
def drop_action(*, principal: Principal, action: OperationalAction, reason: str, version: int) -> OperationalAction:
    """Take an open action out of the plan, with a reason. Raises NotAllowed, Refused or Conflict."""
    require(may_amend(principal, action), verb="drop action")
    current = _locked(action, version)
    require(may_amend(principal, current), verb="drop action")
    if not reason.strip():
        raise Refused({"reason": _("Say why: the reason stays with the action.")})
    current.status, current.version = Status.DROPPED, current.version + 1
    current.save(update_fields=["status", "version"])
    _keep_change(principal, current, ActionChange.Kind.DROPPED, current.due_on, reason)
    trail.record("action dropped", current)
    return current


@transaction.atomic
def report_progress(
    *, principal: Principal, action: OperationalAction, draft: ReportDraft, version: int, synthetic: bool = False
) -> ActionReport:
    """Tell how far an action is, and bring it under way or to its end. Nothing is done without such a report.

    Raises NotAllowed outside the countries that lead it, Refused by field, or Conflict.
    """
    require(may_report(principal, action), verb="report on action")
    current = _locked(action, version)
    require(may_report(principal, current), verb="report on action")
    last = current.reports.order_by("number").last()
    _check_report(draft, last)
    made = ActionReport.objects.create(
        action=current,
        number=last.number + 1 if last else 1,
        country_id=principal.country or "",
        told_on=draft.told_on,
        status=draft.status,
        percent=100 if draft.status == Status.DONE else draft.percent,
        words=draft.words.strip(),
        told_by_id=principal.person,
        is_synthetic=synthetic,
    )
    current.status, current.version = draft.status, current.version + 1
    current.done_on = draft.told_on if draft.status == Status.DONE else None
    current.save(update_fields=["status", "done_on", "version"])
    trail.record("action reported", current, number=made.number, status=draft.status)
    return made


def _check_draft(draft: ActionDraft, due_before: date | None) -> None:
    problems: dict[str, ValidationError] = {}
    if not draft.title.strip():
        problems["title"] = ValidationError(_("Say what is to be done."))
    if draft.due_on != due_before and draft.due_on < clock.today():
        problems["due_on"] = ValidationError(_("«%(day)s» is past. Choose today or a later day."), "past", _day(draft))
    leading = {draft.leader.pk}
    if leading & {country.pk for country in draft.co_leaders}:
        problems["co_leaders"] = ValidationError(
            _("The leading country does not lead beside itself. Take it off here.")
        )
    leading |= {country.pk for country in draft.co_leaders}
    if leading & {country.pk for country in draft.participants}:
        problems["participants"] = ValidationError(_("Who leads takes part anyway. Take the country off here."))
    if problems:
        raise Refused(problems)


def _day(draft: ActionDraft) -> dict[str, date]:
    return {"day": draft.due_on}


def _check_report(draft: ReportDraft, last: ActionReport | None) -> None:
    problems: dict[str, ValidationError] = {}
    if draft.status not in TOLD:
        problems["status"] = ValidationError(_("A report says «under way» or «done»."))
    if not draft.words.strip():
        problems["words"] = ValidationError(_("Say what was done. Without it the action does not move."))
    if draft.told_on > clock.today():
        message = _("«%(day)s» is in the future. Nothing is told before it happens.")
        problems["told_on"] = ValidationError(message, "future", {"day": draft.told_on})
    elif last and draft.told_on < last.told_on:
        message = _("«%(day)s» lies before the last report, which is of %(last)s. Choose that day or a later one.")
        problems["told_on"] = ValidationError(message, "backwards", {"day": draft.told_on, "last": last.told_on})
    if draft.percent is not None and not 0 <= draft.percent <= 100:
        problems["percent"] = ValidationError(_("A share lies between 0 and 100 percent."))
    if problems:
        raise Refused(problems)


def _values(draft: ActionDraft) -> dict[str, object]:
    return {
        "title": draft.title.strip(),
        "kpi": draft.kpi.strip(),
        "leader": draft.leader,
        "due_on": draft.due_on,
    }


def _set_countries(action: OperationalAction, draft: ActionDraft) -> None:
    action.co_leaders.set(draft.co_leaders)
    action.participants.set(draft.participants)


def _keep_change(principal: Principal, action: OperationalAction, kind: str, before: date | None, reason: str) -> None:
    ActionChange.objects.create(
        action=action,
        kind=kind,
        due_before=before,
        due_after=None if kind == ActionChange.Kind.DROPPED else action.due_on,
        reason=reason.strip(),
        made_by_id=principal.person,
    )


def _locked(action: OperationalAction, version: int) -> OperationalAction:
    current = OperationalAction.objects.select_for_update(of=("self",)).filter(pk=action.pk).first()
    if current is None or current.version != version:
        raise Conflict(STALE)
    return current
