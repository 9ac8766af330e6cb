"""The group: who proposes, who joins or declines, who is named, who leaves, and who never learns of it."""

from types import SimpleNamespace
from typing import Any

import pytest

from coordination.joint import grouping, planning
from coordination.joint.desk import invitations
from coordination.joint.grouping import JointDraft
from coordination.joint.models import JointInvestigation, JointMember, JointPerson, JointState, MemberState
from coordination.joint.selectors import members_of, words_of
from operation.audit.models import AuditEntry
from operation.kernel.errors import Conflict, NotAllowed, Refused
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.coordination.conftest import As
from tests.factories import joint as joints


def sees(cast: SimpleNamespace, as_: As, who: str, *, inside: bool = False) -> int:
    by = getattr(cast, who)
    with as_(by):
        rows = JointInvestigation.objects
        return (rows.inside(principal_of(by)) if inside else rows.visible_to(principal_of(by))).count()


def test_it_is_seen_by_lead_and_invited_and_nobody_else(cast: SimpleNamespace, as_: As) -> None:
    joints.proposed(cast.coordinator_kh, cast.coordinator_vn.organisation)
    seen = {name for name in vars(cast) if sees(cast, as_, name)}
    assert seen == {"coordinator_kh", "supervisor_kh", "coordinator_vn", "supervisor_vn"}
    inside = {name for name in vars(cast) if sees(cast, as_, name, inside=True)}
    assert inside == {"coordinator_kh", "supervisor_kh"}


def test_lmlecc_belongs_to_it_where_it_goes_through_it(cast: SimpleNamespace, as_: As) -> None:
    joints.proposed(cast.coordinator_kh, cast.coordinator_vn.organisation, through_lmlecc=True)
    desks = {"director", "desk_communication", "desk_information", "desk_investigation", "desk_supervision"}
    assert {name for name in (*desks, "dpo", "admin", "observer_unodc") if sees(cast, as_, name, inside=True)} == desks


def test_the_first_to_join_opens_it(cast: SimpleNamespace) -> None:
    th, la = cast.coordinator_th.organisation, cast.coordinator_la.organisation
    joint = joints.proposed(cast.coordinator_kh, cast.coordinator_vn.organisation, la, th)
    assert joint.state == JointState.PROPOSED
    assert joints.join(joint, cast.coordinator_vn).state == JointState.OPEN
    assert joints.join(joint, cast.coordinator_th).state == JointState.OPEN
    verbs = AuditEntry.objects.filter(target_id=joint.pk).values_list("verb", flat=True)
    assert {"joint_proposed", "joint_joined"} <= set(verbs)


def test_who_declines_sees_it_no_more_and_may_be_asked_again(cast: SimpleNamespace, as_: As) -> None:
    la, kh = cast.coordinator_la, cast.coordinator_kh
    joint = joints.opened(cast)
    current = joints.fresh(joint, la)
    with pytest.raises(Refused):
        joints.run(la, grouping.decline_invitation, joint=current, version=current.version, words="  ")
    joints.run(la, grouping.decline_invitation, joint=current, version=current.version, words="No capacity")
    assert not sees(cast, as_, "coordinator_la")
    with as_(kh):
        member = JointMember.objects.get(joint=joint, organisation=la.organisation)
        assert (member.state, member.words) == (MemberState.DECLINED, "No capacity")
    for who, words in ((kh, "No capacity"), (cast.coordinator_vn, "")):
        with as_(who):
            told = [words_of(principal_of(who), one) for one in members_of(principal_of(who), joint)]
            assert sorted(told)[-1] == words, who.username
    current = joints.fresh(joint, kh)
    joints.run(kh, grouping.invite_agencies, joint=current, version=current.version, invited=[la.organisation])
    assert sees(cast, as_, "coordinator_la") == 1


def test_officers_read_it_where_their_agency_names_them(cast: SimpleNamespace, as_: As) -> None:
    joint = joints.opened(cast)
    assert not sees(cast, as_, "officer_vn")
    joints.name(joint, cast.supervisor_vn, cast.officer_vn)
    assert sees(cast, as_, "officer_vn", inside=True) == 1
    with as_(cast.coordinator_kh):
        assert not JointPerson.objects.visible_to(principal_of(cast.coordinator_kh)).exists()
        assert not JointPerson.objects.exists()
    joints.name(joint, cast.coordinator_vn)
    assert not sees(cast, as_, "officer_vn")


def test_nobody_names_people_of_another_agency(cast: SimpleNamespace) -> None:
    joint = joints.opened(cast)
    with pytest.raises(Refused):
        joints.name(joint, cast.coordinator_kh, cast.officer_vn)
    with pytest.raises(NotAllowed):
        joints.run(cast.officer_kh, grouping.name_persons, joint=joint, version=joint.version, users=[])


