"""Targets as the director sets them: through the action, with what stands there already."""

from decimal import Decimal

from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.models import Country, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from reporting.indicators.rules import indicator_named
from reporting.targets.actions import TargetDraft, set_target
from reporting.targets.models import TargetStep


def target_set(by: User, code: str, value: int | str | None, country: str = "", reason: str = "agreed") -> TargetStep:
    """One target, agreed on today."""
    principal, indicator = principal_of(by), indicator_named(code)
    assert indicator is not None
    with acting_as(principal, channel="test"):
        return set_target(
            principal=principal,
            operation=Operation.objects.get(code="seagull"),
            indicator=indicator,
            draft=TargetDraft(
                country=Country.objects.get(pk=country) if country else None,
                value=None if value is None else Decimal(value),
                agreed_on=clock.today(),
                reason=reason,
                text="What is to be reached",
            ),
            known=TargetStep.objects.filter(objective__indicator=code).count(),
        )
