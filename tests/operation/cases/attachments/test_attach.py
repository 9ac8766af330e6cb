"""A file arrives: what it is called, what it is, what is refused, and who may."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.cases.attachments.models import Attachment, AttachmentPart, FileState
from operation.cases.attachments.selectors import attachments_of
from operation.kernel.errors import NotAllowed
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories import files
from tests.factories.records import log
from tests.operation.cases.attachments.conftest import Attach

As = Callable[[User], AbstractContextManager[None]]


def told(verb: str) -> list[dict[str, Any]]:
    return [entry.details for entry in AuditEntry.objects.filter(verb=verb).order_by("at")]


def test_a_checked_file_is_in_the_store_under_a_random_name(suspect: Any, attach: Attach, store: Path) -> None:
    made = attach(suspect, name="อนันต์ ตัวอย่าง.png")
    assert (made.state, made.name, made.content_type, made.size) == (
        FileState.CLEAN,
        "อนันต์ ตัวอย่าง.png",
        "png",
        len(files.PNG),
    )
    (kept,) = [path for path in store.rglob("*") if path.is_file()]
    assert kept.read_bytes() == files.PNG
    assert str(kept.relative_to(store)) == made.object_name
    assert not {suspect.reference, str(suspect.pk), "อนันต์"} & set(kept.parts)


def test_its_digest_is_taken_on_arrival_and_told(cast: SimpleNamespace, suspect: Any, attach: Attach) -> None:
    made = attach(suspect, checked=False)
    assert made.sha256 == hashlib.sha256(files.PNG).hexdigest()
    (entry,) = told("attached file")
    assert entry == {"file": str(made.pk), "sha256": made.sha256, "size": made.size, "type": "png"}


def test_until_it_is_checked_it_lies_in_the_database(
    suspect: Any, attach: Attach, store: Path, as_: As, cast: SimpleNamespace
) -> None:
    made = attach(suspect, checked=False)
    assert made.state == FileState.QUARANTINED
    assert not store.exists()
    with as_(cast.officer_th):
        assert AttachmentPart.objects.filter(attachment=made).count() == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (r"C:\Users\me\Desktop\scan.pdf", "scan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/tmp/ภาพ.jpg", "ภาพ.jpg"),
        ("cafe\u0301.txt", "café.txt"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("a\x00b\n.txt", "ab.txt"),
        ("x" * 300 + ".jpeg", "x" * 195 + ".jpeg"),
        ("ស្រី\u200bក.png", "ស្រីក.png"),
    ],
)
def test_a_name_is_kept_as_given_without_its_path(suspect: Any, attach: Attach, given: str, kept: str) -> None:
    assert attach(suspect, name=given, checked=False).name == kept


@pytest.mark.parametrize("name", ["", "..", "C:\\", "/", "\u202e"])
def test_a_name_of_nothing_is_refused(suspect: Any, attach: Attach, name: str) -> None:
    with pytest.raises(ValidationError, match="Give the file a name"):
        attach(suspect, name=name)


def test_nothing_in_it_is_refused(suspect: Any, attach: Attach) -> None:
    with pytest.raises(ValidationError, match="0 bytes"):
        attach(suspect, content=b"")


def test_more_than_the_limit_is_refused_with_both_sizes(suspect: Any, attach: Attach, settings: Any) -> None:
    settings.ATTACHMENT_LIMIT_BYTES = 2048
    attach(suspect, content=b"x" * 2048, name="a.txt")
    with pytest.raises(ValidationError) as refused:
        attach(suspect, content=b"x" * 2049, name="b.txt")
    assert refused.value.messages == ["2.0\xa0KB is more than 2.0\xa0KB. Split it, or attach the part that matters."]


@pytest.mark.parametrize("content", [files.SVG, files.HTML, files.PROGRAM, b"\x7fELF" + bytes(90), bytes(range(256))])
def test_what_is_not_taken_leaves_nothing(
    cast: SimpleNamespace, suspect: Any, attach: Attach, as_: As, content: bytes
) -> None:
    """By its content: that it is called a picture helps it nothing."""
    with pytest.raises(ValidationError, match="not taken"):
        attach(suspect, content=content, name="holiday.jpg")
    with as_(cast.officer_th):
        assert not Attachment.objects.exists()


def test_another_file_than_was_announced_is_refused(suspect: Any, attach: Attach) -> None:
    digest = hashlib.sha256(files.PNG).hexdigest()
    attach(suspect, sha256=digest)
    with pytest.raises(ValidationError, match="not the one that was announced"):
        attach(suspect, content=files.picture(colour="red"), sha256=digest)


def test_rescued_laborers_take_no_files(cast: SimpleNamespace, as_: As, attach: Attach) -> None:
    with as_(cast.officer_th):
        laborer = log("rescued-laborers", cast.officer_th)
    with pytest.raises(NotAllowed, match="would tell who the person is"):
        attach(laborer)


@pytest.mark.parametrize("who", ["protection_th", "officer_kh", "desk_information", "dpo", "admin", "observer_unodc"])
def test_who_may_not_amend_the_record_attaches_nothing(
    cast: SimpleNamespace, suspect: Any, attach: Attach, who: str
) -> None:
    with pytest.raises(NotAllowed):
        attach(suspect, getattr(cast, who))


def test_files_of_a_record_are_its_own(cast: SimpleNamespace, suspect: Any, attach: Attach, as_: As) -> None:
    made = attach(suspect)
    principal = principal_of(cast.officer_th)
    with acting_as(principal, channel="test"):
        other = log("suspects", cast.officer_th)
        assert attachments_of(principal, suspect) == [made]
        assert attachments_of(principal, other) == []
