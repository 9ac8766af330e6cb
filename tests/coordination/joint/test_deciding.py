"""Go only with all; anybody's no ends it; another plan is asked for anew."""

from datetime import date, time, timedelta
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest

from coordination.joint import deciding, grouping, planning
from coordination.joint.models import ActionState, GoDecision, JointSite
from operation.audit.models import AuditEntry
from operation.kernel import clock
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.models import Country
from tests.coordination.conftest import As
from tests.factories import joint as joints
from tests.factories.records import log

S = ActionState


@pytest.fixture
def asked(cast: SimpleNamespace) -> Any:
    return joints.asked(joints.opened(cast), cast.coordinator_kh)


def test_it_is_go_when_all_who_joined_said_so(cast: SimpleNamespace, asked: Any) -> None:
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    after = joints.step(asked, kh, deciding.decide_go)
    assert (after.state, after.action_day_id) == (S.ASKED, None)
    after = joints.step(after, vn, deciding.decide_go, words="With two teams")
    assert after.state == S.GO
    assert after.action_day_id is not None
    verbs = list(AuditEntry.objects.filter(target_id=asked.pk).order_by("at").values_list("verb", flat=True))
    assert [verb for verb in verbs if verb.startswith("joint")] == [
        "joint_action_planned",
        "joint_action_ask",
        "joint_action_go",
        "joint_action_go",
    ]


@pytest.mark.parametrize("said", [set(some) for count in range(4) for some in combinations(("kh", "vn", "la"), count)])
def test_it_is_go_with_all_and_with_no_part_of_them(said: set[str], cast: SimpleNamespace) -> None:
    joint = joints.opened(cast)
    joints.join(joint, cast.coordinator_la)
    action = joints.asked(joint, cast.coordinator_kh)
    for code in sorted(said):
        action = joints.step(action, getattr(cast, f"coordinator_{code}"), deciding.decide_go)
    assert (action.state == S.GO) == (said == {"kh", "vn", "la"})
    assert (action.action_day_id is not None) == (action.state == S.GO)


def test_who_is_only_invited_is_not_asked(cast: SimpleNamespace, asked: Any) -> None:
    with pytest.raises(Exception, match="does not exist"):
        joints.seen(asked, cast.coordinator_la)
    with pytest.raises((NotAllowed, Conflict)):
        joints.run(cast.coordinator_la, deciding.decide_go, action=asked, version=asked.version)


def test_who_joins_meanwhile_is_asked_too(cast: SimpleNamespace, asked: Any) -> None:
    joints.join(asked.joint, cast.coordinator_la)
    for by in (cast.coordinator_kh, cast.coordinator_vn):
        assert joints.step(asked, by, deciding.decide_go).state == S.ASKED
    assert joints.step(asked, cast.coordinator_la, deciding.decide_go).state == S.GO


def test_one_no_ends_it_and_needs_words(cast: SimpleNamespace, asked: Any) -> None:
    joints.step(asked, cast.coordinator_kh, deciding.decide_go)
    with pytest.raises(Refused):
        joints.step(asked, cast.coordinator_vn, deciding.decide_no_go, words=" ")
    after = joints.step(asked, cast.coordinator_vn, deciding.decide_no_go, words="Too early")
    assert after.state == S.NO_GO
    with pytest.raises(Refused, match="not possible"):
        joints.step(after, cast.coordinator_kh, deciding.decide_go)


def test_asked_again_what_was_said_before_does_not_count(cast: SimpleNamespace, asked: Any) -> None:
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    joints.step(asked, vn, deciding.decide_go)
    joints.step(asked, kh, deciding.decide_no_go, words="Not yet")
    again = joints.step(asked, kh, deciding.ask_decision)
    assert joints.step(again, kh, deciding.decide_go).state == S.ASKED
    assert joints.step(again, vn, deciding.decide_go).state == S.GO


@pytest.mark.parametrize("change", ["title", "planned_on", "begins_at", "plan", "site"])
def test_another_plan_is_asked_for_anew(change: str, cast: SimpleNamespace, asked: Any) -> None:
    kh = cast.coordinator_kh
    joints.step(asked, kh, deciding.decide_go)
    new: dict[str, Any] = {
        "title": "Another",
        "planned_on": clock.today() + timedelta(days=3),
        "begins_at": time(5, 30),
        "plan": "Three teams",
    }
    if change == "site":
        after = joints.step(asked, kh, planning.add_site, place="The pier")
    else:
        after = joints.step(asked, kh, planning.amend_action, draft=joints.drafted(**{change: new[change]}))
    assert (after.state, after.asked) == (S.ASKED, 2)
    assert joints.step(after, cast.coordinator_vn, deciding.decide_go).state == S.ASKED


def test_roles_and_what_stays_the_same_ask_nobody_anew(cast: SimpleNamespace, asked: Any) -> None:
    kh = cast.coordinator_kh
    given = {"organisation": cast.coordinator_vn.organisation, "draft": {"role": "border", "people": 12}}
    assert joints.step(asked, kh, planning.give_role, **given).asked == 1
    assert joints.step(asked, kh, planning.amend_action, draft=joints.drafted()).asked == 1


