"""A closed action day is there for those alone to whom it is closed: in the database, and behind every door."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from coordination.joint import deciding, grouping, planning
from coordination.joint.keeping import CLOSED_NUMBERS
from operation.access.principal import Principal
from operation.cases.actions import amend_records
from operation.cases.drafts import RecordDraft
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.records.rescued_laborer import RescuedLaborer
from operation.cases.records.suspect import Suspect
from operation.kernel import clock
from operation.people.models import Country
from operation.people.selectors import principal_of
from operation.plan.models import ActionDay, Operation
from operation.plan.timeline import Kind, timeline
from tests.coordination.conftest import As, ClientOf
from tests.factories import joint as joints
from tests.factories.records import log

OUTSIDE = ("coordinator_th", "coordinator_la", "officer_kh", "protection_vn", "director", "desk_supervision", "dpo")
INSIDE = ("coordinator_kh", "supervisor_kh", "coordinator_vn", "supervisor_vn")
TITLE = "Raid on the old casino"


def raw(sql: str, *values: Any) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def found(cast: SimpleNamespace, as_: As, who: str) -> tuple[bool, bool, bool]:
    """Whether the model's door, raw SQL and the table of countries show it."""
    by = getattr(cast, who)
    with as_(by):
        return (
            ActionDay.objects.visible_to(principal_of(by)).exists(),
            bool(raw("SELECT 1 FROM operation_actionday")),
            bool(raw("SELECT 1 FROM operation_actionday_countries")),
        )


@pytest.fixture
def going(cast: SimpleNamespace) -> Any:
    joint = joints.opened(cast)
    return joints.going(joint, cast.coordinator_kh, cast.coordinator_vn, title=TITLE)


def carried(cast: SimpleNamespace, as_: As) -> Any:
    """A suspect of Cambodia's that carries the closed action day."""
    kh = cast.coordinator_kh
    with as_(kh):
        return log("suspects", kh, action_day=ActionDay.objects.get(), event_date=clock.today().isoformat())


def test_it_is_made_when_all_said_go_and_is_closed(cast: SimpleNamespace, as_: As, going: Any) -> None:
    assert {who for who in INSIDE if found(cast, as_, who) == (True, True, True)} == set(INSIDE)
    assert not any(any(found(cast, as_, who)) for who in OUTSIDE)
    with as_(cast.coordinator_vn):
        day = ActionDay.objects.get()
        assert (day.closed, day.title, day.held_on, day.lead_id) == (True, TITLE, clock.today(), "KH")
        assert day.number in CLOSED_NUMBERS
        assert set(day.countries.values_list("code", flat=True)) == {"KH", "VN"}


def test_officers_see_it_where_they_are_named(cast: SimpleNamespace, as_: As, going: Any) -> None:
    joints.name(going.joint, cast.coordinator_vn, cast.officer_vn)
    assert found(cast, as_, "officer_vn") == (True, True, True)
    assert not any(found(cast, as_, "officer_kh"))
    joints.name(going.joint, cast.coordinator_vn)
    assert not any(found(cast, as_, "officer_vn"))


def test_lmlecc_sees_it_where_it_belongs_to_the_group(cast: SimpleNamespace, as_: As) -> None:
    joints.going(joints.opened(cast, through_lmlecc=True), cast.coordinator_kh, cast.coordinator_vn)
    assert found(cast, as_, "desk_investigation") == (True, True, True)
    assert not any(found(cast, as_, "dpo"))


def test_who_joins_later_sees_it_and_who_leaves_does_not(cast: SimpleNamespace, as_: As, going: Any) -> None:
    joints.join(going.joint, cast.coordinator_la)
    assert found(cast, as_, "coordinator_la") == (True, True, True)
    current = joints.fresh(going.joint, cast.coordinator_la)
    given = {"joint": current, "version": current.version, "words": "No capacity"}
    joints.run(cast.coordinator_la, grouping.leave_group, **given)
    assert not any(found(cast, as_, "coordinator_la"))
    assert joints.seen(going, cast.coordinator_kh).state == "no_go"


def test_a_no_go_hides_it_from_all(cast: SimpleNamespace, as_: As, going: Any) -> None:
    action = joints.step(going, cast.coordinator_vn, deciding.decide_no_go, words="The informant is gone")
    assert action.state == "no_go"
    assert not any(any(found(cast, as_, who)) for who in (*INSIDE, *OUTSIDE))


def test_another_plan_hides_it_until_all_said_go_again(cast: SimpleNamespace, as_: As, going: Any) -> None:
    kh, vn = cast.coordinator_kh, cast.coordinator_vn
    joints.step(going, kh, planning.add_site, place="The pier")
    assert not any(found(cast, as_, "coordinator_kh"))
    for by in (kh, vn):
        joints.step(going, by, deciding.decide_go)
    with as_(vn):
        assert ActionDay.objects.get().pk == joints.seen(going, vn).action_day_id


def test_carried_out_it_is_an_action_day_like_others(cast: SimpleNamespace, as_: As, going: Any) -> None:
    th = Country.objects.get(code="TH")
    seagull = Operation.objects.get(code="seagull")
    ActionDay.objects.create(operation=seagull, number=7, title="Open", held_on=clock.today(), lead=th)
    joints.step(going, cast.coordinator_kh, deciding.carry_out)
    for who in (*INSIDE, "coordinator_th", "officer_kh", "director"):
        with as_(getattr(cast, who)):
            day = ActionDay.objects.visible_to(principal_of(getattr(cast, who))).get(title=TITLE)
            assert (day.closed, day.number, day.closed_to, day.named) == (False, 8, [], [])


