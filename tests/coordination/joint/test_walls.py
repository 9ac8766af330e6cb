"""The second wall before joint investigations: raw SQL, as people of each agency would send it."""

from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import Error, ProgrammingError, connection, transaction

from coordination.joint import claiming, grouping, planning
from coordination.joint.bringing import bring_record
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
)
from operation.kernel.clock import now
from operation.kernel.models import new_id
from tests.coordination.conftest import As
from tests.factories import joint as joints
from tests.factories.records import log

GROUP = (JointInvestigation, JointMember)
PARTS = (JointRecord, JointAction, JointSite, JointRole, GoDecision, JointClaim, JointTotal, JointAgreement)


def did(sql: str, *values: Any) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def counts(*models: Any) -> list[int]:
    with connection.cursor() as cursor:
        found = []
        for model in models:
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
            found.append(cursor.fetchone()[0])
        return found


def denied() -> AbstractContextManager[Any]:
    return pytest.raises(ProgrammingError, match="row-level security")


def add(table: str, **values: Any) -> int:
    given = {"id": new_id(), "created_at": now()} | values
    names, places = ", ".join(f'"{name}"' for name in given), ", ".join(["%s"] * len(given))
    return did(f"INSERT INTO {table} ({names}) VALUES ({places})", *given.values())


@pytest.fixture
def filled(cast: SimpleNamespace, as_: As) -> JointInvestigation:
    """A row in every table; Viet Nam inside, Laos invited."""
    joint, kh = joints.opened(cast), cast.coordinator_kh
    joints.name(joint, cast.coordinator_vn, cast.officer_vn)
    with as_(kh):
        record = log("suspects", kh)
    joints.run(kh, bring_record, joint=joints.fresh(joint, kh), reference=record.reference)
    action = joints.totalled(joint, kh, cast.coordinator_vn)
    other = joints.planned(joint, kh)
    joints.step(other, kh, planning.add_site, place="Old casino")
    given = {"organisation": kh.organisation, "draft": {"role": "entry"}}
    joints.step(other, kh, planning.give_role, **given)
    assert action.action_day_id
    return joints.fresh(joint, kh)


def test_everything_is_there_for_those_inside(cast: SimpleNamespace, as_: As, filled: Any) -> None:
    for who in (cast.coordinator_kh, cast.supervisor_kh, cast.coordinator_vn, cast.officer_vn):
        with as_(who):
            assert all(counts(*GROUP, *PARTS)), who.username


def test_the_invited_one_reads_who_and_what_for(cast: SimpleNamespace, as_: As, filled: Any) -> None:
    for who in (cast.coordinator_la, cast.supervisor_la):
        with as_(who):
            assert counts(*GROUP) == [1, 3]
            assert counts(*PARTS, JointPerson) == [0] * 9


@pytest.mark.parametrize(
    "who",
    [
        *("coordinator_th", "supervisor_th", "officer_kh", "protection_kh", "protection_vn", "coordinator_la2"),
        *("director", "desk_investigation", "dpo", "admin", "observer_unodc", "stranger"),
    ],
)
def test_for_others_there_is_nothing(who: str, cast: SimpleNamespace, as_: As, filled: Any) -> None:
    with as_(getattr(cast, who)):
        assert counts(*GROUP, *PARTS, JointPerson) == [0] * 11


def test_without_anybody_there_is_nothing(filled: Any) -> None:
    assert counts(*GROUP, *PARTS, JointPerson) == [0] * 11


def test_lmlecc_reads_all_where_it_belongs_to_it(cast: SimpleNamespace, as_: As) -> None:
    joint = joints.opened(cast, through_lmlecc=True)
    joints.asked(joint, cast.coordinator_kh)
    with as_(cast.desk_investigation):
        assert counts(*GROUP, JointAction, JointPerson) == [1, 3, 1, 0]
        assert did("UPDATE coordination_jointaction SET title = 'x'") == 0
        assert did("UPDATE coordination_jointinvestigation SET version = 9") == 0


