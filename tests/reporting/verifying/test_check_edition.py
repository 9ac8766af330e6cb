"""What anybody learns of a file: which edition it is, what became of it, and nothing of what was not released."""

import re
from collections.abc import Iterator
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from operation.access.context import acting_as, as_system
from operation.access.principal import Principal
from operation.audit.models import AuditEntry
from operation.people.models import User
from operation.people.selectors import principal_of
from reporting.evaluation import actions
from reporting.evaluation.models import Edition, EditionFile, EditionSignature
from reporting.evaluation.selectors import read_file
from reporting.verifying import selectors, uploads
from reporting.verifying.selectors import Answer, check_file, check_mark
from tests.factories.editions import asked_for, built, proposed, released

VERIFY = reverse("verify")


@pytest.fixture(autouse=True)
def anybody(lmleccs_view: None) -> Iterator[None]:
    """Whoever checks a file has no account."""
    with acting_as(Principal.nobody(), channel="page", address="192.0.2.7"):
        yield


def file_of(user: User, edition: Edition) -> bytes:
    principal = principal_of(user)
    with acting_as(principal, channel="test"):
        return read_file(principal, edition.pk)[1]


def kept(cast: SimpleNamespace, edition: Edition) -> tuple[bytes, EditionSignature | None]:
    """The file as it was built, and its signature: what nobody reads who checks a file."""
    with acting_as(principal_of(cast.director), channel="test"):
        content = bytes(EditionFile.objects.get(edition=edition).content)
        return content, EditionSignature.objects.filter(edition=edition).first()


def signature_of(cast: SimpleNamespace, edition: Edition) -> EditionSignature:
    signature = kept(cast, edition)[1]
    assert signature
    return signature


def told(answer: Answer) -> tuple[str, str]:
    return answer.finding.value, answer.edition.reference if answer.edition else ""


def posted(content: bytes = b"", mark: str = "", client: Client | None = None) -> Any:
    given: dict[str, Any] = {"mark": mark}
    if content:
        given["file"] = SimpleUploadedFile("whatever.pdf", content, "application/pdf")
    return (client or Client()).post(VERIFY, given)


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_released_file_is_known_byte_by_byte(cast: SimpleNamespace) -> None:
    edition = released(cast)
    assert told(check_file(file_of(cast.officer_th, edition))) == ("released", edition.reference)


@pytest.mark.parametrize("at", [0, 200, -700, -1])
def test_a_changed_byte_is_noticed_wherever_it_is(cast: SimpleNamespace, at: int) -> None:
    edition = released(cast)
    content = bytearray(file_of(cast.officer_th, edition))
    content[at] ^= 1
    assert told(check_file(bytes(content))) == ("changed", edition.reference)


def test_what_is_added_behind_the_signature_is_a_change(cast: SimpleNamespace) -> None:
    edition = released(cast)
    assert told(check_file(file_of(cast.officer_th, edition) + b"\n%%EOF\n")) == ("changed", edition.reference)


def test_a_signature_that_was_taken_off_is_missed(cast: SimpleNamespace) -> None:
    edition = released(cast)
    content, _signature = kept(cast, edition)
    assert told(check_file(content)) == ("unsigned", edition.reference)


def test_a_signature_under_another_file_is_no_edition(cast: SimpleNamespace) -> None:
    edition = released(cast)
    stolen = bytes(signature_of(cast, edition).content)
    assert told(check_file(b"%PDF-1.7\n" + stolen)) == ("changed", edition.reference)


@pytest.mark.parametrize("written", [b"(%s)", b"<%s>"])
def test_the_identifier_of_an_edition_is_known_in_both_ways_of_writing(cast: SimpleNamespace, written: bytes) -> None:
    edition = released(cast)
    mark = edition.digest[:32].encode()
    content = b"%PDF-1.7\n/ID [" + written % (mark.hex().encode() if written == b"<%s>" else mark) + b"]"
    assert told(check_file(content)) == ("changed", edition.reference)


@pytest.mark.parametrize("content", [b"x", b"%PDF-1.7\n%%EOF", b"/Contents <" + b"ab" * 3000 + b">", b"/ID [(zz)]"])
def test_what_is_not_ours_is_unknown(cast: SimpleNamespace, content: bytes) -> None:
    released(cast)
    assert told(check_file(content)) == ("unknown", "")


def test_what_is_printed_leads_to_the_edition(cast: SimpleNamespace) -> None:
    edition = released(cast)
    signed = signature_of(cast, edition).sha256
    grouped = " ".join(edition.digest[at : at + 4] for at in range(0, 16, 4))
    for mark in (edition.reference, f" {edition.reference.lower()} ", edition.digest, grouped, edition.sha256, signed):
        assert told(check_mark(mark)) == ("named", edition.reference), mark


def test_the_number_of_another_operations_edition_leads_nowhere(cast: SimpleNamespace) -> None:
    edition = released(cast)
    assert told(check_mark(f"AN24-EVA-{edition.number}")) == ("unknown", "")


@pytest.mark.parametrize("mark", ["SG24-EVA-99", "EVA", "0" * 64, "ab" * 7, "' OR 1=1 --", "%", "SG24-EVA-" + "9" * 40])
def test_other_marks_lead_nowhere(cast: SimpleNamespace, mark: str) -> None:
    released(cast)
    assert told(check_mark(mark)) == ("unknown", "")


def test_the_first_digits_alone_are_not_guessed_from(cast: SimpleNamespace) -> None:
    edition = released(cast)
    assert told(check_mark(edition.digest[:15])) == ("unknown", "")


def said(mark: str) -> str:
    """The whole page that answers, but for what was asked."""
    page = words(posted(mark=mark, client=Client(REMOTE_ADDR=f"198.51.100.{len(mark)}")))
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(f'value="{mark}"', "")


