"""Joint results that two countries claim: claims stay, the total is without what is claimed twice (counting rule 4)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import NotAllowed, Refused
from operation.people.models import Country, User
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay, Operation
from reporting.indicators.actions import settle_joint_claim
from reporting.indicators.models import LedgerEntry
from reporting.indicators.rules.p02 import P02
from reporting.indicators.selectors import figures, joint_claims
from tests.factories.returns import noon, verified

As = Callable[[User], AbstractContextManager[None]]
DAY = "2024-09-10"


@pytest.fixture
def action_day(seagull: Operation) -> ActionDay:
    day = ActionDay.objects.create(
        operation=seagull, number=6, title="Joint action", held_on=date.fromisoformat(DAY), lead_id="CN"
    )
    day.countries.set(Country.objects.filter(code__in=["CN", "MM"]))
    return day


@pytest.fixture
def raid(cast: SimpleNamespace, action_day: ActionDay) -> ActionDay:
    """One raid, reported as 838 by one country and as 807 by the other."""
    verified(cast.coordinator_cn, cast.desk_supervision, DAY, {"P02": 838})
    verified(cast.coordinator_mm, cast.desk_supervision, DAY, {"P02": 807})
    return action_day


def settle(cast: SimpleNamespace, as_: As, day: ActionDay, by: str = "desk_supervision", **changes: Any) -> LedgerEntry:
    user = getattr(cast, by)
    given: dict[str, Any] = {
        "action_day": day,
        "indicator": P02,
        "agency": cast.coordinator_mm.organisation,
        "twice": Decimal(807),
        "reason": "Both lists compared name by name",
    }
    with as_(user):
        return settle_joint_claim(principal=principal_of(user), **(given | changes))


def read(cast: SimpleNamespace, seagull: Operation, who: str = "director") -> tuple[int, int, int]:
    found = figures(principal_of(getattr(cast, who)), seagull)
    claims, whole = found.claims("P02"), found.total("P02")
    assert claims is not None
    assert whole is not None
    assert whole.total == whole.recorded + (whole.reported or 0) == whole.verified + whole.unverified
    assert sum(one.total for one in found.by_week("P02").values() if one) == whole.total
    return int(claims.total), int(found.claimed_twice("P02")), int(whole.total)


def test_without_a_finding_nothing_is_taken_off(cast: SimpleNamespace, raid: ActionDay, seagull: Operation) -> None:
    assert read(cast, seagull) == (1645, 0, 1645)


def test_sum_of_claims_difference_and_total_are_all_there(
    cast: SimpleNamespace, as_: As, raid: ActionDay, seagull: Operation
) -> None:
    settle(cast, as_, raid)
    assert read(cast, seagull) == (1645, 807, 838)
    assert read(cast, seagull, "officer_th") == (1645, 807, 838)
    claims = figures(principal_of(cast.director), seagull).by_country("P02")
    assert [int(one.total) for one in (claims["CN"], claims["MM"]) if one] == [838, 807]


def test_a_later_finding_replaces_the_earlier_one(
    cast: SimpleNamespace, as_: As, raid: ActionDay, seagull: Operation
) -> None:
    settle(cast, as_, raid)
    settle(cast, as_, raid, twice=Decimal(700))
    assert read(cast, seagull) == (1645, 700, 945)
    settle(cast, as_, raid, twice=Decimal(0))
    assert read(cast, seagull) == (1645, 0, 1645)


@pytest.mark.parametrize("who", ["coordinator_mm", "director", "desk_information", "observer_unodc"])
def test_only_the_supervision_desk_settles_claims(
    who: str, cast: SimpleNamespace, as_: As, raid: ActionDay, seagull: Operation
) -> None:
    with pytest.raises(NotAllowed):
        settle(cast, as_, raid, by=who)
    assert read(cast, seagull) == (1645, 0, 1645)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"twice": Decimal(808)}, "twice"),
        ({"twice": Decimal(-1)}, "twice"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 201}, "reason"),
    ],
)
def test_what_cannot_be_is_refused(
    changes: dict[str, Any], field: str, cast: SimpleNamespace, as_: As, raid: ActionDay
) -> None:
    with pytest.raises(Refused) as refusal:
        settle(cast, as_, raid, **changes)
    assert list(refusal.value.message_dict) == [field]


def test_a_country_that_took_no_part_claims_nothing_twice(cast: SimpleNamespace, as_: As, raid: ActionDay) -> None:
    with pytest.raises(Refused, match="took no part"):
        settle(cast, as_, raid, agency=cast.coordinator_th.organisation)


def test_the_finding_is_in_the_trail(cast: SimpleNamespace, as_: As, raid: ActionDay) -> None:
    settle(cast, as_, raid)
    entry = AuditEntry.objects.get(verb="joint_claim_settled")
    assert (entry.target_id, entry.details) == (raid.pk, {"indicator": "P02", "agency": "mm-mpf"})


def test_two_findings_of_one_week_take_no_more_than_was_claimed(
    cast: SimpleNamespace, as_: As, raid: ActionDay, seagull: Operation
) -> None:
    other = ActionDay.objects.create(
        operation=seagull, number=7, title="Joint action", held_on=date(2024, 9, 12), lead_id="CN"
    )
    other.countries.set(Country.objects.filter(code__in=["CN", "MM"]))
    settle(cast, as_, raid, twice=Decimal(800))
    with pytest.raises(Refused, match=r"the agency claims 7\.00"):
        settle(cast, as_, other, twice=Decimal(8))
    settle(cast, as_, other, twice=Decimal(7))
    assert read(cast, seagull) == (1645, 807, 838)
    settle(cast, as_, raid, twice=Decimal(600))
    assert read(cast, seagull) == (1645, 607, 1038)


def test_findings_are_listed_as_last_settled(
    cast: SimpleNamespace, as_: As, raid: ActionDay, seagull: Operation
) -> None:
    with clock.at(noon("2024-10-01")):
        settle(cast, as_, raid, twice=Decimal(700), reason="first comparison")
    with clock.at(noon("2024-10-09")):
        settle(cast, as_, raid)
    for who in ("director", "officer_th", "coordinator_mm"):
        [found] = joint_claims(principal_of(getattr(cast, who)), seagull)
        assert (found.action_day, found.indicator, found.agency.code) == (raid, "P02", "mm-mpf")
        assert (found.twice, found.reason) == (Decimal(807), "Both lists compared name by name")
    [earlier] = joint_claims(principal_of(cast.director), seagull, date(2024, 10, 3))
    assert (earlier.twice, earlier.reason) == (Decimal(700), "first comparison")
    settle(cast, as_, raid, twice=Decimal(0), reason="not the same persons")
    assert joint_claims(principal_of(cast.director), seagull) == []
    assert joint_claims(principal_of(cast.observer_unodc), seagull) == []
