"""What was taken as a table comes back as the same, whatever stands in it, and nothing in it is a live formula."""

import csv
import subprocess
from io import BytesIO, StringIO
from pathlib import Path
from shutil import which
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest

from operation.cases.drafts import NameDraft
from operation.cases.registry import all_types
from operation.jobs.lease import Renewal
from operation.kernel.dates import Calendar, parse
from operation.kernel.sheets import FORMULA
from operation.people.models import User
from tests.factories.records import log
from tests.operation.cases.exporting.conftest import As, Take, sheets_in
from tests.operation.cases.importing.files import checked, rows_of

TABLES = ("csv", "xlsx")
NASTY = (
    *(f"{sign}1+1" for sign in FORMULA),
    *(f"'{sign}A1" for sign in FORMULA),
    '=HYPERLINK("http://example.org","look")',
    "''=2",
    "'a quotation'",
    'a "quotation", a comma; a semicolon',
    "two\r\nlines\nand three",
    "0012",
    "1e5",
    "2024-09-10",
    "TRUE",
    "  ",
    "ขึ้นศาล ຂຶ້ນ ឡើង တက် 上诉 lên 🦅",
)
BORN = (parse("1967"), parse("2510", Calendar.BUDDHIST), parse("1967-3"), parse("2510-03-02", Calendar.BUDDHIST))


def same(by: User, slug: str, content: bytes) -> list[str]:
    """The verdicts of an import of that file, with what is said against a row."""
    file = checked(by, slug, content)
    assert file.state == "checked", file.reason
    return [row.verdict if row.verdict == "same" else f"{row.changes} {row.problems}" for row in rows_of(by, file)]


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Renewal, "start", lambda _self: None)
    monkeypatch.setattr(Renewal, "stop", lambda _self: None)


@pytest.fixture
def nasty(cast: SimpleNamespace, as_: As) -> list[Any]:
    """A suspect for each text that a spreadsheet would spoil, in a field and in a name."""
    with as_(cast.officer_th):
        drafts = [(text, (NameDraft(f"x{text}", romanisation=text),)) for text in NASTY]
        return [log("suspects", cast.officer_th, narrative=text, names=names) for text, names in drafts]


@pytest.mark.parametrize("format_", TABLES)
def test_what_a_spreadsheet_would_spoil_comes_back(
    cast: SimpleNamespace, nasty: list[Any], take: Take, format_: str
) -> None:
    content = take(cast.officer_th, "suspects", format_).content
    assert same(cast.officer_th, "suspects", content) == ["same"] * len(NASTY)


@pytest.mark.parametrize("language", ["th", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize("format_", TABLES)
def test_every_type_comes_back_in_every_language(
    cast: SimpleNamespace, as_: As, take: Take, format_: str, language: str
) -> None:
    for known in all_types():
        with as_(cast.officer_th):
            log(known.slug, cast.officer_th, event_date="2024-11", place_country="TH", place_name="แม่สาย")
            log(known.slug, cast.officer_th, tlp="amber_strict", national_reference="0012")
        content = take(cast.officer_th, known.slug, format_, language=language).content
        assert same(cast.officer_th, known.slug, content) == ["same", "same"], known.slug


def test_numbers_keep_all_their_digits(cast: SimpleNamespace, as_: As, take: Take) -> None:
    amounts = ["0.000000000000000001", "12345678901234567890.123456789012345678", "1250000.50", "7"]
    with as_(cast.officer_th):
        for amount in amounts:
            log("seized-assets", cast.officer_th, amount=amount, currency="ETH")
    for format_ in TABLES:
        content = take(cast.officer_th, "seized-assets", format_).content
        assert same(cast.officer_th, "seized-assets", content) == ["same"] * len(amounts)


@pytest.mark.parametrize("format_", TABLES)
def test_what_is_withheld_changes_nothing_when_it_comes_back(
    cast: SimpleNamespace, as_: As, take: Take, format_: str
) -> None:
    names = (NameDraft("อนันต์"), NameDraft("The Mole", tlp="red"), NameDraft("Cat", kind="nickname"))
    with as_(cast.coordinator_th):
        log("suspects", cast.coordinator_th, names=names)
        log("suspects", cast.coordinator_th, treated_as_child=True, narrative="his school")
    content = take(cast.coordinator_th, "suspects", format_).content
    assert same(cast.coordinator_th, "suspects", content) == ["same", "same"]


def test_no_cell_of_a_workbook_is_a_formula(cast: SimpleNamespace, nasty: list[Any], take: Take) -> None:
    content = take(cast.officer_th, "suspects", "xlsx", reason="=1+1").content
    parts = ZipFile(BytesIO(content))
    for name in parts.namelist():
        assert b"<f>" not in parts.read(name)
    cells = [cell for rows in sheets_in(content).values() for row in rows for cell in row if isinstance(cell, str)]
    assert len(cells) > len(NASTY)
    assert not [cell for cell in cells if cell.startswith(FORMULA)]


def test_no_cell_of_a_csv_file_is_a_formula(cast: SimpleNamespace, nasty: list[Any], take: Take) -> None:
    content = take(cast.officer_th, "suspects", "csv").content
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    cells = [cell for row in csv.reader(StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA)]


def test_a_workbook_says_first_how_it_may_be_handled(cast: SimpleNamespace, as_: As, take: Take) -> None:
    with as_(cast.officer_th):
        log("suspects", cast.officer_th, tlp="green", handling_code="H2")
    sheets = sheets_in(take(cast.officer_th, "suspects", "xlsx", reason="the raid").content)
    assert list(sheets) == ["About", "Records"]
    said = [str(cell) for row in sheets["About"] for cell in row]
    assert "TLP:GREEN · H2 No onward dissemination without permission" in said
    assert "the raid" in said
    assert len(sheets["Records"]) == 2


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_it_comes_back_equal(
    cast: SimpleNamespace, nasty: list[Any], take: Take, tmp_path: Path
) -> None:
    content = take(cast.officer_th, "suspects", "xlsx").content
    (tmp_path / "taken.xlsx").write_bytes(content)
    again = tmp_path / "again"
    command = ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", str(again), str(tmp_path / "taken.xlsx")]
    subprocess.run(command, check=True, timeout=120, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"})
    saved = (again / "taken.xlsx").read_bytes()
    assert sheets_in(saved) == sheets_in(content)
    assert same(cast.officer_th, "suspects", saved) == ["same"] * len(NASTY)


@pytest.mark.parametrize("format_", TABLES)
def test_a_date_of_birth_comes_back_as_far_as_it_is_known(
    cast: SimpleNamespace, as_: As, take: Take, format_: str
) -> None:
    with as_(cast.officer_th):
        for born in BORN:
            log("suspects", cast.officer_th, born_on=born)
    content = take(cast.officer_th, "suspects", format_).content
    assert same(cast.officer_th, "suspects", content) == ["same"] * len(BORN), "in whatever calendar it was written"