def test_nothing_is_told_of_what_was_not_released(cast: SimpleNamespace) -> None:
    """An edition that is asked for, built or proposed is answered like one that never was."""
    for edition in (asked_for(cast.director), built(cast.director), proposed(cast)):
        for mark in filter(None, (edition.reference, edition.digest, edition.sha256)):
            assert said(mark) == said("SG24-EVA-999")
        if edition.has_file:
            assert told(check_file(kept(cast, edition)[0])) == ("unknown", "")


def test_the_second_wall_shows_released_editions_alone(cast: SimpleNamespace) -> None:
    """Even to a query that forgets to ask for them."""
    proposed(cast)
    edition = released(cast, "observer")
    assert set(Edition.objects.all()) == set()
    with as_system(selectors.VERIFY):
        assert set(Edition.objects.all()) == {edition}
        assert not EditionFile.objects.exists()


def test_a_newer_edition_supersedes(cast: SimpleNamespace) -> None:
    older, newer = released(cast), released(cast)
    released(cast, "observer")
    released(cast, language="th")
    page = words(posted(file_of(cast.officer_th, older)))
    assert f"A newer edition has superseded it: {newer.reference}." in page
    assert "superseded" not in words(posted(file_of(cast.officer_th, newer))).split("<form")[0]


def test_a_withdrawn_edition_says_so_and_supersedes_nothing(cast: SimpleNamespace) -> None:
    older, newer = released(cast), released(cast)
    content = file_of(cast.officer_th, newer)
    director = principal_of(cast.director)
    with acting_as(director, channel="test"):
        actions.withdraw_release(principal=director, edition=newer, reason="a canary of a reason")
    page = words(posted(content))
    assert "This edition was withdrawn." in page
    assert "a canary" not in page
    assert "A newer edition has superseded it" not in words(posted(mark=older.reference))


def test_the_page_tells_functions_and_no_names(cast: SimpleNamespace) -> None:
    for person in (cast.director, cast.desk_supervision):
        person.first_name = "Zqcanary"
        person.save()
    edition = released(cast, "observer", language="vi")
    page = words(posted(file_of(cast.observer_unodc, edition)))
    for said in (
        "This is an edition that LMLECC released",
        "Its signature is valid.",
        edition.reference,
        "observer edition",
        "Tiếng Việt",
        "by LMLECC director and LMLECC supervision desk",
        "Seagull demonstration certificate",
        "no authority stands behind it",
    ):
        assert said in page
    assert "Zqcanary" not in page


def test_an_empty_form_says_what_to_do(cast: SimpleNamespace) -> None:
    for answer in (posted(), posted(b"%PDF", "SG24-EVA-1")):
        assert answer.status_code == 400
        assert "one at a time" in words(answer)


def test_a_link_may_carry_the_mark(cast: SimpleNamespace) -> None:
    edition = released(cast)
    page = Client().get(VERIFY, {"mark": edition.reference})
    assert page.status_code == 200
    assert "LMLECC released an edition with this mark" in words(page)
    assert page["Cache-Control"].startswith("max-age=0")


@pytest.mark.parametrize("language", ["en", "km", "zh-hans", "lo", "my", "th", "vi"])
def test_the_page_speaks_every_language(cast: SimpleNamespace, language: str) -> None:
    client = Client()
    client.cookies["django_language"] = language
    page = client.get(VERIFY, {"mark": released(cast).reference}).content.decode()
    assert f'<html lang="{language}">' in page


def test_a_large_file_is_refused_and_not_read(monkeypatch: pytest.MonkeyPatch, cast: SimpleNamespace) -> None:
    monkeypatch.setattr(uploads, "LIMIT", 100_000)
    answer = posted(b"x" * 150_000)
    assert answer.status_code == 413
    assert "larger than" in words(answer)
    assert posted(b"x" * 90_000).status_code == 200


def test_a_file_is_never_written_to_a_disk(monkeypatch: pytest.MonkeyPatch, cast: SimpleNamespace) -> None:
    """Not even one that Django would put into a temporary file."""

    def refuse(*_args: Any, **_options: Any) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)
    assert posted(b"x" * 3_000_000).status_code == 200


def test_an_address_asks_twenty_times_a_minute(cast: SimpleNamespace) -> None:
    client = Client(REMOTE_ADDR="192.0.2.9")
    for _turn in range(selectors.PER_ADDRESS):
        assert posted(mark="SG24-EVA-999", client=client).status_code == 200
    late = posted(mark="SG24-EVA-999", client=client)
    assert late.status_code == 429
    assert "Wait a minute" in words(late)
    assert client.get(VERIFY).status_code == 200
    assert posted(mark="SG24-EVA-999", client=Client(REMOTE_ADDR="192.0.2.10")).status_code == 200


def test_every_question_is_in_the_trail(cast: SimpleNamespace) -> None:
    edition = released(cast)
    content = file_of(cast.officer_th, edition)
    posted(content)
    posted(mark="SG24-EVA-999")
    with as_system(selectors.VERIFY):
        known, unknown = AuditEntry.objects.filter(verb="checked edition").order_by("at")
        assert not AuditEntry.objects.exclude(verb="checked edition").exists()
    assert (known.target_id, known.actor_id) == (edition.pk, None)
    assert known.details == {"answer": "released", "sha256": sha256(content).hexdigest()}
    assert (unknown.target_id, unknown.details) == (None, {"answer": "unknown"})


def test_a_form_of_another_site_is_not_answered(cast: SimpleNamespace) -> None:
    assert posted(mark="SG24-EVA-1", client=Client(enforce_csrf_checks=True)).status_code == 403