def test_nobody_writes_a_closed_one(cast: SimpleNamespace, as_: As, going: Any) -> None:
    for who in ("coordinator_kh", "coordinator_vn", "coordinator_th", "director"):
        with as_(getattr(cast, who)):
            assert raw("UPDATE operation_actionday SET closed = false") == 0
            assert raw("DELETE FROM operation_actionday_countries") == 0
            assert raw("DELETE FROM operation_actionday") == 0


def test_nobody_closes_an_open_one(cast: SimpleNamespace, as_: As, seagull: Operation) -> None:
    day = ActionDay.objects.create(
        operation=seagull, number=7, title="Open", held_on=clock.today(), lead=Country.objects.get(code="TH")
    )
    with as_(cast.director), pytest.raises(ProgrammingError, match="row-level security"):
        raw("UPDATE operation_actionday SET closed = true WHERE id = %s", day.pk)
    with as_(cast.director), pytest.raises(ProgrammingError, match="row-level security"):
        ActionDay.objects.create(
            operation=seagull, number=9, title="x", held_on=clock.today(), lead_id="TH", closed=True
        )


@pytest.mark.parametrize("who", ["coordinator_th", "officer_kh", "director"])
def test_no_page_shows_it_to_others(who: str, cast: SimpleNamespace, client_of: ClientOf, going: Any) -> None:
    client = client_of(getattr(cast, who))
    pages = [reverse("action-days"), reverse("timeline")]
    if who != "director":
        pages.append(reverse("record-new", args=["suspects"]))
    for address in pages:
        body = client.get(address).content.decode()
        assert TITLE not in body, address
        assert str(going.action_day_id) not in body, address


def test_pages_show_it_to_the_group_without_a_number(cast: SimpleNamespace, client_of: ClientOf, going: Any) -> None:
    client = client_of(cast.coordinator_vn)
    body = client.get(reverse("action-days")).content.decode()
    assert TITLE in body
    assert "closed to others" in body
    assert TITLE in client.get(reverse("record-new", args=["suspects"])).content.decode()


def test_the_timeline_marks_it_as_closed(cast: SimpleNamespace, as_: As, seagull: Operation, going: Any) -> None:
    def moments(principal: Principal) -> list[bool]:
        return [one.closed for one in timeline(seagull, principal) if one.kind == Kind.ACTION_DAY]

    with as_(cast.coordinator_vn):
        assert moments(principal_of(cast.coordinator_vn)) == [True]
    with as_(cast.coordinator_th):
        assert moments(principal_of(cast.coordinator_th)) == []


def test_a_record_that_carries_it_does_not_tell_others(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, going: Any
) -> None:
    kh, record = cast.coordinator_kh, carried(cast, as_)
    address = reverse("record", args=["suspects", record.pk])
    assert TITLE in client_of(kh).get(address).content.decode()
    for page in (address, reverse("record-edit", args=["suspects", record.pk])):
        answer = client_of(cast.officer_kh).get(page)
        assert answer.status_code == 200
        assert TITLE not in answer.content.decode()
        assert str(going.action_day_id) not in answer.content.decode()
    told = client_of(cast.officer_kh).get(f"/api/v1/suspects/{record.pk}/")
    assert told.status_code == 200
    assert str(going.action_day_id) not in told.content.decode()


def test_who_does_not_see_it_keeps_it_when_he_changes_the_record(
    cast: SimpleNamespace, as_: As, client_of: ClientOf, going: Any
) -> None:
    record = carried(cast, as_)
    address = reverse("record-edit", args=["suspects", record.pk])
    officer = client_of(cast.officer_kh)
    with as_(cast.officer_kh):
        seen = Suspect.objects.visible_to(principal_of(cast.officer_kh)).get(pk=record.pk)
        draft = RecordDraft({"narrative": "seen at the gate"})
        amend_records(principal=principal_of(cast.officer_kh), records=[seen], drafts=[draft], versions=[seen.version])
    assert "seen at the gate" in officer.get(address).content.decode()
    with as_(cast.coordinator_kh):
        after = Suspect.objects.get(pk=record.pk)
        assert (after.narrative, after.action_day_id) == ("seen at the gate", going.action_day_id)


def test_a_presumed_victim_keeps_it_though_the_focal_point_does_not_see_it(
    cast: SimpleNamespace, as_: As, going: Any
) -> None:
    record, by = carried(cast, as_), cast.protection_kh
    with as_(by):
        seen = Suspect.objects.visible_to(principal_of(by)).get(pk=record.pk)
        moved = reclassify_suspect(
            principal=principal_of(by), suspect=seen, on=clock.today(), words="held against his will"
        )
    with as_(cast.coordinator_kh):
        assert RescuedLaborer.objects.get(pk=moved.pk).action_day_id == going.action_day_id


def test_a_strict_group_shows_its_day_to_strict_readers_alone(cast: SimpleNamespace, as_: As) -> None:
    """Naming an officer who may not read what is marked so shows him neither the group nor the day."""
    joint = joints.opened(cast, tlp="amber_strict")
    joints.name(joint, cast.coordinator_vn, cast.officer_vn)
    joints.going(joint, cast.coordinator_kh, cast.coordinator_vn, title=TITLE)
    assert found(cast, as_, "coordinator_vn") == (True, True, True)
    assert found(cast, as_, "officer_vn") == (False, False, False)
