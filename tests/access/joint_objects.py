"""Joint investigations that Thailand leads and Cambodia has joined, with what they plan and claim; marked."""

from types import SimpleNamespace
from typing import Any

import psycopg

from coordination.joint import planning
from coordination.joint.models import (
    GoDecision,
    JointAction,
    JointAgreement,
    JointClaim,
    JointInvestigation,
    JointMember,
    JointRecord,
    JointRole,
    JointSite,
    JointTotal,
)
from operation.access.context import acting_as
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay
from tests.access import canaries
from tests.access.things import Thing, World
from tests.factories import joint as joints

PARTS = (JointSite, JointRole, GoDecision, JointClaim, JointTotal, JointAgreement)


def make(world: World, owner: psycopg.Connection) -> None:
    _going(world, owner, world.cast)
    _done(world, owner, world.cast)


def _going(world: World, owner: psycopg.Connection, cast: SimpleNamespace) -> None:
    """Viet Nam is invited; an officer of Thailand is named. All said go: there is a closed action day."""
    th, kh = cast.coordinator_th, cast.coordinator_kh
    joint = joints.proposed(th, kh.organisation, cast.coordinator_vn.organisation)
    joints.join(joint, kh)
    joints.name(joint, th, cast.officer_th)
    with acting_as(principal_of(th), channel="test"):
        record = world.one("record.released", "suspects").row
        brought = JointRecord.objects.create(
            joint=joint, organisation=th.organisation, record_type="SUS", record_id=record.pk
        )
    action = joints.planned(joint, th, local_to=_country(cast))
    joints.step(action, th, planning.add_site, place="a house")
    given: dict[str, Any] = {"organisation": kh.organisation, "draft": {"role": "entry", "words": "first"}}
    action = joints.step(action, th, planning.give_role, **given)
    action = joints.go_on(action, th, kh)
    _file(world, owner, "going", joints.fresh(joint, th), action, brought_id=brought.pk)


def _done(world: World, owner: psycopg.Connection, cast: SimpleNamespace) -> None:
    """LMLECC belongs to it; the action was carried out and totals are proposed."""
    th, kh = cast.coordinator_th, cast.coordinator_kh
    joint = joints.proposed(th, kh.organisation, through_lmlecc=True)
    joints.join(joint, kh)
    action = joints.totalled(joint, th, kh, local_to=_country(cast))
    _file(world, owner, "done", joints.fresh(joint, th), action)


def _file(
    world: World, owner: psycopg.Connection, kind: str, joint: JointInvestigation, action: JointAction, **more: Any
) -> None:
    keys = {model: _keys(owner, model, "action_id", action.pk) for model in PARTS}
    of_joint = {"joint_id": joint.pk, "pk": joint.pk, "brought_id": joint.pk} | more
    of_action = {
        "joint_id": joint.pk,
        "action_id": action.pk,
        "site_id": (keys[JointSite] or [joint.pk])[0],
        "role_id": (keys[JointRole] or [joint.pk])[0],
    }
    group = world.add(Thing("joint", kind, of_joint, joint), joint.pk, joint.reference)
    thing = world.add(Thing("joint_action", kind, of_action, action), action.pk)
    facts, content = f"{group.part}|facts", f"{thing.part}|content"
    canaries.plant(owner, world.marks, JointInvestigation, [joint.pk], {}, otherwise=facts)
    canaries.plant(
        owner, world.marks, JointMember, _keys(owner, JointMember, "joint_id", joint.pk), {}, otherwise=facts
    )
    canaries.plant(owner, world.marks, JointAction, [action.pk], {}, otherwise=content)
    for model, rows in keys.items():
        canaries.plant(owner, world.marks, model, rows, {}, otherwise=content)
    if kind == "going":  # what was carried out is an action day of the plan
        canaries.plant(owner, world.marks, ActionDay, [action.action_day_id], {}, otherwise=content)
        world.marks.add(f"{thing.part}|id", "action day", str(action.action_day_id))


def _keys(owner: psycopg.Connection, model: Any, column: str, key: Any) -> list[Any]:
    found = owner.execute(f"SELECT id FROM {model._meta.db_table} WHERE {column} = %s ORDER BY created_at, id", [key])
    return [one for (one,) in found.fetchall()]


def _country(cast: SimpleNamespace) -> Any:
    return cast.coordinator_th.organisation.country