def test_a_strict_one_is_not_for_officers(cast: SimpleNamespace, as_: As) -> None:
    joint = joints.opened(cast, tlp="amber_strict")
    joints.name(joint, cast.coordinator_vn, cast.officer_vn, cast.protection_vn)
    assert not sees(cast, as_, "officer_vn")
    assert sees(cast, as_, "protection_vn") == 1


def test_who_leaves_sees_it_no_more(cast: SimpleNamespace, as_: As) -> None:
    joint = joints.opened(cast)
    joints.name(joint, cast.coordinator_vn, cast.officer_vn)
    current = joints.fresh(joint, cast.coordinator_vn)
    given = {"joint": current, "version": current.version, "words": "Our part is done"}
    joints.run(cast.coordinator_vn, grouping.leave_group, **given)
    assert not any(sees(cast, as_, name) for name in ("coordinator_vn", "supervisor_vn", "officer_vn"))
    with pytest.raises(NotAllowed, match="does not leave"):
        joints.run(cast.coordinator_kh, grouping.leave_group, joint=joint, version=joint.version, words="x")


def test_it_is_closed_by_the_lead_when_no_action_is_open(cast: SimpleNamespace) -> None:
    joint = joints.opened(cast)
    joints.planned(joint, cast.coordinator_kh)
    with pytest.raises(Refused, match="not over"):
        joints.run(cast.coordinator_kh, grouping.close_group, joint=joint, version=joint.version)
    with pytest.raises(NotAllowed):
        joints.run(cast.coordinator_vn, grouping.close_group, joint=joint, version=joint.version)


def test_a_closed_one_is_read_and_not_changed(cast: SimpleNamespace) -> None:
    joint = joints.opened(cast)
    closed = joints.run(cast.coordinator_kh, grouping.close_group, joint=joint, version=joint.version)
    assert closed.state == JointState.CLOSED
    with pytest.raises(NotAllowed, match="closed"):
        joints.planned(joint, cast.coordinator_vn)
    assert joints.fresh(joint, cast.coordinator_vn).state == JointState.CLOSED


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"title": " "}, "title"), ({"aim": ""}, "aim"), ({"handling_code": "H3"}, "handling_text")],
)
def test_a_proposal_says_what_it_is(changes: dict[str, Any], field: str, cast: SimpleNamespace, as_: As) -> None:
    draft = JointDraft(**{"title": "a", "aim": "b"} | changes)
    given = {"operation": Operation.objects.get(code="seagull"), "draft": draft}
    with pytest.raises(Refused) as refused:
        joints.run(cast.coordinator_kh, grouping.propose_joint, invited=[cast.coordinator_vn.organisation], **given)
    assert field in refused.value.error_dict


def test_only_agencies_of_the_operation_are_invited(cast: SimpleNamespace) -> None:
    for wrong in ([], [cast.director.organisation], [cast.coordinator_kh.organisation]):
        with pytest.raises(Refused) as refused:
            joints.proposed(cast.coordinator_kh, *wrong)
        assert set(refused.value.error_dict) == {"invited"}


@pytest.mark.parametrize("who", ["supervisor_kh", "officer_kh", "director", "observer_unodc", "dpo"])
def test_coordinators_propose(who: str, cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        joints.proposed(getattr(cast, who), cast.coordinator_vn.organisation)


def test_the_second_of_two_is_told(cast: SimpleNamespace) -> None:
    joint = joints.opened(cast)
    joints.name(joint, cast.coordinator_kh, cast.officer_kh)
    with pytest.raises(Conflict):
        joints.run(cast.coordinator_kh, grouping.close_group, joint=joint, version=joint.version)


def test_nothing_is_added_to_a_closed_one(cast: SimpleNamespace) -> None:
    """Also by who opened the page before it was closed."""
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    before = joints.fresh(joints.opened(cast), vn)
    current = joints.fresh(before, kh)
    joints.run(kh, grouping.close_group, joint=current, version=current.version)
    with pytest.raises(Conflict):
        joints.run(vn, grouping.name_persons, joint=before, version=before.version, users=[cast.officer_vn.pk])
    with pytest.raises(NotAllowed):
        joints.name(before, vn, cast.officer_vn)
    with pytest.raises(Conflict):
        joints.run(vn, planning.plan_action, joint=before, draft=joints.drafted())


def test_an_invitation_to_a_closed_one_waits_for_nobody(cast: SimpleNamespace, as_: As) -> None:
    kh, la = cast.coordinator_kh, cast.coordinator_la
    joint = joints.opened(cast)
    with as_(la):
        assert len(list(invitations(principal_of(la)))) == 1
    joints.run(kh, grouping.close_group, joint=joint, version=joint.version)
    with as_(la):
        assert list(invitations(principal_of(la))) == []
