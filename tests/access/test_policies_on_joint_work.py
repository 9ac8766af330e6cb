"""Every clause of the policies of joint investigations and of removals, without a database."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from coordination.joint import policies as joint
from coordination.joint.models import JointInvestigation, JointMember, JointState, MemberState
from coordination.removals import policies as removals
from coordination.removals.models import Removal
from coordination.removals.states import EITHER
from operation.access.principal import Principal
from operation.access.roles import PERMISSIONS, Role
from operation.kernel.errors import Denied

LEAD, OTHER = uuid4(), uuid4()
AskedOfMember = Callable[[Principal, JointInvestigation, JointMember | None], Any]
AskedOfRemoval = Callable[[Principal, Removal], Any]


def who(*roles: Role, organisation: UUID = LEAD, kind: str = "agency") -> Principal:
    return Principal(uuid4(), organisation_id=organisation, kind=kind, country="TH", roles=frozenset(roles))


OFFICER, SUPERVISOR, COORDINATOR = who(Role.OFFICER), who(Role.SUPERVISOR), who(Role.COORDINATOR)
MEMBER = who(Role.COORDINATOR, organisation=OTHER)
DIRECTOR = who(Role.DIRECTOR, organisation=uuid4(), kind="secretariat")
OPEN, CLOSED = (JointInvestigation(lead_id=LEAD, state=state) for state in (JointState.OPEN, JointState.CLOSED))
INVITED, JOINED = (JointMember(state=state) for state in (MemberState.INVITED, MemberState.JOINED))
NO_MEMBER = (None, JointMember(state=MemberState.DECLINED), JointMember(state=MemberState.LEFT))


def reason(verdict: Any) -> str:
    assert isinstance(verdict, Denied), verdict
    return str(verdict.reason)


def test_coordinators_of_agencies_propose_an_investigation() -> None:
    assert joint.may_propose(COORDINATOR) is True
    assert "Operation coordinator" in reason(joint.may_propose(SUPERVISOR))
    assert "Operation coordinator" in reason(joint.may_propose(DIRECTOR))
    assert joint.may_propose(replace(COORDINATOR, kind="secretariat")) is joint.AGENCIES


def test_it_is_led_by_the_coordinator_of_the_agency_that_leads_until_it_is_closed() -> None:
    assert joint.may_lead(COORDINATOR, OPEN) is True
    assert joint.may_lead(COORDINATOR, CLOSED) is joint.OVER
    assert joint.may_lead(MEMBER, OPEN) is joint.LEAD_ALONE
    assert "Operation coordinator" in reason(joint.may_lead(SUPERVISOR, OPEN))


def test_who_is_invited_answers_and_nobody_else() -> None:
    assert joint.may_answer(MEMBER, OPEN, INVITED) is True
    assert joint.may_answer(MEMBER, CLOSED, INVITED) is joint.OVER
    for own in (*NO_MEMBER, JOINED):
        assert joint.may_answer(MEMBER, OPEN, own) is joint.NOT_INVITED
    assert "Operation coordinator" in reason(joint.may_answer(SUPERVISOR, OPEN, INVITED))


def test_a_member_leaves_and_the_lead_stays() -> None:
    assert joint.may_leave(MEMBER, OPEN, JOINED) is True
    assert joint.may_leave(COORDINATOR, OPEN, JOINED) is joint.LEAD_STAYS
    assert "Operation coordinator" in reason(joint.may_leave(SUPERVISOR, OPEN, JOINED))


def test_an_agency_names_its_officers_from_the_invitation_on() -> None:
    for own in (INVITED, JOINED):
        assert joint.may_name(SUPERVISOR, OPEN, own) is True
    assert joint.may_name(SUPERVISOR, CLOSED, JOINED) is joint.OVER
    assert joint.may_name(SUPERVISOR, OPEN, None) is joint.MEMBERS
    assert "National supervisor" in reason(joint.may_name(OFFICER, OPEN, JOINED))


def go(principal: Principal, about: JointInvestigation, own: JointMember | None) -> Any:
    return joint.may_step(principal, about, own, "go")


@pytest.mark.parametrize("may", [joint.may_leave, joint.may_bring, joint.may_plan, go])
def test_only_who_has_joined_takes_part_and_only_until_it_is_closed(may: AskedOfMember) -> None:
    assert may(MEMBER, OPEN, JOINED) is True
    assert may(MEMBER, CLOSED, JOINED) is joint.OVER
    for own in (*NO_MEMBER, INVITED):
        assert may(MEMBER, OPEN, own) is joint.MEMBERS


@pytest.mark.parametrize(
    ("may", "no"), [(joint.may_bring, SUPERVISOR), (joint.may_plan, OFFICER), (go, SUPERVISOR), (go, DIRECTOR)]
)
def test_each_part_of_the_work_has_its_role(may: AskedOfMember, no: Principal) -> None:
    assert "Operation coordinator" in reason(may(no, OPEN, JOINED))


def test_steps_of_the_lead_are_not_for_other_members() -> None:
    for name in ("ask", "carry-out", "cancel"):
        assert joint.may_step(COORDINATOR, OPEN, None, name) is True
        assert joint.may_step(MEMBER, OPEN, JOINED, name) is joint.LEAD_ALONE
    with pytest.raises(LookupError):
        joint.may_step(COORDINATOR, OPEN, JOINED, "escape")


ASKING, ASKED = COORDINATOR, MEMBER
OUTSIDER = who(Role.COORDINATOR, organisation=uuid4())
REMOVAL = Removal(sender_id=LEAD, recipient_id=OTHER, tlp="amber", through_lmlecc=True)
STRICT = Removal(sender_id=LEAD, recipient_id=OTHER, tlp="amber_strict", through_lmlecc=True)


def below(principal: Principal, role: Role = Role.OFFICER) -> Principal:
    return replace(principal, roles=frozenset({role}))


def test_agencies_ask_each_other_for_a_removal() -> None:
    assert removals.may_ask(SUPERVISOR) is True
    assert "National supervisor" in reason(removals.may_ask(OFFICER))
    assert "National supervisor" in reason(removals.may_ask(DIRECTOR))
    assert removals.may_ask(replace(COORDINATOR, kind="secretariat")) is removals.AGENCIES


@pytest.mark.parametrize(
    ("name", "sides"), [("withdraw", (ASKING,)), ("acknowledge", (ASKED,)), ("close", (ASKING, ASKED))]
)
def test_each_step_of_a_removal_is_for_its_side(name: str, sides: tuple[Principal, ...]) -> None:
    no = {"withdraw": removals.ASKING_ALONE, "acknowledge": removals.ASKED_ALONE, "close": removals.SIDES_ALONE}[name]
    for one in (ASKING, ASKED, OUTSIDER):
        assert removals.may_step(one, REMOVAL, name) is (True if one in sides else no)
    assert "National supervisor" in reason(removals.may_step(below(sides[0]), REMOVAL, name))


def test_whose_role_does_not_read_its_mark_does_nothing_on_it() -> None:
    for one in (ASKING, ASKED):
        assert removals.on_side(one, STRICT, EITHER) is True
        assert removals.on_side(below(one), STRICT, EITHER) is removals.MARKED


@pytest.mark.parametrize("may", [removals.may_explain, removals.may_print])
def test_incidents_and_papers_are_for_the_two_sides(may: AskedOfRemoval) -> None:
    for one in (ASKING, ASKED):
        assert may(one, REMOVAL) is True
        assert reason(may(below(one, Role.OBSERVER), REMOVAL)).startswith("Your role")
    assert may(OUTSIDER, REMOVAL) is removals.SIDES_ALONE
    assert reason(may(DIRECTOR, REMOVAL))


def test_the_side_that_holds_them_prepares_the_hand_over() -> None:
    assert removals.may_prepare(ASKED, REMOVAL) is True
    assert removals.may_prepare(ASKING, REMOVAL) is removals.ASKED_ALONE
    assert "National supervisor" in reason(removals.may_prepare(below(ASKED), REMOVAL))


@pytest.mark.parametrize(("principal", "permission"), [(ASKING, "removal.ask"), (ASKED, "removal.answer")])
def test_persons_are_named_by_who_asks_there_and_by_who_answers_here(
    principal: Principal, permission: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert removals.may_list(principal, REMOVAL) is True
    assert removals.may_list(OUTSIDER, REMOVAL) is removals.ASKED_ALONE
    monkeypatch.setitem(PERMISSIONS, permission, frozenset({Role.SUPERVISOR}))
    assert "National supervisor" in reason(removals.may_list(principal, REMOVAL))
    assert removals.may_list(below(principal, Role.SUPERVISOR), REMOVAL) is True
