"""The papers of a removal: in both languages and English, for the two sides alone, in the trail."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
from django.test import Client

from coordination.removals import papers
from coordination.removals.labels import _catalogue, labels
from coordination.removals.selectors import content_of
from operation.audit.models import AuditEntry
from operation.people.models import User
from operation.people.selectors import principal_of
from tests.factories import removals

As = Callable[[User], AbstractContextManager[None]]
ClientOf = Callable[[User], Client]
SIX = ("km", "zh-hans", "lo", "my", "th", "vi")


def address(removal: object, paper: str) -> str:
    return f"/exchange/removals/{removal.pk}/papers/{paper}/"  # type: ignore[attr-defined]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_every_label_is_there_in_all_languages() -> None:
    assert all(set(texts) == {"en", *SIX} and all(texts.values()) for texts in _catalogue().values())


def test_both_sides_take_the_manifest_and_it_is_in_the_trail(cast: SimpleNamespace, client_of: ClientOf) -> None:
    removal = removals.scheduled(cast)
    for who in (cast.coordinator_kh, cast.coordinator_vn):
        answer = client_of(who).get(address(removal, "manifest"))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        entry = AuditEntry.objects.filter(verb="exported", target_id=removal.pk, actor_id=who.pk).get()
        assert entry.details["paper"] == "manifest"
    text = text_of(answer.content)
    assert removal.reference in text
    assert "Mộc Bài" in text
    assert "Danh sách người được chuyển giao" in text
    assert "Manifest for the removal of persons" in " ".join(text.split())
    assert pypdfium2.PdfDocument(answer.content).is_tagged()


def test_the_record_tells_what_each_side_counted(cast: SimpleNamespace, as_: As) -> None:
    removal = removals.received(cast, persons=2, missing=1)
    with as_(cast.coordinator_kh):
        html = papers.document(removal, content_of(principal_of(cast.coordinator_kh), removal), "record")
    assert html.count('lang="km"') > 20
    assert "2024-10-15" in html
    assert "2024-10-16" in html


@pytest.mark.parametrize("who", ["coordinator_th", "desk_investigation", "observer_unodc", "dpo"])
def test_nobody_else_takes_a_paper(who: str, cast: SimpleNamespace, client_of: ClientOf) -> None:
    removal = removals.scheduled(cast)
    expected = 403 if who == "desk_investigation" else 404
    assert client_of(getattr(cast, who)).get(address(removal, "manifest")).status_code == expected


def test_there_is_no_paper_before_its_time(cast: SimpleNamespace, client_of: ClientOf) -> None:
    removal, client = removals.scheduled(cast), client_of(cast.coordinator_kh)
    told = client.get(address(removal, "record"), follow=True).content.decode()
    assert "printed once they are handed over" in told
    assert client.get(address(removal, "verdict")).status_code == 404


def test_who_is_synthetic_is_said_to_be(cast: SimpleNamespace, as_: As) -> None:
    removal = removals.scheduled(cast)
    removal.is_synthetic = True
    with as_(cast.coordinator_kh):
        html = papers.document(removal, content_of(principal_of(cast.coordinator_kh), removal), "manifest")
    assert "no real person" in html


def test_a_language_without_labels_is_a_fault() -> None:
    with pytest.raises(KeyError):
        labels(["fr"])


@pytest.mark.skipif("PAPERS" not in os.environ, reason="writes files to look at")
def test_papers_to_look_at(cast: SimpleNamespace, as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    removal = removals.received(cast, persons=3, missing=1)
    with as_(cast.coordinator_kh):
        content = content_of(principal_of(cast.coordinator_kh), removal)
        for first, second in (("km", "vi"), ("lo", "my"), ("th", "zh-hans")):
            monkeypatch.setattr(papers, "languages_of", lambda _one, pair=(first, second): (*pair, "en"))
            removal.is_synthetic = True
            for paper in papers.PAPERS:
                pressed = papers._pressed(papers.document(removal, content, paper), paper)
                Path(os.environ["PAPERS"], f"{paper}-{first}-{second}.pdf").write_bytes(pressed.pdf)
