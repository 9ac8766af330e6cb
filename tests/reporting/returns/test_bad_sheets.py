"""Files that are no sheet of this return are refused whole, with what to do; nothing of them is kept."""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook

from operation.kernel import clock
from operation.people.models import User
from reporting.returns.models import NationalReturn, ReturnLine
from reporting.returns.offline.layout import FILE_BYTES
from tests.factories.returns import drafted, noon
from tests.reporting.returns.sheets import changed, download, filled, saved, upload
from tests.reporting.returns.test_return_pages import text

ClientOf = Callable[[User], Client]
DAY = "2024-09-10"


@pytest.fixture(autouse=True)
def during_the_operation() -> Iterator[None]:
    with clock.at(noon("2024-09-17")):
        yield


@pytest.fixture
def given(cast: SimpleNamespace) -> NationalReturn:
    return drafted(cast.officer_th, DAY, {"P02": 28})


@pytest.fixture
def client(cast: SimpleNamespace, client_of: ClientOf) -> Client:
    return client_of(cast.officer_th)


def rebuilt(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part of its archive changed."""
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry.filename)
            new.writestr(entry.filename, change(data) if entry.filename == part else data)
    return kept.getvalue()


def entities(markup: bytes) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + markup.partition(b"?>")[2]


def formula(sheet: Any) -> None:
    sheet["F6"] = "=1+1"


def wide(_content: bytes) -> bytes:
    book = Workbook()
    book.active.append(["x"] * 301)
    return saved(book)


def bomb(content: bytes) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry.filename))
        new.writestr("xl/media/zero", b"\0" * 30_000_000)
    return kept.getvalue()


def other_book(_content: bytes) -> bytes:
    book = Workbook()
    book.active.append(["P02", 31])
    return saved(book)


BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _content: b"", "The file is empty."),
    "cut off": (lambda content: content[: len(content) // 2], "cannot be read"),
    "no archive": (lambda _content: b"PK\x03\x04 nothing", "cannot be read"),
    "old": (lambda _content: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old workbook"),
    "picture": (lambda _content: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, ""),
    "too large": (lambda content: content + b"\0" * FILE_BYTES, "larger than 256 kB"),
    "bomb": (bomb, "unpacks to far more"),
    "entities": (lambda content: rebuilt(content, "xl/workbook.xml", entities), "document type"),
    "formula without a result": (lambda content: changed(content, formula), "F6"),
    "another workbook": (other_book, "not the sheet of a return"),
    "300 columns": (wide, "301 columns"),
    "text": (lambda _content: b"seagull-return,9\n", "another edition"),
    "nul": (lambda _content: b"seagull-return,1,th-rtp,2024-W37,1\ncode,\x00\n", "NUL"),
}


@pytest.mark.parametrize("name", list(BAD))
def test_what_is_no_sheet_is_refused_with_the_way_out(name: str, given: NationalReturn, client: Client) -> None:
    spoil, words = BAD[name]
    answer = upload(client, given, spoil(filled(download(client, given), P02={"reported": 31})))
    assert answer.status_code == 400
    assert words in text(answer)
    assert ReturnLine.objects.get(national_return=given, indicator="P02").reported == 28
    given.refresh_from_db()
    assert given.state == "draft"


def test_no_file_at_all_is_asked_for(given: NationalReturn, client: Client) -> None:
    answer = client.post(f"/returns/{given.pk}/sheet/", {})
    assert answer.status_code == 400
    assert "This field is required" in text(answer)


def test_the_sheet_of_another_week_is_refused(given: NationalReturn, cast: SimpleNamespace, client: Client) -> None:
    other = drafted(cast.officer_th, "2024-09-03")
    answer = upload(client, given, download(client, other))
    assert answer.status_code == 400
    assert "This is the sheet of week 2024-W36, and the return is that of 2024-W37." in text(answer)


def test_the_sheet_of_another_agency_is_refused(
    cast: SimpleNamespace, client_of: ClientOf, given: NationalReturn, client: Client
) -> None:
    other = drafted(cast.officer_kh, DAY)
    answer = upload(client, given, download(client_of(cast.officer_kh), other))
    assert answer.status_code == 400
    assert "This is the sheet of «kh-moi», and the return is that of «th-rtp»." in text(answer)


def test_an_old_sheet_overwrites_nobody(given: NationalReturn, cast: SimpleNamespace, client: Client) -> None:
    old = filled(download(client, given), P02={"reported": 31})
    drafted(cast.coordinator_th, DAY, {"P02": 77})
    answer = upload(client, given, old)
    assert answer.status_code == 400
    assert "The draft was changed since this sheet was downloaded." in text(answer)
    assert ReturnLine.objects.get(national_return=given, indicator="P02").reported == 77


def test_more_rows_than_a_sheet_has_are_not_read(given: NationalReturn, client: Client) -> None:
    def stretch(sheet: Any) -> None:
        for _number in range(300):
            sheet.append(["P02", None, None, None, None, 1])

    assert "more than 200 rows" in text(upload(client, given, changed(download(client, given), stretch)))


def test_a_missing_column_is_named(given: NationalReturn, client: Client) -> None:
    answer = upload(client, given, changed(download(client, given), lambda sheet: sheet.delete_cols(6)))
    assert "Columns of the sheet are missing" in text(answer)
