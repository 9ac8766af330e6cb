"""Looks into a workbook's archive before anything is unpacked in earnest: sizes, ratios, and what XML may not say."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from operation.cases.importing import limits
from operation.cases.importing.refusals import Unreadable

CHUNK = 65536
HEAD = 4096
NEEDED = "[Content_Types].xml"
MARKUP = (".xml", ".rels")
SHEETS = "xl/worksheets/"
UNFINISHED = re.compile(
    rb'<c r="([A-Z]+)(\d+)"(?:[^>]* t="e"[^>]*>|[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>)'
)
"""A cell whose formula has no result, or an error for one; readers would take either for empty."""

OVERLAP = 1024
FORBIDDEN = (b"<!doctype", b"<!entity", "<!doctype".encode("utf-16-le"), "<!doctype".encode("utf-16-be"))


def inspect(content: bytes) -> None:
    """Raises Unreadable for an archive that is no workbook, unpacks to too much, or declares entities of its own.

    What the archive says of its sizes is not believed: every entry is unpacked once, piece by piece, and counted.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > limits.ENTRIES:
                raise Unreadable("entries", str(len(entries)))
            if NEEDED not in archive.namelist():
                raise Unreadable("no_workbook")
            left = limits.UNPACKED_BYTES
            for entry in entries:
                left = _unpacked(archive, entry, left)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as broken:
        raise Unreadable("broken") from broken


def _unpacked(archive: ZipFile, entry: ZipInfo, left: int) -> int:
    size, before = 0, b""
    for piece in _pieces(archive, entry):
        if size < HEAD and entry.filename.endswith(MARKUP):
            _forbid(piece[:HEAD])
        if entry.filename.startswith(SHEETS):
            _find_unfinished(before + piece)
            before = piece[-OVERLAP:]
        size += len(piece)
        too_dense = size > limits.RATIO_FROM_BYTES and size > limits.RATIO * max(entry.compress_size, 1)
        if size > left or too_dense:
            raise Unreadable("unpacked", entry.filename[:40])
    return left - size


def _pieces(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as unpacked:
        while piece := unpacked.read(CHUNK):
            yield piece


def _forbid(head: bytes) -> None:
    """A workbook that Excel or LibreOffice wrote declares no document type."""
    if any(sign in head.lower() for sign in FORBIDDEN):
        raise Unreadable("entities")


def _find_unfinished(markup: bytes) -> None:
    found = UNFINISHED.search(markup)
    if found:
        raise Unreadable("formula", (found[1] + found[2]).decode(), int(found[2]))
