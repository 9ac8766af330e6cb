"""What one has not read yet: marks of each person, counts on the page and on the desk."""

from collections.abc import Iterator
from types import SimpleNamespace

from django.db import connection
from django.test.utils import CaptureQueriesContext

from coordination.messages.actions import mark_seen, withdraw_message
from coordination.messages.desk import unread_messages
from coordination.messages.models import ThreadSeen
from coordination.messages.selectors import find_thread, talks_of
from coordination.messages.talkable import by_kind
from operation.cases.base import CaseRecord
from operation.cases.registry import type_of
from operation.cases.selectors import reach_record
from operation.cases.sharing import recall_records
from operation.people.desk import Waiting
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.coordination.conftest import As
from tests.coordination.messages.conftest import release
from tests.factories.messages import say
from tests.factories.records import log


def desk(as_: As, user: User) -> list[str]:
    with as_(user):
        return [str(one.what) for one in unread_messages(principal_of(user))]


def unread(as_: As, user: User, record: CaseRecord) -> list[int]:
    principal, talkable = principal_of(user), by_kind("SUS")
    assert talkable is not None
    with as_(user):
        thing = reach_record(principal, type_of(record), record.pk)
        return [one.unread for one in talks_of(principal, talkable, thing) if one.thread]


def test_each_person_has_marks_of_his_own(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.coordinator_th):
        first = say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation)
        say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation)
    assert unread(as_, cast.coordinator_th, suspect) == [0]
    assert unread(as_, cast.officer_th, suspect) == [2]
    assert unread(as_, cast.coordinator_kh, suspect) == unread(as_, cast.officer_kh, suspect) == [2]
    assert desk(as_, cast.coordinator_kh) == [f"2 unread messages: {suspect.reference}"]
    with as_(cast.coordinator_kh):
        read = find_thread(principal_of(cast.coordinator_kh), first.thread_id)
        mark_seen(principal=principal_of(cast.coordinator_kh), thread=read.thread)
    assert desk(as_, cast.coordinator_kh) == []
    assert desk(as_, cast.officer_kh) == [f"2 unread messages: {suspect.reference}"]
    with as_(cast.coordinator_th):
        say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation)
    assert desk(as_, cast.coordinator_kh) == [f"1 unread message: {suspect.reference}"]


def test_a_mark_never_runs_backwards(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.officer_th):
        old = say(suspect, cast.officer_th).thread
        say(suspect, cast.officer_th)
        old.last_number = 1
        mark_seen(principal=principal_of(cast.officer_th), thread=old)
        assert ThreadSeen.objects.get().number == 2


def test_what_was_withdrawn_is_not_waited_for(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.officer_th):
        message = say(suspect, cast.officer_th)
        withdraw_message(principal=principal_of(cast.officer_th), thing=suspect, message=message)
    assert desk(as_, cast.coordinator_th) == []


def test_the_desk_says_where_one_is_mentioned(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.officer_th):
        say(suspect, cast.officer_th, mentions=[cast.coordinator_th.pk])
    assert desk(as_, cast.coordinator_th) == [f"You are mentioned: {suspect.reference}"]
    assert desk(as_, cast.supervisor_th) == [f"1 unread message: {suspect.reference}"]


def test_a_recalled_record_is_gone_from_the_desk(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.coordinator_th):
        say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation)
        recall_records(principal=principal_of(cast.coordinator_th), records=[suspect], reason="an error")
    assert desk(as_, cast.coordinator_kh) == []


def test_outsiders_and_observers_have_no_line(cast: SimpleNamespace, as_: As, suspect: CaseRecord) -> None:
    with as_(cast.coordinator_th):
        say(suspect, cast.coordinator_th, cast.coordinator_kh.organisation)
    for who in (cast.coordinator_mm, cast.coordinator_vn, cast.director, cast.dpo, cast.observer_unodc, cast.stranger):
        assert desk(as_, who) == []


def lines(as_: As, user: User) -> Iterator[Waiting]:
    with as_(user):
        yield from unread_messages(principal_of(user))


def test_the_line_is_marked_as_its_record(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        record = log("suspects", cast.coordinator_th, tlp="amber_strict", handling_code="H2")
        say(record, cast.coordinator_th)
    (line,) = lines(as_, cast.supervisor_th)
    assert (line.tlp, line.handling_code, line.detail) == ("amber_strict", "H2", "Between us")
    assert desk(as_, cast.officer_th) == []


def test_h3_stands_on_no_desk_before_it_was_confirmed(cast: SimpleNamespace, as_: As) -> None:
    with as_(cast.coordinator_th):
        record = log("suspects", cast.coordinator_th, handling_code="H3", handling_text="for the task force")
        release(record, cast.coordinator_th, cast.coordinator_kh.organisation)
        say(record, cast.coordinator_th, cast.coordinator_kh.organisation)
    assert desk(as_, cast.coordinator_kh) == []


def test_the_desk_costs_the_same_with_many_threads(cast: SimpleNamespace, as_: As) -> None:
    def cost() -> int:
        with as_(cast.coordinator_th), CaptureQueriesContext(connection) as captured:
            list(unread_messages(principal_of(cast.coordinator_th)))
        return len(captured)

    def more(count: int) -> None:
        with as_(cast.officer_th):
            for _time in range(count):
                say(log("suspects", cast.officer_th), cast.officer_th)

    more(2)
    few = cost()
    more(6)
    assert cost() == few