def test_nobody_invites_himself(cast: SimpleNamespace, as_: As, filled: Any) -> None:
    outside = cast.coordinator_th
    row = {"joint_id": filled.pk, "organisation_id": outside.organisation.pk, "state": "joined", "words": ""}
    for who in (outside, cast.coordinator_vn, cast.coordinator_la, cast.director):
        with as_(who), denied():
            add("coordination_jointmember", **row)
    with as_(cast.coordinator_kh):
        assert add("coordination_jointmember", **row | {"state": "invited"}) == 1


@pytest.mark.parametrize("work", [grouping.decline_invitation, grouping.leave_group])
def test_nobody_comes_back_unasked(work: Any, cast: SimpleNamespace, as_: As, filled: Any) -> None:
    who = cast.coordinator_la if work is grouping.decline_invitation else cast.coordinator_vn
    if work is grouping.leave_group:
        with as_(who):
            action = JointAction.objects.get(state="carried_out")
        joints.step(action, who, claiming.agree_totals)
    current = joints.fresh(filled, who)
    joints.run(who, work, joint=current, version=current.version, words="No capacity")
    with as_(who):
        assert did("UPDATE coordination_jointmember SET state = 'joined'") == 0
        assert counts(*GROUP, *PARTS) == [0, 1] + [0] * 8  # the row of the own agency, and nothing else


def test_who_is_named_changes_nothing(cast: SimpleNamespace, as_: As, filled: Any) -> None:
    with as_(cast.officer_vn):
        assert did("UPDATE coordination_jointinvestigation SET state = 'closed'") == 0
        assert did("UPDATE coordination_jointaction SET state = 'no_go'") == 0
        assert did("DELETE FROM coordination_jointrecord") == 0


def test_nobody_answers_for_another(cast: SimpleNamespace, as_: As, filled: Any) -> None:
    la = cast.coordinator_la.organisation.pk
    answer = "UPDATE coordination_jointmember SET state = 'joined' WHERE organisation_id = %s"
    with as_(cast.coordinator_vn):
        assert did(answer, la) == 0
    with as_(cast.coordinator_kh), denied():
        did(answer, la)
    with as_(cast.supervisor_la), denied():
        did(answer, la)
    with as_(cast.coordinator_la):
        assert did(answer, la) == 1


def test_what_was_said_stays_and_is_said_for_oneself(cast: SimpleNamespace, as_: As, filled: Any) -> None:
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    with as_(kh):
        action = JointAction.objects.first()
        assert action is not None
    said = {"action_id": action.pk, "goes": True, "words": "", "asked": 1}
    for by, other in ((kh, vn), (vn, kh)):
        with as_(by):
            with denied():
                add("coordination_godecision", **said, organisation_id=other.organisation.pk, decided_by_id=by.pk)
            for table in ("godecision", "jointagreement", "jointtotal"):
                assert did(f"UPDATE coordination_{table} SET words = 'x'") == 0
                assert did(f"DELETE FROM coordination_{table}") == 0
    with as_(cast.supervisor_vn), denied():
        add("coordination_godecision", **said, organisation_id=vn.organisation.pk, decided_by_id=vn.pk)


def test_claims_are_each_agencys_own_and_totals_the_leads(cast: SimpleNamespace, as_: As, filled: Any) -> None:
    vn = cast.coordinator_vn
    with as_(vn):
        assert did("UPDATE coordination_jointclaim SET number = 1") == 2
        action = JointAction.objects.exclude(action_day=None).get()
        total = {"action_id": action.pk, "settled": 9, "what": "devices", "total": 1, "words": ""}
        with denied():
            add("coordination_jointtotal", **total)
    with as_(cast.coordinator_kh):
        assert add("coordination_jointtotal", **total) == 1


def test_what_a_group_is_stays(cast: SimpleNamespace, as_: As, filled: Any) -> None:
    with as_(cast.coordinator_kh):
        with pytest.raises(Error, match="only state, version"):
            did("UPDATE coordination_jointinvestigation SET through_lmlecc = true")
        with pytest.raises(Error, match="only state, words"):
            did("UPDATE coordination_jointmember SET joint_id = joint_id, organisation_id = %s", new_id())
