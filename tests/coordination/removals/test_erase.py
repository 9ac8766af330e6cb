"""Who turns out to be a victim, or is purged: nothing of him stays on a list, and he is not removed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from coordination.removals import asking, naming
from coordination.removals.models import Removal, RemovalCheck, RemovalPerson
from operation.audit.models import AuditEntry
from operation.cases.drafts import IdentifierDraft
from operation.cases.events import RecordErased
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.records.suspect import Suspect
from operation.cases.retention.actions import purge_records
from operation.cases.sharing import release_records
from operation.kernel import events
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests import database
from tests.factories import removals
from tests.factories.people import make_cast
from tests.factories.records import log, ready
from tests.factories.removals import fresh, held, people, taken

As = Callable[[User], AbstractContextManager[None]]
ON = date(2024, 10, 20)
DOCUMENT = "B7654321"


@pytest.fixture
def everybody(committed: str) -> SimpleNamespace:
    """The cast in a database where everything is committed: its owner looks into it from outside."""
    return make_cast(Operation.objects.get(code="seagull"))


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


def purge(by: User, record: Any, as_: As) -> None:
    with as_(by):
        current = Suspect.objects.get(pk=record.pk)
        purge_records(principal=principal_of(by), records=[current], rule="review", words="over")


def in_a_draft(cast: SimpleNamespace, as_: As) -> tuple[Removal, Any]:
    """A suspect of Viet Nam's whom Cambodia named in a request that it has not sent, beside one of its own."""
    vn, kh, removal = cast.coordinator_vn, cast.coordinator_kh, removals.begun(cast)
    with as_(vn):
        record = ready(held(vn, identifiers=(IdentifierDraft("passport", DOCUMENT),)), vn)
        release_records(principal=principal_of(vn), records=[record], to=[kh.organisation], purpose="inquiry")
    with as_(kh):
        current = fresh(removal, kh)
        naming.list_person(principal=principal_of(kh), removal=current, version=current.version, record=record.pk)
    return fresh(removal, kh), record


@pytest.mark.parametrize("way", ["purged", "reclassified"])
def test_from_a_draft_of_the_other_side_he_goes_too(way: str, cast: SimpleNamespace, as_: As) -> None:
    removal, record = in_a_draft(cast, as_)
    own, his = people(removal, cast.coordinator_kh)
    assert (his.held_record, his.document, removal.heads) == (record.pk, DOCUMENT, 2)
    if way == "purged":
        purge(cast.coordinator_vn, record, as_)
    else:
        reclassify(cast.protection_vn, record.pk, as_)
    kept, gone = people(removal, cast.coordinator_kh)
    assert (gone.end, gone.held_record, gone.sex) == ("taken_off", None, "unknown")
    texts = ("name", "lang", "romanised", "born", "nationalities", "document", "document_kind", "document_country")
    assert {getattr(gone, name) for name in (*texts, "why")} == {""}
    assert (kept.name, kept.end, kept.asking_record) == (own.name, "", own.asking_record)
    now = fresh(removal, cast.coordinator_kh)
    assert (now.heads, now.version) == (1, removal.version + 1)
    assert taken(removal, cast.coordinator_kh, asking.send_removal, ON).heads == 1


def test_who_erases_reads_nothing_of_a_draft_in_his_own_trail(
    everybody: SimpleNamespace, committed: str, as_: As
) -> None:
    """What happened to the row is in the trail, for the data-protection officer."""
    removal, record = in_a_draft(everybody, as_)
    before = AuditEntry.objects.count()
    purge(everybody.coordinator_vn, record, as_)
    told = list(AuditEntry.objects.order_by("at")[before:])
    about = [entry for entry in told if entry.target_id == removal.pk or entry.reference == removal.reference]
    assert about
    assert {entry.actor_id for entry in about} == {None}
    assert everybody.coordinator_vn.pk in {entry.actor_id for entry in told}


def test_heads_that_crossed_stay_counted_and_nothing_of_him_stays(cast: SimpleNamespace, as_: As) -> None:
    """The key of his record goes from the row too; the other side's own stays."""
    removal = removals.received(cast, persons=2, missing=1)
    gone, kept = people(removal, cast.coordinator_vn)
    reclassify(cast.protection_vn, gone.held_record, as_)
    told, other = people(removal, cast.coordinator_kh)
    assert (told.end, told.held_record, told.arrived, other.name) == ("received", None, True, kept.name)
    assert told.asking_record == gone.asking_record
    assert fresh(removal, cast.coordinator_kh).heads == 2


def test_after_a_purge_no_row_of_a_removal_names_the_record(
    everybody: SimpleNamespace, committed: str, as_: As
) -> None:
    _removal, record = in_a_draft(everybody, as_)
    with database.owner(committed) as owner:
        table = RemovalPerson._meta.db_table
        asked = f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s OR t::text LIKE %s"
        words = [f"%{record.pk}%", f"%{DOCUMENT}%"]
        before = owner.execute(asked, words).fetchone()
        purge(everybody.coordinator_vn, record, as_)
        assert (before, owner.execute(asked, words).fetchone()) == ((1,), (0,))
