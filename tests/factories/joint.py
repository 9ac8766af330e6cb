"""Joint investigations: Cambodia leads, Viet Nam joins, Laos is invited. Each step in the context of who takes it."""

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from coordination.joint import claiming, deciding, grouping, planning
from coordination.joint.grouping import JointDraft
from coordination.joint.models import Claimed, JointAction, JointInvestigation
from coordination.joint.planning import ActionDraft
from operation.access.context import acting_as
from operation.kernel import clock
from operation.people.models import Country, Organisation, User
from operation.people.selectors import principal_of
from operation.plan.models import Operation

TITLE, AIM, PLAN = "Call centres at the border", "Find who finances them", "Two teams from both sides"
NUMBERS = {Claimed.ARRESTED: (Decimal(838), ""), Claimed.RESCUED: (Decimal(41), "")}
OTHERS = {Claimed.ARRESTED: (Decimal(807), ""), Claimed.RESCUED: (Decimal(0), "")}
TOTALS = {Claimed.ARRESTED: (Decimal(838), "Viet Nam counts those again"), Claimed.RESCUED: (Decimal(41), "")}


def run(by: User, work: Callable[..., Any], **given: Any) -> Any:
    """An action of the application, by a user, in the context of the database that is his."""
    with acting_as(principal_of(by), channel="test"):
        return work(principal=principal_of(by), **given)


def proposed(
    by: User, *invited: Organisation, tlp: str = "amber", through_lmlecc: bool = False, title: str = TITLE
) -> JointInvestigation:
    draft = JointDraft(title, AIM, tlp=tlp, through_lmlecc=through_lmlecc)
    operation = Operation.objects.get(code="seagull")
    made: JointInvestigation = run(by, grouping.propose_joint, operation=operation, draft=draft, invited=invited)
    return made


def fresh(joint: JointInvestigation, by: User) -> JointInvestigation:
    """The group as `by` sees it now."""
    with acting_as(principal_of(by), channel="test"):
        return JointInvestigation.objects.visible_to(principal_of(by)).select_related("lead").get(pk=joint.pk)


def join(joint: JointInvestigation, by: User) -> JointInvestigation:
    current = fresh(joint, by)
    run(by, grouping.join_group, joint=current, version=current.version)
    return fresh(joint, by)


def opened(cast: SimpleNamespace, **given: Any) -> JointInvestigation:
    """Led by Cambodia, joined by Viet Nam, Laos invited."""
    invited = (cast.coordinator_vn.organisation, cast.coordinator_la.organisation)
    joint = proposed(cast.coordinator_kh, *invited, **given)
    join(joint, cast.coordinator_vn)
    return fresh(joint, cast.coordinator_kh)


def name(joint: JointInvestigation, by: User, *users: User) -> None:
    current = fresh(joint, by)
    run(by, grouping.name_persons, joint=current, version=current.version, users=[one.pk for one in users])


def drafted(**given: Any) -> ActionDraft:
    told: dict[str, Any] = {
        "title": "Raid at dawn",
        "planned_on": clock.today(),
        "local_to": Country.objects.get(code="KH"),
    }
    return ActionDraft(**told | {"plan": PLAN} | given)


def planned(joint: JointInvestigation, by: User, **given: Any) -> JointAction:
    draft = drafted(**given)
    made: JointAction = run(by, planning.plan_action, joint=fresh(joint, by), draft=draft)
    return made


def seen(action: JointAction, by: User) -> JointAction:
    """The action as `by` sees it now."""
    with acting_as(principal_of(by), channel="test"):
        rows = JointAction.objects.visible_to(principal_of(by)).select_related("joint__lead", "local_to")
        return rows.get(pk=action.pk)


def step(action: JointAction, by: User, work: Callable[..., Any], **given: Any) -> JointAction:
    current = seen(action, by)
    run(by, work, action=current, version=current.version, **given)
    return seen(action, by)


def asked(joint: JointInvestigation, lead: User, **given: Any) -> JointAction:
    return step(planned(joint, lead, **given), lead, deciding.ask_decision)


def going(joint: JointInvestigation, *members: User, **given: Any) -> JointAction:
    """Every one of `members` said go; the first leads."""
    return go_on(planned(joint, members[0], **given), *members)


def go_on(action: JointAction, *members: User) -> JointAction:
    """A planned one is asked for, and all said go."""
    action = step(action, members[0], deciding.ask_decision)
    for one in members:
        action = step(action, one, deciding.decide_go)
    return action


def carried_out(joint: JointInvestigation, *members: User, **given: Any) -> JointAction:
    return step(going(joint, *members, **given), members[0], deciding.carry_out)


def claimed(joint: JointInvestigation, lead: User, other: User, **given: Any) -> JointAction:
    action = carried_out(joint, lead, other, **given)
    step(action, lead, claiming.state_claims, claims=NUMBERS)
    return step(action, other, claiming.state_claims, claims=OTHERS)


def totalled(joint: JointInvestigation, lead: User, other: User, **given: Any) -> JointAction:
    """One total is proposed; the lead agrees by it."""
    return step(claimed(joint, lead, other, **given), lead, claiming.propose_totals, totals=TOTALS)


def reconciled(joint: JointInvestigation, lead: User, other: User) -> JointAction:
    return step(totalled(joint, lead, other), other, claiming.agree_totals)
