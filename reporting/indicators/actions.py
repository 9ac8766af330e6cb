"""What the supervision desk settles about figures: joint results that two countries claim (counting rule 4)."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from operation.access.policies import may
from operation.access.principal import Principal
from operation.audit import trail
from operation.kernel.errors import Refused, require
from operation.people.models import Organisation
from operation.plan.models import ActionDay
from reporting.indicators.ledger import append, lock_cells
from reporting.indicators.models import CLAIMS, TAKEN_OFF, LedgerEntry, Source, Standing
from reporting.indicators.rules import Indicator
from reporting.indicators.weeks import monday_of

NONE = Decimal(0)
REASON_LENGTH = 200


@transaction.atomic
def settle_joint_claim(
    *,
    principal: Principal,
    action_day: ActionDay,
    indicator: Indicator,
    agency: Organisation,
    twice: Decimal,
    reason: str,
) -> LedgerEntry:
    """Record how much of a joint result `agency` claims that another country claims too; it replaces what was recorded.

    The claims stay as they are: what is claimed twice is taken off the total beside them. `twice` is in the unit of
    the indicator, 0 takes the finding back. Raises NotAllowed; Refused when the country took no part in the action
    day, or claims less than that in its week.
    """
    require(may(principal, "return.verify"), verb=f"settle {indicator.code} of action day {action_day.number}")
    week = monday_of(action_day.held_on)
    lock_cells(action_day.operation_id, [(agency.pk, week)])
    claims = LedgerEntry.objects.filter(
        operation_id=action_day.operation_id, indicator=indicator.code, agency=agency, week=week
    )
    before = _sum(claims.filter(source=Source.TWICE, action_day_id=action_day.pk))
    others = -_sum(claims.filter(source__in=TAKEN_OFF).exclude(action_day_id=action_day.pk))
    _check(action_day, agency, _sum(claims.filter(source__in=CLAIMS)) - others, twice, reason)
    entry = _entry(action_day, indicator, agency, week, -twice - before, reason)
    append([entry])
    trail.record("joint_claim_settled", action_day, indicator=indicator.code, agency=agency.code)
    return entry


def _sum(rows: models.QuerySet[LedgerEntry]) -> Decimal:
    return rows.aggregate(sum=models.Sum("delta"))["sum"] or NONE


def _check(action_day: ActionDay, agency: Organisation, claimed: Decimal, twice: Decimal, reason: str) -> None:
    if not action_day.countries.filter(code=agency.country_id).exists():
        raise Refused({"agency": _("Its country took no part in this action day.")})
    if not 0 <= twice <= claimed:
        message = _("«%(value)s» cannot be claimed twice: the agency claims %(claimed)s in that week.")
        raise Refused({"twice": ValidationError(message, "range", {"value": twice, "claimed": claimed})})
    if not reason.strip():
        raise Refused({"reason": _("Say how it was found: both countries read it.")})
    if len(reason.strip()) > REASON_LENGTH:
        raise Refused({"reason": _("Say it in %(limit)s letters at most.") % {"limit": REASON_LENGTH}})


def _entry(
    action_day: ActionDay, indicator: Indicator, agency: Organisation, week: date, delta: Decimal, reason: str
) -> LedgerEntry:
    return LedgerEntry(
        operation_id=action_day.operation_id,
        indicator=indicator.code,
        agency=agency,
        week=week,
        source=Source.TWICE,
        standing=Standing.VERIFIED,
        delta=delta,
        action_day_id=action_day.pk,
        rule_version=indicator.version,
        reason=reason.strip(),
    )
