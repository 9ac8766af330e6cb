"""Whoever changes a joint investigation or a part of it, in whatever way, is in the trail."""

from types import SimpleNamespace

import pytest

from coordination.joint import planning
from operation.audit.capture import ADDED, CHANGED, REMOVED
from operation.audit.models import AuditEntry
from operation.plan.models import Operation
from tests import database
from tests.factories import joint as joints
from tests.factories.people import make_cast

OF_ACTION = ("JointSite", "JointRole", "JointClaim", "JointTotal")
SAID = ("GoDecision", "JointAgreement")


@pytest.fixture
def people(committed: str) -> SimpleNamespace:
    return make_cast(Operation.objects.get(code="seagull"))


def told(verb: str, name: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(verb=verb, target_type=f"coordination.{name}").order_by("at"))


def test_every_part_is_told_under_what_it_belongs_to(people: SimpleNamespace, committed: str) -> None:
    kh, vn = people.coordinator_kh, people.coordinator_vn
    joint = joints.opened(people)
    joints.name(joint, vn, people.officer_vn)
    action = joints.planned(joint, kh)
    joints.step(action, kh, planning.add_site, place="a house")
    joints.step(action, kh, planning.give_role, organisation=vn.organisation, draft={"role": "entry"})
    done = joints.totalled(joint, kh, vn)
    for name in ("JointInvestigation", "JointMember", "JointPerson"):
        assert {entry.target_id for entry in told(ADDED, name)} == {joint.pk}, name
    for name in OF_ACTION:
        assert {entry.target_id for entry in told(ADDED, name)} <= {action.pk, done.pk}, name
        assert told(ADDED, name), name
    with database.owner(committed) as owner:
        for name in (*OF_ACTION, *SAID):
            owner.execute(f"DELETE FROM coordination_{name.lower()}")
        owner.execute("UPDATE coordination_jointaction SET plan = 'canary-4711'")
    for name in (*OF_ACTION, *SAID):
        assert told(REMOVED, name)[-1].channel == "database role", name
    assert told(CHANGED, "JointAction")[-1].channel == "database role"
    assert "canary-4711" not in str([entry.details for entry in told(CHANGED, "JointAction")])
