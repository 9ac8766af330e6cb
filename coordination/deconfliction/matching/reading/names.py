"""A name in any of the six scripts as words in Latin letters, each in the ways in which it is spelt or heard."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from coordination.deconfliction.matching.reading import burmese, han, khmer, lao, latin, thai
from coordination.deconfliction.matching.reading.honorifics import FIRST_WORDS, MENS, WOMENS, without_titles
from operation.cases.spelling.scripts import Script, script_of
from operation.cases.spelling.zawgyi import is_zawgyi, to_unicode

Word = tuple[str, ...]
"""The spellings of one word, the likeliest first."""

LATIN = "la"
WAYS = {Script.THAI: "th", Script.LAOO: "lo", Script.KHMR: "km"}
SPELLERS = {Script.THAI: thai.spellings, Script.LAOO: lao.spellings, Script.KHMR: khmer.spellings}
APART = re.compile(r"[\s,;/·•・‧()\[\]\"«»“”]+|(?<=\w)-(?=\w)")
MANY_WORDS, MANY_CODES = 8, 6


@dataclass(frozen=True)
class Reading:
    """One way to read a name: `way` is the language whose sounds it follows, «la» for what was in Latin letters.

    `native` is the name as it stands in another script than Latin.
    """

    way: str
    words: tuple[Word, ...]
    native: str = ""

    @property
    def codes(self) -> tuple[tuple[str, ...], ...]:
        """Of each word its codes (latin.py)."""
        return tuple(codes_of(word) for word in self.words)


@lru_cache(1 << 16)
def codes_of(word: Word) -> tuple[str, ...]:
    found = dict.fromkeys(code for spelling in word for code in latin.codes(spelling))
    return tuple(found)[:MANY_CODES]


def read(text: str) -> tuple[Reading, ...]:
    """The ways to read a name; none where it has no letters. Titles go, Zawgyi becomes Unicode."""
    plain = clean(text)
    if script_of(plain) == Script.HANS:
        found = _chinese(plain)
    else:
        way = _way(plain)
        found = [Reading(way, tuple(_words(plain)), "" if way == LATIN else _native(plain, way))]
    return tuple(one for one in (_within(one) for one in found) if one.words)


def clean(text: str) -> str:
    """The name in Unicode, composed, with single spaces and without the titles that only stand before names."""
    plain = unicodedata.normalize("NFC", " ".join(text.replace("​", "").replace("‌", "").split()))
    if script_of(plain) == Script.MYMR and is_zawgyi(plain):
        plain = unicodedata.normalize("NFC", to_unicode(plain))
    return without_titles(plain)


def _way(plain: str) -> str:
    script = script_of(plain)
    return "my" if script == Script.MYMR else WAYS.get(script, LATIN)


def _words(plain: str) -> list[Word]:
    words: list[Word] = []
    for part in APART.split(plain):
        script = script_of(part)
        if script == Script.MYMR:
            words += burmese.syllables(part)
        elif script in SPELLERS:
            words.append(SPELLERS[script](part))
        elif script == Script.HANS:
            words += (han.readings(part) or {"zh": ()})["zh"]
        elif letters := fold(part):
            words.append((letters,))
    return [word for word in words if word and any(word)]


def _chinese(plain: str) -> list[Reading]:
    """A name as it stands, and where it has no space its ways to be read."""
    ways = han.readings("".join(APART.split(plain)))
    native = han.simplified("".join(APART.split(plain)))
    return [Reading(way, words, native) for way, words in ways.items()]


def _native(plain: str, way: str) -> str:
    parts = [part for part in APART.split(plain) if part]
    return ("" if way == "my" else " ").join(parts).replace("|", "")


def _within(reading: Reading) -> Reading:
    return Reading(reading.way, reading.words[:MANY_WORDS], reading.native)


def fold(text: str) -> str:
    """Small letters a to z: without marks, signs and figures; đ is a d."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d").replace("ø", "o").replace("ł", "l"))
    return "".join(sign for sign in parts if "a" <= sign <= "z")


def optional(reading: Reading) -> int:
    """How many words at the beginning may be a title or a name: Burmese «Ma», «Ko», «Maung», «U»."""
    first = reading.words[0] if reading.words else ()
    return int(len(reading.words) > 1 and any(spelling in FIRST_WORDS for spelling in first))


def contrary(one: Reading, other: Reading) -> bool:
    """Whether the one is called as a man and the other as a woman: «Maung» and «Ma»."""
    first, second = ({*reading.words[0]} for reading in (one, other))
    return bool((first & MENS and second & WOMENS) or (first & WOMENS and second & MENS))


def wholes(reading: Reading, most: int = MANY_CODES) -> tuple[str, ...]:
    """The codes of the name as one word: all ways to take one code of each word where they are few, else the
    first of all, the second of all and so on."""
    return _wholes(reading.codes, most)


@lru_cache(1 << 14)
def _wholes(codes: tuple[tuple[str, ...], ...], most: int) -> tuple[str, ...]:
    each = [one for one in codes if one]
    total = 1
    for one in each:
        total *= len(one)
    if total <= most:
        chosen: Sequence[tuple[str, ...]] = list(product(*each))
    else:
        widest = max(len(one) for one in each)
        chosen = [tuple(one[min(place, len(one) - 1)] for one in each) for place in range(widest)]
    return tuple(dict.fromkeys(latin.joined("".join(one)) for one in chosen))[:most]


def packed(readings: Sequence[Reading]) -> str:
    """The readings as one text to keep: «王伟|zh=wang wei|vi=vuong vi»."""
    native = readings[0].native if readings else ""
    return "|".join((native, *(f"{one.way}={' '.join('/'.join(word) for word in one.words)}" for one in readings)))


@lru_cache(1 << 14)
def unpacked(text: str) -> tuple[Reading, ...]:
    """What was `packed`."""
    found = []
    native, *parts = text.split("|")
    for part in parts:
        way, _, words = part.partition("=")
        heard = tuple(tuple(word.split("/")) for word in words.split(" ") if word)
        found.append(Reading(way, heard, "" if way == LATIN else native))
    return tuple(found)
