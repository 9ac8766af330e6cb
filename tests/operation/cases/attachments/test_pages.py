"""The pages of files: attach without a script, see, look, download, remove; what leaves is never active."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from operation.access.context import acting_as
from operation.audit.models import AuditEntry
from operation.cases.attachments.models import Attachment
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories import files
from tests.factories.records import log
from tests.operation.cases.attachments.conftest import As, Attach, check
from tests.operation.cases.conftest import Release

pytestmark = pytest.mark.usefixtures("contexts")

ClientOf = Callable[[User], Client]


def address(record: Any, *more: Any) -> str:
    return "/".join(["/records/suspects", str(record.pk), *map(str, more), ""])


def page(client: Client, *where: Any) -> str:
    answer = client.get(address(*where))
    assert answer.status_code == 200
    return answer.content.decode()


def posted(client: Client, record: Any, content: bytes = files.PNG, name: str = "photo.png", **given: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(address(record, "files", "new"), {"file": file, "kind": "photograph", **given})


def test_a_file_is_attached_without_a_script(cast: SimpleNamespace, suspect: Any, client_of: ClientOf) -> None:
    client = client_of(cast.officer_th)
    assert 'enctype="multipart/form-data"' in page(client, suspect, "files", "new")
    answer = posted(client, suspect, title="ด้านหน้า", tlp="amber_strict")
    with acting_as(principal_of(cast.officer_th), channel="test"):
        made = Attachment.objects.get()
    assert answer.headers["Location"] == address(suspect, "files", made.pk)
    assert (made.title, made.kind, made.tlp) == ("ด้านหน้า", "photograph", "amber_strict")
    assert "In quarantine" in page(client, suspect, "files", made.pk)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [(b"", "a.png", "0 bytes"), (files.SVG, "a.png", "not taken"), (files.PROGRAM, "a.pdf", "not taken")],
)
def test_what_is_refused_is_said_at_the_field_and_nothing_is_kept(
    cast: SimpleNamespace, suspect: Any, client_of: ClientOf, content: bytes, name: str, words: str
) -> None:
    answer = posted(client_of(cast.officer_th), suspect, content, name)
    assert answer.status_code == 400
    assert 'href="#id_file"' in answer.content.decode()
    assert words in answer.content.decode()
    with acting_as(principal_of(cast.officer_th), channel="test"):
        assert not Attachment.objects.exists()


def test_no_file_chosen_is_said(cast: SimpleNamespace, suspect: Any, client_of: ClientOf) -> None:
    answer = client_of(cast.officer_th).post(address(suspect, "files", "new"), {"kind": "document"})
    assert answer.status_code == 400
    assert "Choose a file." in answer.content.decode()


def test_the_records_page_lists_its_files(
    cast: SimpleNamespace, suspect: Any, attach: Attach, client_of: ClientOf, release: Release
) -> None:
    attach(suspect, title="ด้านหน้า")
    attach(suspect, name="secret.png", tlp="red")
    release(suspect, "kh-moi")
    own = page(client_of(cast.officer_th), suspect)
    assert all(words in own for words in ("ด้านหน้า", "secret.png", "Attach a file", "TLP:RED"))
    theirs = page(client_of(cast.coordinator_kh), suspect)
    assert "ด้านหน้า" in theirs
    assert not any(words in theirs for words in ("secret.png", "Attach a file"))


def test_a_laborers_page_says_why_it_has_no_files(cast: SimpleNamespace, as_: As, client_of: ClientOf) -> None:
    with as_(cast.officer_th):
        laborer = log("rescued-laborers", cast.officer_th)
    client = client_of(cast.officer_th)
    shown = client.get(f"/records/rescued-laborers/{laborer.pk}/").content.decode()
    assert "would tell who the person is" in shown
    assert "Attach a file" not in shown
    assert client.get(f"/records/rescued-laborers/{laborer.pk}/files/new/").status_code == 403


def test_the_page_of_a_file_tells_what_is_known(
    cast: SimpleNamespace, suspect: Any, attach: Attach, client_of: ClientOf, release: Release
) -> None:
    made, twin = attach(suspect, handling_code="H2"), attach(suspect, name="again.png")
    release(suspect, "kh-moi")
    own = page(client_of(cast.coordinator_th), suspect, "files", made.pk)
    known = (made.sha256, "photo.png", "PNG, picture", "Who handled it", str(cast.officer_th), "again.png", "H2")
    assert all(words in own for words in known)
    theirs = page(client_of(cast.coordinator_kh), suspect, "files", made.pk)
    assert made.sha256 in theirs
    assert not any(words in theirs for words in ("Who handled it", str(cast.officer_th), "Remove", "Check it again"))
    assert twin.sha256 == made.sha256


def test_the_strip_is_as_strict_as_the_file(
    cast: SimpleNamespace, suspect: Any, attach: Attach, client_of: ClientOf
) -> None:
    made = attach(suspect, tlp="red", handling_code="H2")
    client = client_of(cast.officer_th)
    strip = client.get(address(suspect, "files", made.pk)).context["handling"]
    assert (strip["tlp"], strip["code"]) == ("red", "H2")
    plain = client.get(address(suspect, "files", attach(suspect, name="b.png").pk)).context["handling"]
    assert (plain["tlp"], plain["code"]) == ("amber", "H1")


def test_the_original_leaves_as_a_download_alone(
    cast: SimpleNamespace, suspect: Any, attach: Attach, client_of: ClientOf
) -> None:
    made = attach(suspect, content=b"not quite a <b>page</b>", name="รายการ.html")
    answer = client_of(cast.officer_th).get(address(suspect, "files", made.pk, "download"))
    assert b"".join(answer) == b"not quite a <b>page</b>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["Content-Disposition"].endswith(".html.txt")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_picture_is_a_png_that_can_do_nothing(
    cast: SimpleNamespace, suspect: Any, attach: Attach, client_of: ClientOf
) -> None:
    made = attach(suspect)
    client = client_of(cast.officer_th)
    assert f'src="{address(suspect, "files", made.pk, "pages", 1)}"' in page(client, suspect, "files", made.pk)
    answer = client.get(address(suspect, "files", made.pk, "pages", 1))
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert answer.content != files.PNG
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert client.get(address(suspect, "files", made.pk, "pages", 2)).status_code == 404
    (entry,) = AuditEntry.objects.filter(verb="viewed file")
    assert entry.details == {"file": str(made.pk), "page": 1}


@pytest.mark.parametrize("what", [("download",), ("pages", 1)])
def test_from_quarantine_nothing_leaves_and_the_attempt_is_told(
    cast: SimpleNamespace, suspect: Any, attach: Attach, client_of: ClientOf, what: tuple[Any, ...]
) -> None:
    made = attach(suspect, checked=False)
    answer = client_of(cast.officer_th).get(address(suspect, "files", made.pk, *what))
    assert answer.status_code == 403
    assert "in quarantine until it has been checked" in answer.content.decode()
    assert AuditEntry.objects.filter(verb="denied").exists()


@pytest.mark.parametrize("what", [(), ("download",), ("pages", 1), ("remove",)])
@pytest.mark.parametrize("who", ["officer_vn", "director", "observer_unodc", "stranger"])
def test_for_everybody_else_there_is_no_file(
    cast: SimpleNamespace, suspect: Any, attach: Attach, client_of: ClientOf, who: str, what: tuple[Any, ...]
) -> None:
    made = attach(suspect)
    answer = client_of(getattr(cast, who)).get(address(suspect, "files", made.pk, *what))
    assert answer.status_code == 404


def test_a_reader_removes_nothing(
    cast: SimpleNamespace, suspect: Any, attach: Attach, client_of: ClientOf, release: Release
) -> None:
    made = attach(suspect)
    release(suspect, "kh-moi")
    client = client_of(cast.coordinator_kh)
    for act in ("remove", "check"):
        assert client.post(address(suspect, "files", made.pk, act), {"words": "x"}).status_code == 403


def test_a_file_is_removed_with_a_reason(
    cast: SimpleNamespace, suspect: Any, attach: Attach, client_of: ClientOf
) -> None:
    made, client = attach(suspect), client_of(cast.officer_th)
    where = address(suspect, "files", made.pk, "remove")
    assert "cannot be brought back" in client.get(where).content.decode()
    assert client.post(where, {"words": " "}).status_code == 400
    assert client.post(where, {"words": "wrong person"}).headers["Location"] == address(suspect)
    assert client.get(address(suspect, "files", made.pk)).status_code == 404


def test_a_check_that_failed_is_asked_for_again(
    cast: SimpleNamespace, suspect: Any, attach: Attach, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, client = attach(suspect, checked=False), client_of(cast.officer_th)
    assert "Check it again" not in page(client, suspect, "files", made.pk)
    client.post(f"/jobs/{made.job_id}/stop/")
    assert "It was stopped." in page(client, suspect, "files", made.pk)
    client.post(address(suspect, "files", made.pk, "check"))
    with acting_as(principal_of(cast.officer_th), channel="test"):
        made.refresh_from_db()
    assert check(made, cast.officer_th).state == "clean"
    again = client.post(address(suspect, "files", made.pk, "check"), follow=True)
    assert "The file has been checked." in again.content.decode()
