"""Set targets: the director writes down what the countries agreed on, for the operation and for each of them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel import clock
from operation.kernel.errors import Conflict, Refused, require
from operation.people.models import Country
from operation.plan.models import LineOfEffort, Objective, Operation
from reporting.indicators.rules import Indicator
from reporting.indicators.rules.base import Unit
from reporting.targets.models import REASON_LENGTH, TargetStep

SET = "target.set"
STALE = _("Somebody set a target of this figure since you opened the page. Look at it, then enter yours again.")
MOST = Decimal(10) ** 22
"""More than the column holds."""


@dataclass(frozen=True)
class TargetDraft:
    """What is set: `country` None for the operation as a whole, `value` None to take the target back.

    `text` says what the line is to reach by the figure; it is needed while that is not in the plan.
    """

    country: Country | None
    value: Decimal | None
    agreed_on: date
    reason: str
    text: str = ""


@transaction.atomic
def set_target(
    *,
    principal: Principal,
    operation: Operation,
    indicator: Indicator,
    draft: TargetDraft,
    known: int,
    synthetic: bool = False,
) -> TargetStep:
    """Set, change or take back one target; the one before stays in its history.

    `known` is how many steps of this figure the setter has seen. Raises NotAllowed, Refused by field, or Conflict.
    """
    require(may(principal, SET), verb=f"set target of {indicator.code}")
    objective = _objective(operation, indicator, draft, synthetic)
    steps = TargetStep.objects.filter(objective=objective)
    if steps.count() != known:
        raise Conflict(STALE)
    last = steps.filter(country=draft.country).order_by("created_at", "id").last()
    before = last.value if last else (None if draft.country else objective.target)
    _check(indicator, draft, before)
    if draft.country is None:
        objective.target = draft.value
        objective.save(update_fields=["target"])
    made = TargetStep.objects.create(
        objective=objective,
        country=draft.country,
        before=before,
        value=draft.value,
        agreed_on=draft.agreed_on,
        reason=draft.reason.strip(),
        set_by_id=principal.person,
        is_synthetic=synthetic,
    )
    whose = draft.country.code if draft.country else "operation"
    trail.record("target set", made, indicator=indicator.code, of=whose)
    return made


def _objective(operation: Operation, indicator: Indicator, draft: TargetDraft, synthetic: bool) -> Objective:
    """The row of the plan that the target belongs to, held until the end; made where there is none."""
    line = LineOfEffort.objects.select_for_update().get(operation=operation, number=indicator.line)
    found = Objective.objects.select_for_update().filter(line=line, indicator=indicator.code).first()
    if found:
        return found
    if not draft.text.strip():
        raise Refused({"text": _("Say what is to be reached: the action plan shows it.")})
    return Objective.objects.create(
        line=line, indicator=indicator.code, text=draft.text.strip(), is_synthetic=synthetic
    )


def _check(indicator: Indicator, draft: TargetDraft, before: Decimal | None) -> None:
    problems: dict[str, ValidationError] = {}
    if draft.value == before:
        problems["value"] = ValidationError(_("This is the target already. Enter another one, or leave it as it is."))
    elif draft.value is not None and not 0 < draft.value < MOST:
        problems["value"] = ValidationError(_("A target is more than 0. Leave it empty to take the target back."))
    elif draft.value is not None and indicator.unit == Unit.COUNT and draft.value != draft.value.to_integral_value():
        message = _("«%(value)s» is no whole number: this figure counts.")
        problems["value"] = ValidationError(message, "whole", {"value": draft.value})
    if draft.agreed_on > clock.today():
        message = _("«%(day)s» is in the future. Enter the day on which it was agreed.")
        problems["agreed_on"] = ValidationError(message, "future", {"day": draft.agreed_on})
    if not draft.reason.strip():
        problems["reason"] = ValidationError(_("Say why, and where it was agreed: all countries read it."))
    elif len(draft.reason.strip()) > REASON_LENGTH:
        message = _("Say it in %(limit)s letters at most.")
        problems["reason"] = ValidationError(message, "length", {"limit": REASON_LENGTH})
    if problems:
        raise Refused(problems)
