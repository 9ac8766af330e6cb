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
HALF_THAI = re.compile("[A-Za-z][ก-๛]|[ก-๛][A-Za-z]")
INSIDE_A_WORD = re.compile("[A-Za-z][^\x00-\x7f][A-Za-z]")
BESIDE_LATIN = re.compile("[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
FIRST_BEYOND_ASCII = 0x80
PUNCTUATION = "…‘’“”•–—\xa0"
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
    """Only Thai beside ASCII, no vowel or tone on nothing, and no word half of it: Latin that was misread is so."""
    others = {sign for sign in text if not sign.isascii()}
    known = all("\u0e00" <= sign <= "\u0e7f" or sign in PUNCTUATION for sign in others)
    return known and not LOOSE_MARK.search(text) and not HALF_THAI.search(text)


def _is_chinese(text: str) -> bool:
    """Only Chinese characters and full-width signs beside ASCII, none of them made of parts of a Latin word."""
    others = {sign for sign in text if not sign.isascii()}
    known = all(unicodedata.east_asian_width(sign) in "WFA" and unicodedata.category(sign) != "Co" for sign in others)
    beside_latin = {sign for pair in BESIDE_LATIN.findall(text) for sign in pair if not sign.isascii()}
    swallowed = any(sign.encode("gb18030")[1] < FIRST_BEYOND_ASCII for sign in beside_latin)
    return known and not swallowed and not INSIDE_A_WORD.search(text)


Plausible = Callable[[str], bool]
GUESSES: tuple[tuple[str, Plausible], ...] = (
    ("utf-8", lambda _text: True),
    ("cp874", _is_thai),
    ("gb18030", _is_chinese),
)
