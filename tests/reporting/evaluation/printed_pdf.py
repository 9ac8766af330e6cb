"""Reads a PDF back by its tags, as a screen reader does: the rows of its tables, the text of its pages."""

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from operation.press.linebreaks import ZERO_WIDTH_SPACE

SPACES = re.compile(r"\s+")


class Printed:
    """One PDF. `rows` are those of all tables in reading order, each cell as its text; heads stand apart."""

    def __init__(self, pdf: bytes) -> None:
        self.document = pdfium.PdfDocument(pdf)

    def rows(self) -> Iterator[list[str]]:
        for page in self.document:
            words = _words_of(page)
            tree = raw.FPDF_StructTree_GetForPage(page)
            for at in range(raw.FPDF_StructTree_CountChildren(tree)):
                yield from _rows(raw.FPDF_StructTree_GetChildAtIndex(tree, at), words)
            raw.FPDF_StructTree_Close(tree)

    def text(self) -> str:
        return " ".join(_plain(page.get_textpage().get_text_range()) for page in self.document)


def _rows(element: Any, words: dict[int, str]) -> Iterator[list[str]]:
    if _type(element) == "TR":
        cells = [child for child in _children(element) if _type(child) in ("TD", "TH")]
        # of a row that only has a label the empty cells are not in the file
        if len(cells) == 1 or any(_type(cell) == "TD" for cell in cells):
            yield [_plain(" ".join(_text(cell, words))) for cell in cells]
        return
    for child in _children(element):
        yield from _rows(child, words)


def _text(element: Any, words: dict[int, str]) -> Iterator[str]:
    """Its words; of a shape the words that stand for it."""
    if _type(element) == "Figure":
        yield _string(raw.FPDF_StructElement_GetAltText, element)
        return
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, at)
        if child:
            yield from _text(child, words)
        else:
            yield words.get(raw.FPDF_StructElement_GetChildMarkedContentID(element, at), "")


def _children(element: Any) -> Iterator[Any]:
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        if child := raw.FPDF_StructElement_GetChildAtIndex(element, at):
            yield child


def _type(element: Any) -> str:
    return _string(raw.FPDF_StructElement_GetType, element)


def _string(ask: Any, element: Any) -> str:
    size = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def _words_of(page: Any) -> dict[int, str]:
    """The text under each mark of a page."""
    found: dict[int, list[str]] = defaultdict(list)
    textpage = page.get_textpage()
    for at in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        size = raw.FPDFTextObj_GetText(thing, textpage, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFTextObj_GetText(thing, textpage, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
        found[raw.FPDFPageObj_GetMarkedContentID(thing)].append(buffer.raw.decode("utf-16-le").rstrip("\0"))
    return {mark: "".join(pieces) for mark, pieces in found.items()}


def _plain(text: str) -> str:
    return SPACES.sub(" ", text.replace(ZERO_WIDTH_SPACE, "").replace("\0", "")).strip()


def alternatives(pdf: bytes) -> list[str]:
    """The words that stand for each shape."""
    found = []
    for page in pdfium.PdfDocument(pdf):
        tree = raw.FPDF_StructTree_GetForPage(page)
        waiting = [
            raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(raw.FPDF_StructTree_CountChildren(tree))
        ]
        while waiting:
            element = waiting.pop()
            waiting.extend(_children(element))
            if _type(element) == "Figure":
                found.append(_string(raw.FPDF_StructElement_GetAltText, element))
        raw.FPDF_StructTree_Close(tree)
    return found
