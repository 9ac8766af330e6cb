"""Who turns out to be a victim, or is purged: nothing of him stays on a list, and he is not removed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace

from coordination.removals.models import RemovalCheck
from operation.cases.events import RecordErased
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.records.suspect import Suspect
from operation.kernel import events
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories import removals
from tests.factories.records import log
from tests.factories.removals import fresh, people

As = Callable[[User], AbstractContextManager[None]]
ON = date(2024, 10, 20)


def reclassify(by: User, key: object, as_: As) -> None:
    with as_(by):
        suspect = Suspect.objects.get(pk=key)
        reclassify_suspect(principal=principal_of(by), suspect=suspect, on=ON, words="held against his will")


def test_a_victim_found_late_is_off_the_list_and_nobody_reads_why(cast: SimpleNamespace, as_: As) -> None:
    removal = removals.scheduled(cast, persons=2)
    first, second = people(removal, cast.coordinator_vn)
    reclassify(cast.protection_vn, first.held_record, as_)
    told, other = people(removal, cast.coordinator_kh)
    assert (told.end, told.name, told.romanised, told.document, told.why) == ("taken_off", "", "", "", "")
    assert (other.pk, other.name, other.end) == (second.pk, second.name, "")
    assert fresh(removal, cast.coordinator_kh).heads == 1
    with as_(cast.coordinator_kh):
        assert {check.words for check in RemovalCheck.objects.filter(person=first)} == {""}
        assert "" not in {check.words for check in RemovalCheck.objects.filter(person=second)}


def test_where_the_asking_side_finds_a_victim_the_other_sides_record_stays_behind(
    cast: SimpleNamespace, as_: As
) -> None:
    removal = removals.scheduled(cast)
    [person] = people(removal, cast.coordinator_kh)
    reclassify(cast.protection_kh, person.asking_record, as_)
    with as_(cast.coordinator_vn):
        assert Suspect.objects.get(pk=person.held_record).status == "detained"
    assert people(removal, cast.coordinator_vn)[0].end == "taken_off"


def test_after_the_hand_over_names_go_and_ends_stay(cast: SimpleNamespace, as_: As) -> None:
    removal = removals.received(cast)
    [person] = people(removal, cast.coordinator_vn)
    reclassify(cast.protection_vn, person.held_record, as_)
    [told] = people(removal, cast.coordinator_kh)
    assert (told.name, told.end) == ("", "received")
    assert fresh(removal, cast.coordinator_kh).heads == 1


def test_other_records_are_no_matter(cast: SimpleNamespace, as_: As) -> None:
    removal = removals.scheduled(cast)
    with as_(cast.coordinator_vn):
        events.publish(RecordErased(log("firearms", cast.coordinator_vn)))
        events.publish(RecordErased(log("suspects", cast.coordinator_vn)))
    assert people(removal, cast.coordinator_vn)[0].name
