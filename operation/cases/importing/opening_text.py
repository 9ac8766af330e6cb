"""Text with separators: in which letters it was saved, with which separator, and its rows."""

import codecs
import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

from operation.cases.importing import limits
from operation.cases.importing.refusals import Unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATORS = ",;\t"
THAI_MARKS = "ัิีึืฺุู็่้๊๋์ํ๎"
LOOSE_MARK = re.compile(f"(?<![ก-ฮ{THAI_MARKS}])[{THAI_MARKS}]")
BARE_NUL = "\x00"


def separated(content: bytes) -> Iterator[tuple[int, list[Any]]]:
    """Rows with the number of the line on which each ends. Raises Unreadable."""
    text = decoded(content)
    if BARE_NUL in text:
        raise Unreadable("nul", text[: text.index(BARE_NUL)][-40:], 1 + text[: text.index(BARE_NUL)].count("\n"))
    csv.field_size_limit(limits.CELL_CHARACTERS * 2)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [cell or None for cell in cells]
    except csv.Error as broken:
        raise Unreadable("cut_off", "", number + 1) from broken


def separator_of(text: str) -> str:
    """What parts the first line that holds something; in doubt a comma."""
    first = next((line for line in text.splitlines() if line.strip(SEPARATORS + " \t")), "")
    return max(SEPARATORS, key=lambda sign: (first.count(sign), sign == ","))


def decoded(content: bytes) -> str:
    """The text, when there is no doubt about its letters. Raises Unreadable."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    for encoding, plausible in GUESSES:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if plausible(text):
            return text
    raise Unreadable("letters")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise Unreadable("letters", encoding) from wrong


def _is_thai(text: str) -> bool:
    """Only Thai beside ASCII, and no vowel or tone that stands on nothing: other letters, misread, have plenty."""
    others = {sign for sign in text if not sign.isascii()}
    return all("\u0e00" <= sign <= "\u0e7f" or sign in "…‘’“”•–—\xa0" for sign in others) and not LOOSE_MARK.search(
        text
    )


def _is_chinese(text: str) -> bool:
    """Only Chinese characters and full-width signs beside ASCII."""
    others = {sign for sign in text if not sign.isascii()}
    return all(unicodedata.east_asian_width(sign) in "WFA" and unicodedata.category(sign) != "Co" for sign in others)


Plausible = Callable[[str], bool]
GUESSES: tuple[tuple[str, Plausible], ...] = (
    ("utf-8", lambda _text: True),
    ("cp874", _is_thai),
    ("gb18030", _is_chinese),
)
