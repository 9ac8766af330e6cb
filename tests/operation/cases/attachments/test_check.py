"""The check of a file: the scanner's word, the store, and a worker that dies over it."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from operation.access.context import acting_as, as_system
from operation.audit.models import AuditEntry
from operation.cases.attachments import storage
from operation.cases.attachments.actions import check_again, remove_attachment
from operation.cases.attachments.models import (
    Attachment,
    AttachmentPart,
    AttachmentPicture,
    DiscardedFile,
    FileState,
)
from operation.cases.attachments.wording import standing
from operation.jobs import engine
from operation.jobs.lease import LeaseLost, claim
from operation.jobs.models import ENGINE, Job
from operation.people.selectors import principal_of
from tests.factories import clamd, files
from tests.operation.cases.attachments.conftest import Attach, check

INFECTED = b"a text with " + clamd.EICAR


@pytest.fixture
def scanner(settings: Any) -> Any:
    with clamd.running() as server:
        settings.CLAMD_ADDRESS = server.address
        yield server


def stored(store: Path) -> list[bytes]:
    return [path.read_bytes() for path in store.rglob("*") if path.is_file()]


def job_of(attachment: Attachment) -> Job:
    assert attachment.job_id
    with as_system(ENGINE):
        return Job.objects.get(pk=attachment.job_id)


def test_the_scanner_sees_the_whole_file_and_it_is_available(
    suspect: Any, attach: Attach, scanner: clamd.Clamd, store: Path
) -> None:
    made = attach(suspect)
    assert scanner.seen == [files.PNG] == stored(store)
    assert made.state == FileState.CLEAN
    assert str(standing(made).detail) == "Scanned for viruses, none found."


def test_without_a_scanner_it_is_available_and_says_so(suspect: Any, attach: Attach) -> None:
    made = attach(suspect)
    assert (made.state, made.scanned_at) == (FileState.CLEAN, None)
    assert (standing(made).words, standing(made).tone) == ("Available, not scanned", "ok")


def test_what_is_infected_is_kept_nowhere(
    cast: SimpleNamespace, suspect: Any, attach: Attach, scanner: clamd.Clamd, store: Path
) -> None:
    made = attach(suspect, content=INFECTED, name="a.txt")
    assert (made.state, made.reason) == (FileState.INFECTED, clamd.FINDING)
    assert stored(store) == []
    with acting_as(principal_of(cast.officer_th), channel="test"):
        assert not AttachmentPart.objects.exists()
    (entry,) = AuditEntry.objects.filter(verb="checked file")
    assert entry.details == {"file": str(made.pk), "state": "infected", "scanned": True}


def test_while_the_scanner_is_away_it_stays_in_quarantine_and_the_job_comes_again(
    cast: SimpleNamespace, suspect: Any, attach: Attach, settings: Any, scanner: clamd.Clamd, store: Path
) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    made = attach(suspect)
    assert (made.state, job_of(made).state, stored(store)) == (FileState.QUARANTINED, Job.State.QUEUED, [])
    settings.CLAMD_ADDRESS = scanner.address
    assert check(made, cast.officer_th).state == FileState.CLEAN


def test_what_the_scanner_does_not_take_stays_in_quarantine_until_it_is_checked_again(
    cast: SimpleNamespace, suspect: Any, attach: Attach, scanner: clamd.Clamd
) -> None:
    scanner.most = 10
    made = attach(suspect)
    assert made.state == FileState.QUARANTINED
    assert (job_of(made).state, "no file of this size" in job_of(made).reason) == (Job.State.FAILED, True)
    scanner.most, principal = 1000, principal_of(cast.supervisor_th)
    with acting_as(principal, channel="test"):
        again = check_again(principal=principal, record=suspect, attachment=made)
    assert check(again, cast.supervisor_th).state == FileState.CLEAN


def test_a_worker_killed_over_a_scan_leaves_it_to_the_next_and_its_own_result_is_worth_nothing(
    cast: SimpleNamespace, suspect: Any, attach: Attach, scanner: clamd.Clamd, store: Path
) -> None:
    made = attach(suspect, checked=False)
    dead = claim(made.job_id)  # type: ignore[arg-type]
    assert dead
    engine.run(made.job_id)  # type: ignore[arg-type]  # it is held: nothing is done
    assert scanner.seen == []
    with as_system(ENGINE):
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert check(made, cast.officer_th).state == FileState.CLEAN
    with pytest.raises(LeaseLost):
        engine._work(dead)
    with acting_as(principal_of(cast.officer_th), channel="test"):
        assert AttachmentPicture.objects.count() == 1
    assert AuditEntry.objects.filter(verb="checked file").count() == 1
    assert stored(store) == [files.PNG]


def test_a_worker_killed_behind_the_store_is_followed_by_one_that_puts_it_there_again(
    cast: SimpleNamespace, suspect: Any, attach: Attach, store: Path
) -> None:
    made = attach(suspect, checked=False)
    target = store / made.object_name
    target.parent.mkdir(parents=True)
    target.write_bytes(b"half of it")
    assert check(made, cast.officer_th).state == FileState.CLEAN
    assert stored(store) == [files.PNG]


def test_a_file_removed_while_it_is_checked_goes_from_the_store_too(
    cast: SimpleNamespace, suspect: Any, attach: Attach, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, principal = attach(suspect, checked=False), principal_of(cast.officer_th)
    put = storage.put

    def remove_meanwhile(name: str, content: Any) -> None:
        put(name, content)
        with acting_as(principal, channel="test"):
            remove_attachment(principal=principal, record=suspect, attachment=made, words="wrong file")

    monkeypatch.setattr(storage, "put", remove_meanwhile)
    engine.run(made.job_id)  # type: ignore[arg-type]
    assert stored(store) == [files.PNG]
    assert storage.clear() == 1
    assert stored(store) == []
    with as_system(storage.SYSTEM):
        assert not DiscardedFile.objects.exists()
