"""The first wall alone, before joint investigations, what they plan, and the action days that are closed to them.

As in test_first_wall.py no row-level security stands behind it.
"""

from copy import copy
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from coordination.joint.models import (
    GoDecision,
    JointAction,
    JointAgreement,
    JointClaim,
    JointInvestigation,
    JointMember,
    JointPerson,
    JointRecord,
    JointRole,
    JointSite,
    JointTotal,
    MemberState,
)
from operation.access.handling import TLP
from operation.access.principal import Principal
from operation.access.roles import PERMISSIONS, Role
from operation.plan.models import ActionDay
from tests.access import table
from tests.access.test_first_wall import CAST, principal
from tests.access.test_first_wall_exchange import without_rights
from tests.access.things import World

PLANNED: tuple[Any, ...] = (JointSite, JointRole)
SAID: tuple[Any, ...] = (GoDecision, JointClaim, JointTotal, JointAgreement)


def told(world: World, person: str, part: str) -> set[Any]:
    kinds = {kind for kind in table.kinds("joint") if person in table.sees("joint", kind, part)}
    return {one.row.pk for one in world.of("joint") if one.kind in kinds}


def keys(model: Any, who: Principal, column: str) -> set[Any]:
    return set(model.objects.visible_to(who).values_list(column, flat=True))


@pytest.mark.parametrize("person", CAST)
def test_groups_and_who_belongs_to_them(owner_world: World, person: str) -> None:
    who, facts = principal(owner_world, person), told(owner_world, person, "facts")
    assert keys(JointInvestigation, who, "pk") == facts
    assert keys(JointMember, who, "joint_id") == facts
    inside = told(owner_world, person, "content")
    assert set(JointInvestigation.objects.inside(who).values_list("pk", flat=True)) == inside
    for nobody in without_rights(who):
        assert not JointInvestigation.objects.visible_to(nobody).exists()


@pytest.mark.parametrize("person", CAST)
def test_what_they_plan_and_say(owner_world: World, person: str) -> None:
    who, inside = principal(owner_world, person), told(owner_world, person, "content")
    going, done = (owner_world.one(f"joint_action.{kind}").row.pk for kind in ("going", "done"))
    group = owner_world.one("joint.going").row.pk
    assert keys(JointAction, who, "joint_id") == inside
    assert keys(JointRecord, who, "joint_id") == inside & {group}
    seen = {one for one, joint in ((going, group), (done, owner_world.one("joint.done").row.pk)) if joint in inside}
    for model in PLANNED:
        assert keys(model, who, "action_id") == seen & {going}
    for model in SAID:
        assert keys(model, who, "action_id") == (seen if model is GoDecision else seen & {done})
    for nobody in without_rights(who):
        assert not any(model.objects.visible_to(nobody).exists() for model in (JointAction, *PLANNED, *SAID))


@pytest.mark.parametrize("person", CAST)
def test_whom_an_agency_names_is_its_own_business(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    mine = person in ("officer_th", "supervisor_th", "coordinator_th")
    assert keys(JointPerson, who, "user_id") == ({owner_world.cast.officer_th.pk} if mine else set())


@pytest.mark.parametrize("person", CAST)
def test_the_closed_action_day(owner_world: World, person: str) -> None:
    who = principal(owner_world, person)
    seen = ActionDay.objects.visible_to(who).filter(closed=True).exists()
    assert seen == (person in table.sees("joint_action", "going", "content"))
    for nobody in (*without_rights(who), replace(who, roles=frozenset({Role.OBSERVER}))):
        assert not ActionDay.objects.visible_to(nobody).filter(closed=True).exists()


def test_reading_them_is_a_right_of_its_own(owner_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PERMISSIONS, "joint.read", frozenset({Role.OFFICER}))
    for person in ("coordinator_th", "director"):
        who = principal(owner_world, person)
        for model in (JointInvestigation, JointMember, JointAction, *SAID):
            assert not model.objects.visible_to(who).exists()


def test_a_strict_one_is_for_those_above_the_officers_that_their_agency_names(owner_world: World) -> None:
    officer, strict = owner_world.cast.officer_th, copy(owner_world.one("joint.done").row)
    strict.pk, strict.reference, strict.tlp = uuid4(), "strict", TLP.AMBER_STRICT
    strict.save(force_insert=True)
    JointMember.objects.create(joint=strict, organisation=officer.organisation, state=MemberState.JOINED)
    JointPerson.objects.create(joint=strict, organisation=officer.organisation, user=officer)
    for person, reads in (("officer_th", False), ("supervisor_th", True), ("director", True)):
        seen = JointInvestigation.objects.visible_to(principal(owner_world, person))
        assert seen.filter(pk=strict.pk).exists() is reads, person
