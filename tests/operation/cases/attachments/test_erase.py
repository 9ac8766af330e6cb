"""Files end with their record: purged, reclassified, removed. What is left is a line in the trail with the digest."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.db import connection

from operation.access.context import acting_as, as_system
from operation.audit.models import AuditEntry
from operation.cases.attachments import storage
from operation.cases.attachments.actions import remove_attachment
from operation.cases.attachments.models import Attachment, AttachmentPart, AttachmentPicture, DiscardedFile
from operation.cases.attachments.tasks import sweep_attachments
from operation.cases.deletion.actions import delete_records
from operation.cases.reclassification.actions import reclassify_suspect
from operation.cases.retention.actions import hold_record, purge_records
from operation.cases.retention.models import Rule
from operation.kernel.errors import NotAllowed
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.operation.cases.attachments.conftest import As, Attach
from tests.operation.cases.conftest import Release

End = Callable[[Any], None]


def stored(store: Path) -> list[Path]:
    return [path for path in store.rglob("*") if path.is_file()]


def kept_of(user: User) -> int:
    """Rows, parts and pictures that are left."""
    with acting_as(principal_of(user), channel="test"):
        return sum(table.objects.count() for table in (Attachment, AttachmentPart, AttachmentPicture))


def fresh(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def purge(cast: SimpleNamespace) -> End:
    def act(record: Any) -> None:
        principal = principal_of(cast.coordinator_th)
        with acting_as(principal, channel="test"):
            purge_records(principal=principal, records=[fresh(record)], rule=Rule.REVIEW, words="closed")

    return act


@pytest.fixture
def reclassify(cast: SimpleNamespace) -> End:
    def act(record: Any) -> None:
        principal = principal_of(cast.protection_th)
        with acting_as(principal, channel="test"):
            reclassify_suspect(principal=principal, suspect=fresh(record), on=date(2024, 10, 20), words="held")

    return act


@pytest.mark.parametrize("end", ["purge", "reclassify"])
def test_files_go_with_the_content_of_their_record(
    request: pytest.FixtureRequest, cast: SimpleNamespace, suspect: Any, attach: Attach, store: Path, end: str
) -> None:
    """Those in quarantine and those that the one who ends it may not see as well."""
    made = [attach(suspect), attach(suspect, name="red.png", tlp="red"), attach(suspect, name="c.png", checked=False)]
    assert len(stored(store)) == 2
    act: End = request.getfixturevalue(end)
    act(suspect)
    assert kept_of(cast.officer_th) == 0
    told = {entry.details["file"]: entry.details["sha256"] for entry in AuditEntry.objects.filter(verb="erased file")}
    assert told == {str(one.pk): one.sha256 for one in made}
    sweep_attachments()
    assert stored(store) == []
    with as_system(storage.SYSTEM):
        assert not DiscardedFile.objects.exists()


def test_an_end_that_is_undone_leaves_the_files(
    cast: SimpleNamespace, suspect: Any, attach: Attach, purge: End, store: Path, as_: As
) -> None:
    attach(suspect)
    with as_(cast.coordinator_th):
        hold_record(principal=principal_of(cast.coordinator_th), record=fresh(suspect), words="trial")
    with pytest.raises(ValidationError, match="legal hold"):
        purge(suspect)
    sweep_attachments()
    assert kept_of(cast.officer_th) == 2
    assert len(stored(store)) == 1


def test_the_function_that_erases_serves_the_originator_alone(
    cast: SimpleNamespace, suspect: Any, attach: Attach, release: Release
) -> None:
    attach(suspect)
    release(suspect, "kh-moi")
    with acting_as(principal_of(cast.coordinator_kh), channel="test"), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM attachment_erase('operation_suspect', %s)", [suspect.pk])
        assert cursor.fetchall() == []
    assert kept_of(cast.officer_th) == 2


def test_a_record_taken_out_of_use_takes_its_files_along(
    cast: SimpleNamespace, suspect: Any, attach: Attach, as_: As
) -> None:
    attach(suspect)
    with as_(cast.coordinator_th):
        delete_records(principal=principal_of(cast.coordinator_th), records=[fresh(suspect)], reason="logged twice")
    assert kept_of(cast.officer_th) == 0


def test_a_removed_file_leaves_its_digest_and_why(
    cast: SimpleNamespace, suspect: Any, attach: Attach, store: Path
) -> None:
    made, other, principal = attach(suspect), attach(suspect, name="b.png"), principal_of(cast.supervisor_th)
    with acting_as(principal, channel="test"):
        remove_attachment(principal=principal, record=suspect, attachment=made, words="wrong person")
    (entry,) = AuditEntry.objects.filter(verb="removed file")
    assert entry.details == {"file": str(made.pk), "sha256": made.sha256, "words": "wrong person"}
    assert storage.clear() == 1
    assert [str(path.relative_to(store)) for path in stored(store)] == [other.object_name]
    assert kept_of(cast.officer_th) == 2


def test_nothing_is_removed_without_a_reason_under_hold_or_by_others(
    cast: SimpleNamespace, suspect: Any, attach: Attach
) -> None:
    made = attach(suspect)
    for who, words, refusal in (("officer_th", " ", ValidationError), ("protection_th", "x", NotAllowed)):
        principal = principal_of(getattr(cast, who))
        with acting_as(principal, channel="test"), pytest.raises(refusal):
            remove_attachment(principal=principal, record=suspect, attachment=made, words=words)
    principal = principal_of(cast.coordinator_th)
    with acting_as(principal, channel="test"):
        hold_record(principal=principal, record=fresh(suspect), words="trial")
        with pytest.raises(ValidationError, match="legal hold"):
            remove_attachment(principal=principal, record=suspect, attachment=made, words="x")


def test_what_the_store_does_not_let_go_of_waits_and_keeps_nothing_else(
    suspect: Any, attach: Attach, purge: End, monkeypatch: pytest.MonkeyPatch, store: Path
) -> None:
    kept, gone = attach(suspect), attach(suspect, name="b.png")
    purge(suspect)
    delete = FileSystemStorage.delete

    def hold(self: FileSystemStorage, name: str) -> None:
        if name == kept.object_name:
            raise OSError("the store is away")
        delete(self, name)

    with monkeypatch.context() as broken:
        broken.setattr(FileSystemStorage, "delete", hold)
        assert storage.clear() == 1
    assert [str(path.relative_to(store)) for path in stored(store)] == [kept.object_name]
    assert gone.object_name != kept.object_name
    assert storage.clear() == 1
    assert stored(store) == []
