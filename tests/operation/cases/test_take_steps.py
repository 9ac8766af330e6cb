"""One step for many records, each on its own day and with values of its own, as an import brings them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from operation.audit.models import AuditEntry
from operation.cases.actions import take_step, take_steps
from operation.cases.base import CaseRecord
from operation.cases.drafts import StepDraft
from operation.cases.records.seized_asset import SEIZED_ASSET, SeizedAsset
from operation.cases.records.suspect import SUSPECT, Suspect
from operation.kernel.errors import Refused
from operation.kernel.transitions import Transition
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories.records import log_many

As = Callable[[User], AbstractContextManager[None]]
FIRST, SECOND = date(2024, 9, 12), date(2024, 9, 20)


def named(record_type: Any, name: str) -> Transition:
    step = record_type.states.named(name)
    assert isinstance(step, Transition)
    return step


@pytest.fixture
def suspects(cast: SimpleNamespace, as_: As) -> list[CaseRecord]:
    with as_(cast.officer_th):
        return log_many("suspects", cast.officer_th, 2)


def test_each_record_takes_it_on_its_own_day(cast: SimpleNamespace, as_: As, suspects: list[CaseRecord]) -> None:
    drafts = [StepDraft(FIRST), StepDraft(SECOND)]
    with as_(cast.officer_th):
        taken = take_steps(
            principal=principal_of(cast.officer_th), records=suspects, step=named(SUSPECT, "arrest"), drafts=drafts
        )
        stored = {record.pk: record for record in Suspect.objects.all()}
    assert [record.pk for record in taken] == [record.pk for record in suspects]
    assert [stored[record.pk].arrested_on for record in suspects] == [FIRST, SECOND]
    assert [stored[record.pk].status_on for record in suspects] == [FIRST, SECOND]


def test_the_trail_tells_the_day_of_each(cast: SimpleNamespace, as_: As, suspects: list[CaseRecord]) -> None:
    drafts = [StepDraft(FIRST), StepDraft(SECOND)]
    with as_(cast.officer_th):
        take_steps(
            principal=principal_of(cast.officer_th), records=suspects, step=named(SUSPECT, "arrest"), drafts=drafts
        )
    told = dict(AuditEntry.objects.filter(verb="arrest").values_list("target_id", "details"))
    assert told == {suspects[0].pk: {"on": "2024-09-12"}, suspects[1].pk: {"on": "2024-09-20"}}


def test_each_record_takes_its_own_values(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.officer_kh):
        officer = principal_of(cast.officer_kh)
        assets = log_many("seized-assets", cast.officer_kh, 2, asset_class="vehicle")
        seized = take_step(principal=officer, records=assets, step=named(SEIZED_ASSET, "seize"), on=FIRST)
        worth = [{"amount": Decimal(900), "currency": "USD"}, {"amount": Decimal(7500), "currency": "USD"}]
        drafts = [StepDraft(SECOND, given) for given in worth]
        take_steps(principal=officer, records=seized, step=named(SEIZED_ASSET, "value"), drafts=drafts)
        stored = {record.pk: record.usd for record in SeizedAsset.objects.all()}
    assert [stored[asset.pk] for asset in assets] == [Decimal(900), Decimal(7500)]


def test_one_that_may_not_take_it_stops_all(cast: SimpleNamespace, as_: As, suspects: list[CaseRecord]) -> None:
    drafts = [StepDraft(FIRST), StepDraft(date(2024, 9, 1))]
    with as_(cast.officer_th):
        with pytest.raises(Refused, match="never run backwards"):
            take_steps(
                principal=principal_of(cast.officer_th), records=suspects, step=named(SUSPECT, "arrest"), drafts=drafts
            )
        assert {record.status for record in Suspect.objects.all()} == {"person_of_interest"}
    assert not AuditEntry.objects.filter(verb="arrest").exists()


def test_a_day_for_each_record_is_required(cast: SimpleNamespace, as_: As, suspects: list[CaseRecord]) -> None:
    with as_(cast.officer_th), pytest.raises(ValueError, match="shorter"):
        take_steps(
            principal=principal_of(cast.officer_th),
            records=suspects,
            step=named(SUSPECT, "arrest"),
            drafts=[StepDraft(FIRST)],
        )
