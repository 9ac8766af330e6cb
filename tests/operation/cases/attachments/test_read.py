"""Who reads a file: who reads its record, up to its own mark, once it has been checked. In Python and in PostgreSQL."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.cases.attachments.arriving import FileDraft, begin_upload
from operation.cases.attachments.models import Attachment, AttachmentPart, AttachmentPicture, FileState
from operation.cases.attachments.selectors import (
    attachments_of,
    find_attachment,
    handled_by,
    picture_numbers,
    read_content,
    read_picture,
    twins_of,
)
from operation.cases.marking import Marking
from operation.cases.registry import by_slug
from operation.cases.selectors import reach_record
from operation.cases.sharing import recall_records, regrade_records
from operation.kernel.errors import NotAllowed
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories import files
from tests.factories.records import log
from tests.operation.cases.attachments.conftest import As, Attach
from tests.operation.cases.conftest import Release

SUSPECTS: Any = by_slug("suspects")


def seen(user: User, record: Any) -> list[Attachment]:
    """Through the one door; [] where the record itself is not there for the reader."""
    principal = principal_of(user)
    with acting_as(principal, channel="test"):
        try:
            return attachments_of(principal, reach_record(principal, SUSPECTS, record.pk))
        except Http404:
            return []


def seen_by_the_database(user: User) -> set[Any]:
    """What a query without any condition finds."""
    with acting_as(principal_of(user), channel="test"):
        return set(Attachment.objects.values_list("pk", flat=True))


def test_who_reads_the_record_reads_its_files(
    cast: SimpleNamespace, suspect: Any, attach: Attach, release: Release
) -> None:
    made = attach(suspect)
    release(suspect, "kh-moi")
    for who in ("officer_th", "supervisor_th", "protection_th", "coordinator_th", "officer_kh", "coordinator_kh"):
        user = getattr(cast, who)
        assert seen(user, suspect) == [made], who
        assert seen_by_the_database(user) == {made.pk}, who
    for who in ("officer_vn", "director", "desk_information", "dpo", "admin", "observer_unodc", "stranger"):
        user = getattr(cast, who)
        assert seen(user, suspect) == [], who
        assert seen_by_the_database(user) == set(), who


@pytest.mark.parametrize("checked", [True, False])
def test_outside_the_originator_a_file_is_there_once_it_has_been_checked(
    cast: SimpleNamespace, suspect: Any, attach: Attach, release: Release, checked: bool
) -> None:
    made = attach(suspect, checked=checked)
    release(suspect, "kh-moi")
    assert seen(cast.officer_th, suspect) == [made]
    assert bool(seen(cast.officer_kh, suspect)) is checked
    assert bool(seen_by_the_database(cast.officer_kh)) is checked


@pytest.mark.parametrize(
    ("tlp", "readers"),
    [
        ("amber_strict", {"officer_th", "supervisor_th", "coordinator_th", "coordinator_kh"}),
        ("red", {"officer_th"}),
    ],
)
def test_a_mark_of_its_own_narrows_who_reads_it(
    cast: SimpleNamespace, suspect: Any, attach: Attach, release: Release, tlp: str, readers: set[str]
) -> None:
    attach(suspect, tlp=tlp)
    release(suspect, "kh-moi")
    everybody = ("officer_th", "supervisor_th", "coordinator_th", "officer_kh", "coordinator_kh")
    assert {who for who in everybody if seen(getattr(cast, who), suspect)} == readers
    assert {who for who in everybody if seen_by_the_database(getattr(cast, who))} == readers


def test_a_red_file_is_for_the_readers_named_on_the_record(
    cast: SimpleNamespace, suspect: Any, attach: Attach, as_: As
) -> None:
    with as_(cast.officer_th):
        type(suspect).objects.update(named_readers=[cast.coordinator_th.pk])
        suspect.refresh_from_db()
    made = attach(suspect, cast.supervisor_th, tlp="red")
    readers = ("coordinator_th", "supervisor_th")
    assert all(seen(getattr(cast, who), suspect) == [made] for who in readers)
    assert all(seen_by_the_database(getattr(cast, who)) == {made.pk} for who in readers)
    assert seen(cast.officer_th, suspect) == []
    assert seen_by_the_database(cast.officer_th) == set()


@pytest.mark.parametrize("end", ["recalled", "red"])
def test_what_ends_the_record_for_a_reader_ends_its_files_at_once(
    cast: SimpleNamespace, suspect: Any, attach: Attach, release: Release, end: str
) -> None:
    made = attach(suspect)
    release(suspect, "kh-moi")
    assert seen(cast.officer_kh, suspect) == [made]
    principal = principal_of(cast.coordinator_th)
    with acting_as(principal, channel="test"):
        if end == "recalled":
            recall_records(principal=principal, records=[suspect], reason="wrong person")
        else:
            versions, marking = [suspect.version], Marking("red", "H1")
            regrade_records(
                principal=principal, records=[suspect], versions=versions, marking=marking, reason="source at risk"
            )
    assert seen(cast.officer_kh, suspect) == []
    assert seen_by_the_database(cast.officer_kh) == set()


def test_outside_the_originator_nothing_shows_a_child(
    cast: SimpleNamespace, as_: As, attach: Attach, release: Release
) -> None:
    with as_(cast.officer_th):
        child = log("suspects", cast.officer_th, treated_as_child=True)
    made = attach(child)
    release(child, "kh-moi")
    assert seen(cast.officer_th, child) == [made]
    assert seen(cast.coordinator_kh, child) == []


def test_h3_is_confirmed_before_its_files_are_seen(
    cast: SimpleNamespace, as_: As, attach: Attach, release: Release
) -> None:
    with as_(cast.officer_th):
        record = log("suspects", cast.officer_th, handling_code="H3", handling_text="ask first")
    attach(record)
    release(record, "kh-moi")
    with pytest.raises(NotAllowed, match="ask first"):
        seen(cast.coordinator_kh, record)


def test_content_is_the_original_and_the_reading_is_told(cast: SimpleNamespace, suspect: Any, attach: Attach) -> None:
    made, principal = attach(suspect), principal_of(cast.supervisor_th)
    with acting_as(principal, channel="test"), read_content(suspect, made) as content:
        assert content.read() == files.PNG
    (entry,) = AuditEntry.objects.filter(verb="downloaded file")
    assert (entry.actor_id, entry.target_id) == (cast.supervisor_th.pk, suspect.pk)
    assert entry.details == {"file": str(made.pk), "sha256": made.sha256}


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (FileState.RECEIVING, "not arrived whole"),
        (FileState.QUARANTINED, "in quarantine"),
        (FileState.INFECTED, "A virus was found"),
        (FileState.REFUSED, "was refused"),
    ],
)
def test_nobody_is_given_what_is_not_available(
    cast: SimpleNamespace, suspect: Any, attach: Attach, state: str, reason: str
) -> None:
    made = attach(suspect)
    made.state = state
    with acting_as(principal_of(cast.officer_th), channel="test"):
        for read in (lambda: read_content(suspect, made), lambda: read_picture(suspect, made, 1)):
            with pytest.raises(NotAllowed, match=reason):
                read()
    assert not AuditEntry.objects.filter(verb__in=("downloaded file", "viewed file")).exists()


def test_a_file_of_another_record_is_not_found_and_the_attempt_is_told(
    cast: SimpleNamespace, suspect: Any, attach: Attach
) -> None:
    made, later = attach(suspect, checked=False), attach(suspect, name="later.png", checked=False)
    principal = principal_of(cast.officer_th)
    with acting_as(principal, channel="test"):
        other = log("suspects", cast.officer_th)
        with pytest.raises(Http404):
            find_attachment(principal, other, made.pk)
        assert [find_attachment(principal, suspect, one.pk) for one in (made, later)] == [made, later]
    (entry,) = AuditEntry.objects.filter(verb="denied")
    assert (entry.target_id, entry.details) == (other.pk, {"attempted": "read file", "file": str(made.pk)})


def test_a_picture_is_that_page_of_that_file(cast: SimpleNamespace, suspect: Any, attach: Attach, as_: As) -> None:
    made, other = attach(suspect, checked=False), attach(suspect, name="other.png", checked=False)
    with as_(cast.officer_th):
        pictures = ((other, 1, b"another"), (other, 3, b"third"), (made, 1, b"first"), (made, 2, b"second"))
        for file, number, png in pictures:
            AttachmentPicture.objects.create(attachment=file, number=number, png=png)
        made.state = FileState.CLEAN
        assert picture_numbers(made) == [1, 2]
        assert [read_picture(suspect, made, number) for number in (1, 2)] == [b"first", b"second"]
        with pytest.raises(Http404):
            read_picture(suspect, made, 3)


def test_content_that_the_store_lost_is_not_there(
    cast: SimpleNamespace, suspect: Any, attach: Attach, store: Any
) -> None:
    made = attach(suspect)
    (store / made.object_name).unlink()
    with acting_as(principal_of(cast.officer_th), channel="test"), pytest.raises(Http404):
        read_content(suspect, made)


def test_who_handled_it_is_told_to_the_originators_supervisors_alone(
    cast: SimpleNamespace, suspect: Any, attach: Attach, release: Release
) -> None:
    """What was done with this file on this record: neither with another one, nor what was only attempted."""
    made = attach(suspect)
    attach(suspect, name="other.png", checked=False)
    release(suspect, "kh-moi")
    with acting_as(principal_of(cast.coordinator_kh), channel="page"):
        read_content(suspect, made).close()
    with acting_as(principal_of(cast.director), channel="page"), pytest.raises(Http404):
        find_attachment(principal_of(cast.director), suspect, made.pk)
    with acting_as(principal_of(cast.officer_th), channel="page"):
        read_content(log("suspects", cast.officer_th), made).close()
    told: dict[str, Any] = {}
    for who in ("supervisor_th", "coordinator_th", "officer_th", "coordinator_kh"):
        principal = principal_of(getattr(cast, who))
        with acting_as(principal, channel="test"):
            told[who] = handled_by(principal, suspect, made)
    assert told["officer_th"] is told["coordinator_kh"] is None
    assert told["supervisor_th"] == told["coordinator_th"]
    rows = [(row["who"], str(row["did"])) for row in told["supervisor_th"]]
    assert rows == [
        ("Operation coordinator", "downloaded a file"),
        (str(cast.officer_th), "checked a file"),
        (str(cast.officer_th), "attached a file"),
        (str(cast.officer_th), "began to send a file"),
    ]


def test_the_same_content_twice_on_a_record_is_noticed(cast: SimpleNamespace, suspect: Any, attach: Attach) -> None:
    first, other = attach(suspect), attach(suspect, content=files.picture(colour="red"), name="other.png")
    again = attach(suspect, name="again.png")
    principal = principal_of(cast.officer_th)
    with acting_as(principal, channel="test"):
        assert twins_of(principal, suspect, again) == [first]
        assert twins_of(principal, suspect, other) == []


def test_files_that_have_not_arrived_whole_are_not_taken_for_the_same(cast: SimpleNamespace, suspect: Any) -> None:
    principal = principal_of(cast.officer_th)
    with acting_as(principal, channel="test"):
        first, _second = (
            begin_upload(principal=principal, record=suspect, draft=FileDraft(name, 9)) for name in ("a.txt", "b.txt")
        )
        assert twins_of(principal, suspect, first) == []


def test_the_second_wall_lets_nobody_write_to_what_is_not_his(
    cast: SimpleNamespace, suspect: Any, attach: Attach, release: Release
) -> None:
    made = attach(suspect)
    release(suspect, "kh-moi")
    with acting_as(principal_of(cast.coordinator_kh), channel="test"):
        assert Attachment.objects.update(name="mine.png") == 0
        assert Attachment.objects.filter(pk=made.pk).delete()[0] == 0
        for row in (_another(made, cast.coordinator_kh), _part(made), AttachmentPicture(attachment=made, number=9)):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                row.save(force_insert=True)
    with acting_as(principal_of(cast.officer_th), channel="test"), connection.cursor() as cursor:
        cursor.execute("SELECT case_read('operation_user', %s, false)", [cast.officer_th.pk])
        assert cursor.fetchone() == (None,)


def _another(made: Attachment, by: User) -> Attachment:
    about = {"records": made.records, "record_id": made.record_id, "originator": by.organisation, "uploaded_by": by}
    return Attachment(name="x", size=1, **about)


def _part(made: Attachment) -> AttachmentPart:
    return AttachmentPart(attachment=made, offset=0, content=b"x")
