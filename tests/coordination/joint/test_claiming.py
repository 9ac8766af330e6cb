"""Claims stay as they were stated; one total, its difference explained, agreed to by all."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.joint import claiming, grouping
from coordination.joint.counting import counted
from coordination.joint.models import ActionState, Claimed, JointClaim, JointTotal
from coordination.joint.panels_actions import action_page
from coordination.joint.selectors import Line, lines_of, own_member
from operation.kernel import clock
from operation.kernel.errors import NotAllowed, Refused
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay
from tests.coordination.conftest import As
from tests.factories import joint as joints
from tests.factories.records import log, step

S, A, R = ActionState, Claimed.ARRESTED, Claimed.RESCUED
NUMBERS = st.integers(0, 10_000)


@pytest.fixture
def claimed(cast: SimpleNamespace) -> Any:
    return joints.claimed(joints.opened(cast), cast.coordinator_kh, cast.coordinator_vn)


@given(claims=st.dictionaries(st.uuids(), NUMBERS, max_size=6), total=NUMBERS)
def test_total_and_difference_are_the_sum_of_claims(claims: dict[Any, int], total: int) -> None:
    line = Line(
        A, {key: JointClaim(number=Decimal(one)) for key, one in claims.items()}, JointTotal(total=Decimal(total))
    )
    assert line.difference is not None
    assert Decimal(total) + line.difference == line.sum == sum(claims.values())
    assert Line(A, line.claims, None).difference is None


def test_sum_total_and_difference_stand_side_by_side(cast: SimpleNamespace, as_: As) -> None:
    action = joints.reconciled(joints.opened(cast), cast.coordinator_kh, cast.coordinator_vn)
    assert action.state == S.RECONCILED
    with as_(cast.supervisor_vn):
        principal = principal_of(cast.supervisor_vn)
        told: Any = {line.what: (line.sum, line.total.total, line.difference) for line in lines_of(principal, action)}  # type: ignore[union-attr]
        assert told == {A: (1645, 838, 807), R: (41, 41, 0)}
    with as_(cast.coordinator_th):
        assert lines_of(principal_of(cast.coordinator_th), action) == []


def test_it_is_not_reconciled_before_all_agree(cast: SimpleNamespace) -> None:
    action = joints.totalled(joints.opened(cast), cast.coordinator_kh, cast.coordinator_vn)
    assert action.state == S.CARRIED_OUT
    assert joints.step(action, cast.coordinator_vn, claiming.agree_totals).state == S.RECONCILED


def test_who_left_since_stays_beside_what_it_claims(cast: SimpleNamespace, as_: As) -> None:
    """What is shown sums to the sum that is shown."""
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    action = joints.reconciled(joints.opened(cast), kh, vn)
    current = joints.fresh(action.joint, vn)
    joints.run(vn, grouping.leave_group, joint=current, version=current.version, words="Our part is done")
    with as_(kh):
        principal, seen = principal_of(kh), joints.seen(action, kh)
        shown = action_page(principal, seen, own_member(principal, seen.joint))
    assert {one.code for one in shown["claimants"]} == {"kh-moi", "vn-mps"}
    arrested = shown["lines"][0]
    assert [one["number"] for one in arrested["claims"]] == ["838", "807"]
    assert arrested["sum"] == "1,645"


def test_a_difference_is_explained(cast: SimpleNamespace, claimed: Any) -> None:
    bare = {what: (number, "") for what, (number, _words) in joints.TOTALS.items()}
    with pytest.raises(Refused) as refused:
        joints.step(claimed, cast.coordinator_kh, claiming.propose_totals, totals=bare)
    assert set(refused.value.error_dict) == {"arrested_words"}


def test_each_kind_that_is_claimed_has_a_total_and_no_other(cast: SimpleNamespace, claimed: Any) -> None:
    wrong = {A: (Decimal(1645), ""), Claimed.DEVICES: (Decimal(3), "")}
    with pytest.raises(Refused) as refused:
        joints.step(claimed, cast.coordinator_kh, claiming.propose_totals, totals=wrong)
    assert set(refused.value.error_dict) == {"rescued", "devices"}


def test_all_claim_before_a_total_is_proposed(cast: SimpleNamespace) -> None:
    action = joints.carried_out(joints.opened(cast), cast.coordinator_kh, cast.coordinator_vn)
    joints.step(action, cast.coordinator_kh, claiming.state_claims, claims=joints.NUMBERS)
    with pytest.raises(Refused, match="Viet Nam"):
        joints.step(action, cast.coordinator_kh, claiming.propose_totals, totals=joints.TOTALS)


def test_the_lead_proposes_and_each_answers_for_itself(cast: SimpleNamespace, claimed: Any) -> None:
    with pytest.raises(NotAllowed):
        joints.step(claimed, cast.coordinator_vn, claiming.propose_totals, totals=joints.TOTALS)
    with pytest.raises(Refused, match="No total"):
        joints.step(claimed, cast.coordinator_vn, claiming.agree_totals)
    joints.step(claimed, cast.coordinator_kh, claiming.propose_totals, totals=joints.TOTALS)
    with pytest.raises(NotAllowed):
        joints.step(claimed, cast.supervisor_vn, claiming.agree_totals)


def test_an_objection_is_said_in_words_and_another_total_follows(cast: SimpleNamespace, claimed: Any) -> None:
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    joints.step(claimed, kh, claiming.propose_totals, totals=joints.TOTALS)
    with pytest.raises(Refused):
        joints.step(claimed, vn, claiming.object_totals, words="")
    assert joints.step(claimed, vn, claiming.object_totals, words="We counted twelve more").state == S.CARRIED_OUT
    better = joints.TOTALS | {A: (Decimal(850), "Both lists compared")}
    joints.step(claimed, kh, claiming.propose_totals, totals=better)
    after = joints.step(claimed, vn, claiming.agree_totals)
    assert (after.state, after.settled) == (S.RECONCILED, 2)


def test_another_claim_asks_for_the_total_anew(cast: SimpleNamespace, as_: As, claimed: Any) -> None:
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    joints.step(claimed, kh, claiming.propose_totals, totals=joints.TOTALS)
    joints.step(claimed, vn, claiming.state_claims, claims={A: (Decimal(800), "corrected")})
    with pytest.raises(Refused, match="No total"):
        joints.step(claimed, vn, claiming.agree_totals)
    with as_(kh):
        lines = lines_of(principal_of(kh), joints.seen(claimed, kh))
        told: list[Any] = [(line.what, line.sum, line.total) for line in lines]
        assert told == [(A, 1638, None), (R, 41, None)]


@pytest.mark.parametrize("number", [Decimal(-1), Decimal("1.5"), Decimal(10) ** 15])
def test_persons_are_whole(number: Decimal, cast: SimpleNamespace, claimed: Any) -> None:
    with pytest.raises(Refused) as refused:
        joints.step(claimed, cast.coordinator_vn, claiming.state_claims, claims={A: (number, "")})
    assert set(refused.value.error_dict) == {"arrested"}


def test_no_number_is_no_claim(cast: SimpleNamespace, claimed: Any) -> None:
    with pytest.raises(Refused, match="no data"):
        joints.step(claimed, cast.coordinator_vn, claiming.state_claims, claims={})


def test_what_all_agreed_on_stays(cast: SimpleNamespace) -> None:
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    action = joints.reconciled(joints.opened(cast), kh, vn)
    with pytest.raises(Refused):
        joints.step(action, vn, claiming.state_claims, claims=joints.OTHERS)
    with pytest.raises(Refused):
        joints.step(action, kh, claiming.propose_totals, totals=joints.TOTALS)
    with pytest.raises(Refused):
        joints.step(action, vn, claiming.object_totals, words="No")


def test_claims_are_stated_once_it_was_carried_out(cast: SimpleNamespace) -> None:
    action = joints.asked(joints.opened(cast), cast.coordinator_kh)
    with pytest.raises(Refused, match="carried out"):
        joints.step(action, cast.coordinator_kh, claiming.state_claims, claims=joints.NUMBERS)


def test_nobody_leaves_without_a_total(cast: SimpleNamespace, claimed: Any) -> None:
    current = joints.fresh(claimed.joint, cast.coordinator_vn)
    given_up = {"joint": current, "version": current.version, "words": "done"}
    with pytest.raises(Refused, match="no total yet"):
        joints.run(cast.coordinator_vn, grouping.leave_group, **given_up)


def test_the_own_records_of_the_day_are_counted(cast: SimpleNamespace, as_: As) -> None:
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    joints.going(joints.opened(cast), kh, vn)
    with as_(kh):
        day = ActionDay.objects.get()
        on: dict[str, Any] = {"action_day": day, "event_date": clock.today().isoformat()}
        step(log("suspects", kh, **on), "arrest", kh, clock.today())
        log("suspects", kh, **on)
        log("suspects", kh)
        log("rescued-laborers", kh, **on)
        log("seized-assets", kh, asset_class="phone", quantity=12, **on)
        log("firearms", kh, **on)
        found: Any = counted(principal_of(kh), day.pk)
    assert found[A] == 1
    assert (found[R], found[Claimed.DEVICES], found[Claimed.FIREARMS]) == (1, 12, 1)
    assert Claimed.CASH not in found
    with as_(vn):
        assert counted(principal_of(vn), day.pk) == {}
