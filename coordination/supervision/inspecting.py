"""Writes on inspection visits: plan, amend, find, recommend, and the steps from planned to closed (domain.md §5)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from coordination.supervision.models import (
    Finding,
    Inspection,
    InspectionState,
    InspectionStep,
    Recommendation,
    RecommendationState,
    Severity,
)
from coordination.supervision.policies import may_amend_visit, may_step_visit, may_write_findings
from coordination.supervision.states import VISITS, step_named
from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.cases.base import new_reference
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require
from operation.people.models import Organisation
from operation.plan.models import Operation

CODE = "INS"
STALE = _("Somebody changed this visit since you opened it. Look at the present version, then enter your change again.")
LONGEST = timedelta(days=60)


@dataclass(frozen=True)
class VisitDraft:
    """What is planned: where, what for, who, from when until when."""

    agency: Organisation
    purpose: str
    starts_on: date
    ends_on: date
    team: str


@dataclass(frozen=True)
class Advice:
    """A recommendation to be made."""

    text: str
    agency: Organisation
    due_on: date
    finding: Finding | None = None


@transaction.atomic
def plan_inspection(
    *, principal: Principal, operation: Operation, draft: VisitDraft, synthetic: bool = False
) -> Inspection:
    """Plan a visit to an agency of a member country. Raises NotAllowed, and Refused by field."""
    require(may(principal, "supervision.inspect"), verb="plan inspection")
    _check_visit(draft)
    made = Inspection.objects.create(
        reference=new_reference(operation, draft.agency.country_id or "", CODE),
        operation=operation,
        created_by_id=principal.person,
        is_synthetic=synthetic,
        **_values(draft),
    )
    trail.record("inspection planned", made)
    return made


@transaction.atomic
def amend_inspection(*, principal: Principal, inspection: Inspection, draft: VisitDraft, version: int) -> Inspection:
    """Change what is planned of a visit. Raises NotAllowed, Refused by field, or Conflict."""
    require(may_amend_visit(principal, inspection), verb="amend inspection")
    current = _locked(inspection, version)
    require(may_amend_visit(principal, current), verb="amend inspection")
    _check_visit(draft)
    for name, value in _values(draft).items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    trail.record("inspection amended", current)
    return current


@transaction.atomic
def add_finding(*, principal: Principal, inspection: Inspection, severity: str, text: str) -> Finding:
    """Write down what the team found, until the visit is reported. Raises NotAllowed, Refused."""
    current = _to_write(principal, inspection, "add finding")
    if severity not in Severity.values or not text.strip():
        raise Refused({"text": _("Say what was found, and how grave it is.")})
    number = current.findings.aggregate(last=Max("number"))["last"] or 0
    made = Finding.objects.create(inspection=current, number=number + 1, severity=severity, text=text.strip())
    trail.record("finding written", current, number=made.number)
    return made


@transaction.atomic
def add_recommendation(*, principal: Principal, inspection: Inspection, advice: Advice) -> Recommendation:
    """Recommend something to an agency of the country visited. Raises NotAllowed, Refused by field."""
    current = _to_write(principal, inspection, "add recommendation")
    _check_advice(current, advice)
    number = current.recommendations.aggregate(last=Max("number"))["last"] or 0
    made = Recommendation.objects.create(
        inspection=current,
        finding=advice.finding,
        number=number + 1,
        agency=advice.agency,
        text=advice.text.strip(),
        due_on=advice.due_on,
    )
    trail.record("recommendation written", made)
    return made


@transaction.atomic
def step_inspection(
    *, principal: Principal, inspection: Inspection, name: str, on: date, version: int, words: str = ""
) -> Inspection:
    """Take one step with a visit. Days never run backwards, nothing happens in the future.

    Raises NotAllowed, Refused by field, or Conflict when `version` is not the present one.
    """
    step, words = step_named(VISITS, name), words.strip()
    require(may_step_visit(principal, inspection, name), verb=f"{name} {inspection.reference}")
    current = _locked(inspection, version)
    if current.state not in step.sources:
        params = {"state": current.get_state_display(), "step": step.label}
        raise Refused(_("The visit is «%(state)s»: «%(step)s» is not possible from there."), params=params)
    _check_step(current, name, on)
    reason = step.condition(current, {"words": words}) if step.condition else None
    if reason:
        raise Refused({"words": reason})
    current.state, current.version = step.target, current.version + 1
    if name == "report":
        current.summary = words
    if name == "answer":
        current.answer = words
    InspectionStep.objects.create(
        inspection=current, name=name, state=step.target, on=on, words=words, taken_by_id=principal.person
    )
    current.save(update_fields=["state", "summary", "answer", "version"])
    trail.record(f"inspection {step.target}", current)
    return current


def _check_visit(draft: VisitDraft) -> None:
    problems: dict[str, ValidationError] = {}
    if not draft.agency.country_id:
        problems["agency"] = ValidationError(_("LMLECC visits agencies of the member countries."))
    for name in ("purpose", "team"):
        if not getattr(draft, name).strip():
            problems[name] = ValidationError(_("Write it down: the country reads it."))
    if draft.ends_on < draft.starts_on:
        problems["ends_on"] = ValidationError(_("It lies before the first day. Choose a later one."))
    elif draft.ends_on - draft.starts_on > LONGEST:
        problems["ends_on"] = ValidationError(_("A visit lasts two months at most."))
    if problems:
        raise Refused(problems)


def _check_advice(visit: Inspection, advice: Advice) -> None:
    problems: dict[str, ValidationError] = {}
    if not advice.text.strip():
        problems["text"] = ValidationError(_("Say what is to be done."))
    if advice.agency.country_id != visit.country_id:
        problems["agency"] = ValidationError(_("Choose an agency of the country that was visited."))
    if advice.due_on < clock.today():
        problems["due_on"] = ValidationError(_("It is past. Choose today or a later day."))
    if advice.finding and advice.finding.inspection_id != visit.pk:
        problems["finding"] = ValidationError(_("That finding belongs to another visit."))
    if problems:
        raise Refused(problems)


def _check_step(visit: Inspection, name: str, on: date) -> None:
    last = visit.steps.order_by("created_at", "id").last()
    earliest = last.on if last else visit.starts_on
    if on > clock.today():
        raise Refused({"on": _("It is in the future. Nothing is logged before it happens.")})
    if on < earliest:
        message = _("It lies before %(day)s, when the visit came to where it stands. Choose that day or a later one.")
        raise Refused({"on": ValidationError(message, "backwards", {"day": earliest})})
    if name == "report" and not visit.findings.exists():
        raise Refused(_("Write down at least one finding first, even if it is that all was in order."))
    if name == "answer" and visit.recommendations.filter(state=RecommendationState.OPEN).exists():
        raise Refused(_("Accept or reject every recommendation first."))
    if name == "close" and any(not one.is_closed for one in visit.recommendations.all()):
        raise Refused(_("Each recommendation must be rejected or verified before the visit is closed."))


def _to_write(principal: Principal, inspection: Inspection, verb: str) -> Inspection:
    require(may_write_findings(principal, inspection), verb=verb)
    current = _locked(inspection, None)
    require(may_write_findings(principal, current), verb=verb)
    if current.state != InspectionState.CARRIED_OUT:
        raise Refused(_("The visit was not made yet. Say first that it was carried out."))
    return current


def _values(draft: VisitDraft) -> dict[str, object]:
    return {
        "agency": draft.agency,
        "country_id": draft.agency.country_id,
        "purpose": draft.purpose.strip(),
        "starts_on": draft.starts_on,
        "ends_on": draft.ends_on,
        "team": draft.team.strip(),
    }


def _locked(inspection: Inspection, version: int | None) -> Inspection:
    """Raises Conflict for another version, and where the wall lets nobody change it from its state any more."""
    current = Inspection.objects.select_for_update(of=("self",)).filter(pk=inspection.pk).first()
    if current is None or version not in (None, current.version):
        raise Conflict(STALE)
    return current
