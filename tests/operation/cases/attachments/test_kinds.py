"""What a file is stands in its content; what it is called decides with which name it leaves."""

import io

import openpyxl
import pytest

from operation.cases.attachments.kinds import FAMILIES, content_kinds, kind_of
from tests.factories import files

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def found(content: bytes) -> str | None:
    kind = kind_of(io.BytesIO(content), len(content))
    return kind.key if kind else None


def workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (files.PNG, "png"),
        (files.picture("JPEG"), "jpeg"),
        (files.picture("WEBP"), "webp"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(100), "heif"),
        (files.pdf(), "pdf"),
        (b"%PDF-1.4\n" + b"plain letters " * 20, "pdf"),
        (workbook(), "xlsx"),
        (files.zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (files.zipped("a.txt"), "zip"),
        (OLE, "ole"),
        (b"{\\rtf1\\ansi hello}", "rtf"),
        ("สวัสดี ສະບາຍດີ မင်္ဂလာပါ\r\n".encode(), "text"),
        (("ก" * 30_000).encode(), "text"),
        ("\ufeffa;b\n1;2\n".encode("utf-16-le"), "text"),
        (b"BM is how this text begins", "text"),
        (b"From: a@b\nTo: c@d\nSubject: x\n\nhello", "eml"),
        (b"ID3\x03\x00\x00\x00\x00\x00\x21" + bytes(100), "mp3"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42" + bytes(100), "mp4"),
        (b"OggS\x00\x02" + bytes(100), "ogg"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(50), "7z"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), "rar"),
        (b"\x1f\x8b\x08\x00" + bytes(50), "gzip"),
    ],
)
def test_the_kind_is_found_in_the_content(content: bytes, key: str) -> None:
    assert found(content) == key


@pytest.mark.parametrize(
    "content",
    [
        files.SVG,
        b'<?xml version="1.0"?>' + files.SVG,
        files.HTML,
        b"\n  " + files.HTML,
        files.PROGRAM,
        b"\x7fELF\x02\x01\x01" + bytes(100),
        b"\xca\xfe\xba\xbe\x00\x00\x00\x34" + bytes(100),
        b"text, and then\x00nothing",
        bytes(range(256)),
    ],
)
def test_programs_active_content_and_the_unknown_are_no_kind(content: bytes) -> None:
    assert found(content) is None


@pytest.mark.parametrize(
    ("key", "name", "leaves_as"),
    [
        ("jpeg", "a.JPG", "a.JPG"),
        ("jpeg", "a.exe", "a.exe.jpg"),
        ("text", "run.hta", "run.hta.txt"),
        ("text", "names", "names.txt"),
        ("text", "list.csv", "list.csv"),
        ("pdf", "scan.pdf.js", "scan.pdf.js.pdf"),
        ("zip", "phone.apk", "phone.apk.zip"),
    ],
)
def test_a_name_that_says_something_else_does_not_stand_last(key: str, name: str, leaves_as: str) -> None:
    assert content_kinds()[key].name_for(name) == leaves_as


def test_the_table_is_whole() -> None:
    for kind in content_kinds().values():
        assert kind.family in FAMILIES
        assert kind.suffixes
        assert all(suffix == suffix.lower().strip(". ") for suffix in (*kind.suffixes, *kind.found))
    assert {kind.key for kind in content_kinds().values() if not kind.found and not kind.inside} == {"text"}
