"""`manage.py build_report`: a file and what it cost, or the field, the value and the way out."""

import hashlib
from datetime import date
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from operation.audit.models import AuditEntry
from operation.people.models import Appointment
from operation.press import fonts
from reporting.evaluation.content import Evaluation
from reporting.evaluation.models import Edition
from reporting.evaluation.render import Rendered
from reporting.management.commands import build_report
from tests.factories.editions import results


def build(output: Path, **given: Any) -> str:
    out = StringIO()
    options = {"audience": "member", "cutoff": "2025-01-10", "output": output} | given
    call_command("build_report", options.pop("report", "evaluation"), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def refusal(output: Path, **given: Any) -> str:
    with pytest.raises(CommandError) as refused:
        build(output, **given)
    assert not output.is_file()
    return str(refused.value)


@pytest.fixture
def unprinted(monkeypatch: pytest.MonkeyPatch) -> list[Evaluation]:
    """Collected, and not laid out: what would have been printed."""
    given: list[Evaluation] = []

    def note(content: Evaluation) -> Rendered:
        given.append(content)
        return Rendered(pdf=b"%PDF-1.7", pages=18, seconds=1.5, peak_memory_mb=200.0, sha256="ab" * 32)

    monkeypatch.setattr(build_report, "render_pdf", note)
    return given


@pytest.mark.long
def test_the_file_is_there_with_what_it_cost(cast: SimpleNamespace, tmp_path: Path) -> None:
    """The one real print among these tests: its pages, its figures, its marking, and its line in the trail."""
    results(cast)
    output = tmp_path / "member.pdf"
    said = build(output)
    reader, sha256 = PdfReader(output), hashlib.sha256(output.read_bytes()).hexdigest()
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) >= 12
    assert reader.metadata
    assert "SEAGULL" in (reader.metadata.title or "")
    assert "285" in text
    assert "TLP:AMBER" in text
    assert f"{len(reader.pages)} pages" in said
    assert f"sha256: {sha256}" in said
    assert "peak memory: " in said
    assert list(tmp_path.iterdir()) == [output]
    assert AuditEntry.objects.get(verb="exported").details["sha256"] == sha256


def test_the_export_is_in_the_trail_in_the_directors_name(
    cast: SimpleNamespace, tmp_path: Path, unprinted: list[Evaluation]
) -> None:
    build(tmp_path / "x.pdf")
    entry = AuditEntry.objects.get(verb="exported")
    assert (entry.actor_id, entry.channel) == (cast.director.pk, "command")
    assert not Edition.objects.exists()


def test_it_is_built_with_the_rights_of_the_account_that_is_named(
    cast: SimpleNamespace, tmp_path: Path, unprinted: list[Evaluation]
) -> None:
    build(tmp_path / "x.pdf", user="desk.information")
    assert AuditEntry.objects.get(verb="exported").actor_id == cast.desk_information.pk


def test_what_is_asked_for_is_what_is_collected(
    cast: SimpleNamespace, tmp_path: Path, unprinted: list[Evaluation]
) -> None:
    build(tmp_path / "x.pdf", audience="observer", language="th", cutoff="2024-12-01")
    content = unprinted[0]
    assert (content.edition, content.language, content.cutoff.date()) == ("observer", "th", date(2024, 12, 1))


@pytest.mark.parametrize(
    ("given", "field", "way_out"),
    [
        ({"report": "situation"}, "report: «situation»", "evaluation"),
        ({"audience": "press"}, "audience: «press»", "member, observer"),
        ({"language": "fr"}, "language: «fr»", "en, km"),
        ({"cutoff": "10.1.2025"}, "cutoff: «10.1.2025»", "2025-01-31"),
        ({"cutoff": "2025-02-30"}, "cutoff: «2025-02-30»", "2025-01-31"),
        ({"cutoff": "2024-08-06"}, "cutoff", "from 2024-08-07 to 2025-01-31"),
        ({"cutoff": "2025-02-01"}, "cutoff", "from 2024-08-07 to 2025-01-31"),
        ({"user": "nobody.there"}, "user", "«nobody.there»"),
        ({"user": "coordinator.th"}, "user", "LMLECC builds reports"),
        ({"user": "observer.unodc"}, "user", "LMLECC builds reports"),
    ],
)
def test_wrong_values_are_refused(
    cast: SimpleNamespace, tmp_path: Path, settings: Any, given: dict[str, str], field: str, way_out: str
) -> None:
    settings.DEMO_TODAY = "2025-01-08"
    said = refusal(tmp_path / "x.pdf", **given)
    assert field in said
    assert way_out in said


def test_all_wrong_values_are_told_at_once(cast: SimpleNamespace, tmp_path: Path) -> None:
    said = refusal(tmp_path / "x.pdf", audience="press", language="fr", cutoff="soon")
    assert [line.split(":")[0] for line in said.splitlines()] == ["audience", "language", "cutoff"]


def test_without_a_director_an_account_must_be_named(cast: SimpleNamespace, tmp_path: Path) -> None:
    Appointment.objects.filter(role="director").delete()
    assert "--user" in refusal(tmp_path / "x.pdf")


def test_an_output_that_cannot_be_written_is_told_before_the_work(cast: SimpleNamespace, tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "nowhere" / "x.pdf")
    with pytest.raises(CommandError, match="is a folder"):
        build(tmp_path)


def test_an_output_that_fails_at_the_end_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CommandError, match="No space left on device"):
        build_report._write(tmp_path / "x.pdf", b"%PDF")
    assert not list(tmp_path.iterdir())


def test_a_missing_font_is_named_with_the_line_that_installs_it(
    cast: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "installed", frozenset)
    said = refusal(tmp_path / "x.pdf")
    assert "apt-get install" in said
    assert "fonts-noto-core" in said


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    output = tmp_path / "x.pdf"
    output.write_bytes(b"old")
    build_report._write(output, b"%PDF new")
    assert output.read_bytes() == b"%PDF new"
