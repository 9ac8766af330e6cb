"""Targets: set by the director with a day and a reason, step by step, and never without their history."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import Country
from operation.people.selectors import principal_of
from operation.plan.models import Objective, Operation
from reporting.indicators.rules import indicator_named
from reporting.targets.actions import TargetDraft, set_target
from reporting.targets.models import TargetStep
from reporting.targets.selectors import targets_of
from tests.factories.returns import noon
from tests.factories.targets import target_set


def drafted(**given: Any) -> TargetDraft:
    values = {"country": None, "value": Decimal(40), "agreed_on": date(2024, 8, 6), "reason": "kick-off", "text": "x"}
    return TargetDraft(**(values | given))


def attempted(cast: SimpleNamespace, code: str = "P02", known: int = 0, **given: Any) -> TargetStep:
    principal, indicator = principal_of(cast.director), indicator_named(code)
    assert indicator is not None
    operation = Operation.objects.get(code="seagull")
    with acting_as(principal, channel="test"):
        return set_target(
            principal=principal, operation=operation, indicator=indicator, draft=drafted(**given), known=known
        )


def plainly(*values: Decimal | None) -> list[int | None]:
    return [None if value is None else int(value) for value in values]


def test_the_parts_their_sum_and_what_is_between(cast: SimpleNamespace, seagull: Operation) -> None:
    target_set(cast.director, "P02", 200)
    target_set(cast.director, "P02", 80, "TH")
    target_set(cast.director, "P02", 150, "VN")
    found = targets_of(principal_of(cast.officer_kh), seagull)
    assert plainly(found.of("P02"), found.of("P02", "TH"), found.of("P02", "KH")) == [200, 80, None]
    assert plainly(found.sum("P02"), found.difference("P02")) == [230, -30]
    assert (found.sum("A01"), found.difference("A01")) == (None, None)


def test_the_operations_target_stands_in_the_plan_too(cast: SimpleNamespace, seagull: Operation) -> None:
    target_set(cast.director, "P02", 200)
    assert Objective.objects.get(line__operation=seagull, indicator="P02").target == 200
    target_set(cast.director, "P02", None)
    assert Objective.objects.get(line__operation=seagull, indicator="P02").target is None
    assert targets_of(principal_of(cast.director), seagull).of("P02") is None


def test_each_step_keeps_what_held_before(cast: SimpleNamespace, seagull: Operation) -> None:
    line = seagull.lines.get(number=2)
    Objective.objects.create(line=line, text="from the plan", indicator="P02", target=500)
    with clock.at(noon("2024-08-10")):
        target_set(cast.director, "P02", 600)
    with clock.at(noon("2024-09-10")):
        target_set(cast.director, "P02", 700)
        target_set(cast.director, "P02", 90, "TH")
    steps = [plainly(step.before, step.value) for step in TargetStep.objects.all()]
    assert steps == [[500, 600], [600, 700], [None, 90]]
    reader = principal_of(cast.officer_th)
    for day, whole, thai in ((8, 500, None), (10, 600, None)):
        known = targets_of(reader, seagull, date(2024, 8, day))
        assert plainly(known.of("P02"), known.of("P02", "TH")) == [whole, thai]
    now = targets_of(reader, seagull, date(2024, 9, 10))
    assert plainly(now.of("P02"), now.of("P02", "TH")) == [700, 90]


@pytest.mark.parametrize("who", ["coordinator_th", "desk_supervision", "admin", "dpo", "observer_unodc"])
def test_nobody_but_the_director_sets_one(who: str, cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        target_set(getattr(cast, who), "P02", 40)


@pytest.mark.parametrize("who", ["coordinator_th", "desk_supervision"])
def test_the_second_wall_stands_behind_it(who: str, cast: SimpleNamespace) -> None:
    step = target_set(cast.director, "P02", 40)
    principal = principal_of(getattr(cast, who))
    with acting_as(principal, channel="test"), pytest.raises(ProgrammingError), transaction.atomic():
        TargetStep.objects.create(
            objective=step.objective, value=41, agreed_on=step.agreed_on, reason="mine", set_by_id=principal.person
        )


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("value", {"value": Decimal(0)}),
        ("value", {"value": Decimal(-5)}),
        ("value", {"value": Decimal("1.5")}),
        ("value", {"value": Decimal(10) ** 22}),
        ("value", {"value": None}),
        ("agreed_on", {"agreed_on": date(2999, 1, 1)}),
        ("reason", {"reason": "  "}),
        ("reason", {"reason": "x" * 301}),
        ("text", {"text": ""}),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(field: str, given: dict[str, Any], cast: SimpleNamespace) -> None:
    with pytest.raises(Refused) as refused:
        attempted(cast, **given)
    assert list(refused.value.message_dict) == [field]
    assert not TargetStep.objects.exists()
    assert not Objective.objects.filter(indicator="P02").exists()


def test_money_may_have_cents(cast: SimpleNamespace) -> None:
    assert attempted(cast, "A01", value=Decimal("1000000.50")).value == Decimal("1000000.50")


def test_who_did_not_see_the_last_step_is_told(cast: SimpleNamespace) -> None:
    target_set(cast.director, "P02", 40)
    with pytest.raises(Conflict):
        attempted(cast, known=0, country=Country.objects.get(pk="TH"))


def test_it_is_in_the_trail_without_its_value(cast: SimpleNamespace) -> None:
    target_set(cast.director, "P02", 4711, "TH")
    entry = AuditEntry.objects.get(verb="target set")
    assert entry.actor_id == cast.director.pk
    assert entry.details == {"indicator": "P02", "of": "TH"}


def test_a_row_is_only_added(cast: SimpleNamespace) -> None:
    step = target_set(cast.director, "P02", 40)
    with acting_as(principal_of(cast.director), channel="test"), connection.cursor() as cursor:
        cursor.execute("UPDATE reporting_targetstep SET value = 1 WHERE id = %s", [step.pk])
        assert cursor.rowcount == 0
