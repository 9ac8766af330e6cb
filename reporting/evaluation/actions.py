"""Writes on editions: ask for one, and the steps propose, confirm, decline and withdraw. Two persons release."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from coordination.consulting import hold
from operation.access.principal import Principal
from operation.audit import anchors, trail
from operation.jobs.engine import submit
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require
from operation.kernel.transitions import Transition
from operation.plan.models import Operation
from reporting.consultation.models import Round
from reporting.drafting.models import Report
from reporting.evaluation.consulted import check_consulted, check_round
from reporting.evaluation.kinds import PRINTED_AS, EditionKind
from reporting.evaluation.models import Edition, EditionState, ReleaseStep
from reporting.evaluation.orders import Order
from reporting.evaluation.policies import may_build, may_step
from reporting.evaluation.signing import sign_release
from reporting.evaluation.states import step_named
from reporting.evaluation.succession import missed

KIND = "evaluation"
OVERTAKEN = _(
    "%(newer)s was released since this edition was collected, and its restatements say nothing of it. "
    "Build a new edition."
)
RELEASING = ("propose", "confirm")
MOVED_ON = _("«%(step)s» is not possible: this edition is «%(state)s» now.")


@transaction.atomic
def request_edition(
    *, principal: Principal, operation: Operation, order: Order, synthetic: bool = False, round_: Round | None = None
) -> Edition:
    """Write the edition with its next number, and the job that builds it; for a round of a report, with its text.

    Raises NotAllowed; Refused for a round whose report has another cut-off, or is not for these readers.
    """
    require(may_build(principal), verb="build report")
    if round_ is not None:
        check_round(round_, order)
    Operation.objects.select_for_update(no_key=True).get(pk=operation.pk)  # one number at a time
    edition = Edition.objects.create(
        operation=operation,
        number=next_number(operation),
        audience=order.audience,
        language=order.language,
        cutoff=order.cutoff,
        requested_by_id=principal.person,
        is_synthetic=synthetic,
        round=round_,
        **(_of_report(round_) if round_ else {}),
    )
    trail.record("report_requested", edition, audience=order.audience, language=order.language, cutoff=order.cutoff)
    return _queue(principal, edition)


def _of_report(round_: Round) -> dict[str, Any]:
    """What an edition keeps of a report that is printed as itself."""
    report = round_.report
    kind = PRINTED_AS[report.kind]
    if kind == EditionKind.EVALUATION:
        return {"kind": kind}
    return {
        "kind": kind,
        "report": report.reference,
        "country": report.country,
        "starts_on": report.starts_on,
        "ends_on": report.ends_on,
    }


def next_number(operation: Operation) -> int:
    """The number that the next edition gets."""
    last: int | None = Edition.objects.filter(operation=operation).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def build_again(*, principal: Principal, edition: Edition) -> Edition:
    """Try once more to build an edition that failed. Raises NotAllowed; Conflict when it has not failed."""
    return _take("rebuild", principal, edition)


def propose_release(*, principal: Principal, edition: Edition) -> Edition:
    """The first of two persons. Raises NotAllowed; Conflict when the edition is not waiting for this."""
    return _take("propose", principal, edition)


def confirm_release(*, principal: Principal, edition: Edition) -> Edition:
    """The second person: it is signed, and from now on its readers see it. Raises NotAllowed, for the proposer too;
    Conflict, also when it cannot be signed."""
    return _take("confirm", principal, edition)


def decline_release(*, principal: Principal, edition: Edition, reason: str) -> Edition:
    """The second person does not agree. Raises NotAllowed; Refused without a reason; Conflict."""
    return _take("decline", principal, edition, reason)


def withdraw_release(*, principal: Principal, edition: Edition, reason: str) -> Edition:
    """Take a released edition back: gone at its readers' next request. Raises NotAllowed; Refused; Conflict."""
    return _take("withdraw", principal, edition, reason)


def withdraw_with_report(*, principal: Principal, report: Report, reason: str) -> None:
    """Take back what is released of a weekly, monthly or country report, in the transaction that withdraws it: nobody
    vouches any more for what it prints. Raises NotAllowed."""
    released = Edition.objects.visible_to(principal).filter(round__report=report, state=EditionState.RELEASED)
    for edition in released.exclude(kind=EditionKind.EVALUATION).select_related("operation", "round"):
        withdraw_release(principal=principal, edition=edition, reason=reason)


@transaction.atomic
def _take(name: str, principal: Principal, edition: Edition, reason: str = "") -> Edition:
    """Take one step, once, whoever else tries at the same time: policy, lock, look again, change, trail."""
    step, reason = step_named(name), reason.strip()
    require(may_step(principal, edition, name), verb=f"{name} {edition.reference}")
    if edition.round is not None:
        hold(edition.round.report_id)  # the report is withdrawn before this step, or after it and with the edition
    current = (
        Edition.objects.select_for_update(of=("self",), no_key=True)
        .select_related("operation", "round__report")
        .get(pk=edition.pk)
    )
    _check(current, step, reason)
    _check_succession(current, name)
    require(may_step(principal, current, name), verb=f"{name} {edition.reference}")
    if name in RELEASING:
        check_consulted(principal, current)
    _apply(current, step, principal)
    ReleaseStep.objects.create(edition=current, name=name, by_id=principal.person, reason=reason)
    trail.record(f"report_{name}", current, **({"reason": reason} if reason else {}))
    if name == "confirm":
        sign_release(current, principal)
        anchors.take()
    return _queue(principal, current) if name == "rebuild" else current


def _check(edition: Edition, step: Transition, reason: str) -> None:
    if edition.state not in step.sources:
        raise Conflict(MOVED_ON % {"step": step.label, "state": edition.get_state_display()})
    missing = step.condition(edition, {"reason": reason}) if step.condition else None
    if missing:
        raise Refused({"reason": missing})


def _check_succession(edition: Edition, name: str) -> None:
    """A newer edition lists every figure that changed since the last one: it has to know that one."""
    newer = missed(edition) if name in RELEASING else None
    if newer:
        raise Conflict(OVERTAKEN % {"newer": newer.reference})


def _apply(edition: Edition, step: Transition, principal: Principal) -> None:
    edition.state, now = step.target, clock.now()
    if step.name == "propose":
        edition.proposed_by_id, edition.proposed_at = principal.person, now
    elif step.name == "decline":
        edition.proposed_by_id, edition.proposed_at = None, None
    elif step.name == "confirm":
        edition.released_by_id, edition.released_at = principal.person, now
    edition.save(update_fields=["state", "proposed_by", "proposed_at", "released_by", "released_at"])


def _queue(principal: Principal, edition: Edition) -> Edition:
    edition.job = submit(principal=principal, kind=KIND, params={"edition": str(edition.pk)})
    edition.state, edition.reason = EditionState.BUILDING, ""
    edition.save(update_fields=["job", "state", "reason"])
    return edition