def test_a_changed_plan_after_a_no_go_waits_to_be_asked(cast: SimpleNamespace, asked: Any) -> None:
    kh = cast.coordinator_kh
    joints.step(asked, kh, deciding.decide_no_go, words="Not yet")
    after = joints.step(asked, kh, planning.amend_action, draft=joints.drafted(title="Smaller"))
    assert after.state == S.PLANNED


def test_the_lead_asks_carries_out_and_calls_off(cast: SimpleNamespace, asked: Any) -> None:
    for work, more in ((deciding.ask_decision, {}), (deciding.carry_out, {}), (deciding.call_off, {"words": "x"})):
        with pytest.raises(NotAllowed):
            joints.step(asked, cast.coordinator_vn, work, **more)
    with pytest.raises(NotAllowed):
        joints.step(asked, cast.supervisor_kh, deciding.decide_go)
    off = joints.step(asked, cast.coordinator_kh, deciding.call_off, words="The site is empty")
    assert (off.state, off.words) == (S.CANCELLED, "The site is empty")
    with pytest.raises(Refused):
        joints.step(off, cast.coordinator_kh, planning.add_site, place="x")


def test_nothing_is_carried_out_before_its_day(cast: SimpleNamespace) -> None:
    later = clock.today() + timedelta(days=1)
    action = joints.going(joints.opened(cast), cast.coordinator_kh, cast.coordinator_vn, planned_on=later)
    with pytest.raises(Refused, match="has not come"):
        joints.step(action, cast.coordinator_kh, deciding.carry_out)


def test_nothing_is_planned_alone_nor_for_a_day_that_is_past(cast: SimpleNamespace) -> None:
    joint = joints.proposed(cast.coordinator_kh, cast.coordinator_vn.organisation)
    with pytest.raises(Refused, match="Nobody else"):
        joints.planned(joint, cast.coordinator_kh)
    joints.join(joint, cast.coordinator_vn)
    for wrong, field in (
        ({"planned_on": date(2020, 1, 1)}, "planned_on"),
        ({"title": " "}, "title"),
        ({"local_to": Country.objects.get(code="TH")}, "local_to"),
    ):
        with pytest.raises(Refused) as refused:
            joints.planned(joint, cast.coordinator_kh, **wrong)
        assert set(refused.value.error_dict) == {field}


def test_the_second_of_two_is_told(cast: SimpleNamespace, asked: Any) -> None:
    joints.step(asked, cast.coordinator_kh, deciding.decide_go)
    with pytest.raises(Conflict):
        joints.run(cast.coordinator_vn, deciding.decide_go, action=asked, version=asked.version)


def test_a_site_is_its_agencys_own(cast: SimpleNamespace, as_: As, asked: Any) -> None:
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    with as_(vn):
        record = log("sites", vn)
        suspect = log("suspects", vn)
    for reference in (suspect.reference, "SG24-VN-SIT-NONESU"):
        with pytest.raises(Refused):
            joints.step(asked, vn, planning.add_site, reference=reference)
    with pytest.raises(Refused):
        joints.step(asked, kh, planning.add_site, reference=record.reference)
    with pytest.raises(Refused):
        joints.step(asked, kh, planning.add_site, place=" ")
    joints.step(asked, vn, planning.add_site, reference=record.reference.lower())
    with as_(kh):
        site = JointSite.objects.get(record_id=record.pk)
    with pytest.raises(Refused, match="added"):
        joints.step(asked, kh, planning.take_site_off, site=site)
    joints.step(asked, vn, planning.take_site_off, site=site)
    with as_(kh):
        assert not JointSite.objects.exists()


def test_roles_are_of_those_who_joined(cast: SimpleNamespace, asked: Any) -> None:
    for organisation, role in (
        (cast.coordinator_la.organisation, "entry"),
        (cast.coordinator_vn.organisation, "chief"),
    ):
        with pytest.raises(Refused):
            given = {"organisation": organisation, "draft": {"role": role}}
            joints.step(asked, cast.supervisor_vn, planning.give_role, **given)


def test_a_member_that_leaves_ends_what_is_agreed(cast: SimpleNamespace, as_: As, asked: Any) -> None:
    joints.step(asked, cast.coordinator_kh, deciding.decide_go)
    current = joints.fresh(asked.joint, cast.coordinator_vn)
    given = {"joint": current, "version": current.version, "words": "Our part is done"}
    joints.run(cast.coordinator_vn, grouping.leave_group, **given)
    assert joints.seen(asked, cast.coordinator_kh).state == S.NO_GO
    with as_(cast.coordinator_kh):
        assert not GoDecision.objects.filter(organisation=cast.coordinator_vn.organisation).exists()
    assert AuditEntry.objects.filter(target_id=asked.pk, verb="joint_action_no-go").count() == 1
