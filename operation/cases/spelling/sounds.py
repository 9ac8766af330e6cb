"""Keys of a name by its sound: the same for its spellings in Latin letters and for its own script (decision 25)."""

import unicodedata
from collections.abc import Sequence
from functools import cache

import icu  # type: ignore[import-untyped]
from anyascii import anyascii

from operation.cases.spelling.asian import HEARINGS, consonants
from operation.cases.spelling.latin import distinct, heard
from operation.cases.spelling.scripts import Script, script_of

WHOLE = "="
"""Before the key of a name as one word: «Som Chai» and «Somchai» have it in common."""

LONGEST = 40


def sound_keys(*texts: str) -> list[str]:
    """The keys under which a name is kept: one for each word, and one for each text as a whole."""
    keys: dict[str, None] = {}
    for text in texts:
        words = _words(text)
        keys |= dict.fromkeys((*_keys(words), *_whole(words)))
    return list(keys)


def asked_keys(text: str) -> tuple[list[str], list[str]]:
    """What a search asks for: the keys of all words, or the one of the whole; nothing where nothing is heard."""
    words = _words(text)
    return list(dict.fromkeys(_keys(words))), _whole(words)


def _words(text: str) -> list[str]:
    """The words of a text; Chinese ones as their syllables in Latin letters, for they are written without spaces."""
    words: list[str] = []
    for word in text.split():
        words += str(_pinyin().transliterate(word)).split() if script_of(word) == Script.HANS else [word]
    return words


def _whole(words: Sequence[str]) -> list[str]:
    return [f"{WHOLE}{key}"[:LONGEST] for key in _keys(["".join(words)])]


def _keys(words: Sequence[str]) -> list[str]:
    return [key[:LONGEST] for word in words if (key := _key(word))]


def _key(word: str) -> str:
    script = script_of(word)
    if script not in HEARINGS:
        return heard(_plain(word))
    return distinct(consonants(word, script), _plain(anyascii(str(_latin().transliterate(word)))))


def _plain(text: str) -> str:
    """Small letters without marks; đ is a d."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).replace("đ", "d")


@cache
def _pinyin() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Han-Latin/Names; Latin-ASCII")


@cache
def _latin() -> icu.Transliterator:
    """Of Thai and Burmese, whose vowels it knows; Lao and Khmer it leaves to `anyascii`."""
    return icu.Transliterator.createInstance("Any-Latin; Latin-ASCII")
