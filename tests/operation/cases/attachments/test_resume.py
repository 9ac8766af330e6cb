"""A poor line: a file arrives in parts, goes on where it broke, and is taken by one writer at a time."""

import hashlib
import threading
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from operation.access.context import acting_as
from operation.cases.attachments.arriving import (
    UNFINISHED_AT_MOST,
    UNFINISHED_FOR,
    FileDraft,
    append_part,
    begin_upload,
)
from operation.cases.attachments.models import Attachment, AttachmentPart, FileState
from operation.cases.attachments.tasks import sweep_unfinished
from operation.kernel.errors import Conflict, NotAllowed
from operation.people.models import User
from operation.people.selectors import principal_of
from operation.plan.models import Operation
from tests.factories.people import make_cast
from tests.factories.records import log
from tests.operation.cases.attachments.conftest import Attach

CONTENT = b"forty-two bytes of a text that is sent now"
PART = 10


@pytest.fixture(autouse=True)
def small_parts(settings: Any) -> None:
    settings.ATTACHMENT_PART_BYTES = PART


def draft(**given: Any) -> FileDraft:
    return FileDraft(given.pop("name", "a.txt"), given.pop("size", len(CONTENT)), **given)


class Sender:
    """One person who sends `CONTENT`."""

    def __init__(self, user: User, record: Any) -> None:
        self.principal, self.record = principal_of(user), record

    def begin(self, **given: Any) -> Attachment:
        with acting_as(self.principal, channel="test"):
            return begin_upload(principal=self.principal, record=self.record, draft=draft(**given))

    def send(self, attachment: Attachment, offset: int, content: bytes) -> Attachment:
        with acting_as(self.principal, channel="test"):
            return append_part(
                principal=self.principal, record=self.record, attachment=attachment, offset=offset, content=content
            )

    def send_rest(self, attachment: Attachment) -> Attachment:
        while attachment.received < len(CONTENT):
            offset = attachment.received
            attachment = self.send(attachment, offset, CONTENT[offset : offset + PART])
        return attachment


@pytest.fixture
def sender(cast: SimpleNamespace, suspect: Any) -> Sender:
    return Sender(cast.officer_th, suspect)


@pytest.mark.parametrize("broken_at", [0, 1, PART - 1, PART, PART + 1, 2 * PART, len(CONTENT) - 1])
def test_it_goes_on_where_the_line_broke(sender: Sender, broken_at: int) -> None:
    begun = sender.begin()
    for offset in range(0, broken_at, PART):
        begun = sender.send(begun, offset, CONTENT[offset : min(offset + PART, broken_at)])
    again = sender.begin()
    assert (again.pk, again.received) == (begun.pk, broken_at)
    whole = sender.send_rest(again)
    assert (whole.state, whole.sha256) == (FileState.QUARANTINED, hashlib.sha256(CONTENT).hexdigest())


def test_an_answer_that_was_lost_is_asked_for(sender: Sender) -> None:
    """Who sends the last part twice is told that all has arrived."""
    whole = sender.send_rest(sender.begin())
    with pytest.raises(Conflict, match="42 bytes have arrived"):
        sender.send(whole, 40, CONTENT[40:])


@pytest.mark.parametrize("offset", [0, 9, 11, 42])
def test_another_offset_than_the_next_is_a_conflict(sender: Sender, offset: int) -> None:
    begun = sender.send(sender.begin(), 0, CONTENT[:PART])
    with pytest.raises(Conflict, match="10 bytes have arrived"):
        sender.send(begun, offset, b"x")


@pytest.mark.parametrize("content", [b"", b"x" * (PART + 1)])
def test_a_part_has_something_and_not_too_much(sender: Sender, content: bytes) -> None:
    with pytest.raises(ValidationError, match=f"{len(content)} bytes: a part has at least one, and at most 10"):
        sender.send(sender.begin(), 0, content)


def test_no_more_arrives_than_was_announced(sender: Sender) -> None:
    begun = sender.begin(size=12)
    begun = sender.send(begun, 0, CONTENT[:PART])
    with pytest.raises(ValidationError, match="3 bytes"):
        sender.send(begun, PART, b"xyz")
    assert sender.send(begun, PART, b"xy").state == FileState.QUARANTINED


def test_only_whoever_began_goes_on(cast: SimpleNamespace, suspect: Any, sender: Sender) -> None:
    begun, other = sender.begin(), Sender(cast.supervisor_th, suspect)
    with pytest.raises(NotAllowed, match="Only whoever began"):
        other.send(begun, 0, CONTENT[:PART])
    assert other.begin().pk != begun.pk


@pytest.mark.parametrize("given", [{"size": 43}, {"name": "b.txt"}, {"title": "x"}, {"sha256": "0" * 64}])
def test_another_draft_is_another_upload(sender: Sender, given: dict[str, Any]) -> None:
    assert sender.begin().pk != sender.begin(**given).pk


def test_a_digest_that_differs_at_the_end_is_refused_and_nothing_of_it_kept(sender: Sender) -> None:
    refused = sender.send_rest(sender.begin(sha256="0" * 64))
    assert (refused.state, refused.job) == (FileState.REFUSED, None)
    assert "SHA-256 differs" in refused.reason
    with acting_as(sender.principal, channel="test"):
        assert not AttachmentPart.objects.exists()


@pytest.mark.parametrize("digest", ["0" * 63, "G" * 64, "0" * 63 + "A"])
def test_a_digest_is_64_small_digits(sender: Sender, digest: str) -> None:
    with pytest.raises(ValidationError, match="64 small hexadecimal digits"):
        sender.begin(sha256=digest)


def test_nobody_begins_without_end(sender: Sender) -> None:
    for number in range(UNFINISHED_AT_MOST):
        sender.begin(name=f"{number}.txt")
    with pytest.raises(ValidationError, match="many unfinished uploads"):
        sender.begin(name="one more.txt")
    assert sender.begin(name="3.txt").received == 0


def test_what_nobody_finished_is_swept(sender: Sender, attach: Attach) -> None:
    old, young = sender.send(sender.begin(), 0, CONTENT[:PART]), sender.begin(name="young.txt")
    whole = attach(sender.record, content=CONTENT, name="whole.txt")
    past = timezone.now() - UNFINISHED_FOR - timedelta(minutes=1)
    with acting_as(sender.principal, channel="test"):
        Attachment.objects.exclude(pk=young.pk).update(touched_at=past)
    assert sweep_unfinished() == 1
    with acting_as(sender.principal, channel="test"):
        assert set(Attachment.objects.values_list("pk", flat=True)) == {young.pk, whole.pk}
        assert not AttachmentPart.objects.filter(attachment_id=old.pk).exists()


@pytest.mark.usefixtures("committed")
def test_two_writers_at_one_offset_are_one_and_a_conflict() -> None:
    cast = make_cast(Operation.objects.get(code="seagull"))
    with acting_as(principal_of(cast.officer_th), channel="test"):
        sender = Sender(cast.officer_th, log("suspects", cast.officer_th))
    begun, came, results = sender.begin(), threading.Barrier(2), list[str]()

    def write(content: bytes) -> None:
        came.wait()
        try:
            results.append(str(sender.send(begun, 0, content).received))
        except Conflict as late:
            results.append(str(late))
        connection.close()

    writers = [threading.Thread(target=write, args=[content]) for content in (b"first", b"other")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(results) == ["5", "5 bytes have arrived. Go on from there."]
    with acting_as(sender.principal, channel="test"):
        assert Attachment.objects.get().received == 5
        assert AttachmentPart.objects.count() == 1
