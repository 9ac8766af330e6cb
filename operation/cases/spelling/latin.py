"""What is left of a word in Latin letters when it is heard: its consonants in six classes, or one with its vowel.

K (k, g, kh), T (t, d, th), S (s, ch, j, x, z), P (p, b, f), N (n, ng, l, r), M, and W at the beginning. Vowels, h and
y go, as they are written in most ways: Somchai and Somchay, Prasert and Prasoet, Bounmy and Bunmi, Htun and Tun.
"""

import re
from collections.abc import Sequence

CONSONANTS: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        (r"[^a-z]", ""),
        (r"(?<=[aeiouy])r(?![aeiouy])", ""),
        (r"qu(?=[aeoy])", "K"),
        (r"sch|tsh|[sczt]h(?=[aeiouyw])(?<!th)|ts|tz|c(?=[eiy])|[jqsxz]", "S"),
        (r"ch$", "S"),
        (r"ng", "N"),
        (r"[kgc]", "K"),
        (r"[td]", "T"),
        (r"[pbf]", "P"),
        (r"[nlr]", "N"),
        (r"m", "M"),
        (r"^h?[wv]", "W"),
    )
)
VOWELS: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        (r"y(?=[aeou])", ""),
        (r"aw|au|ao|ow|or|oe", "o"),
        (r"oo|ou|uu|wu", "u"),
        (r"ee|ie|ii|iy|yi", "i"),
        (r"ai|ay|ei|ey|ae|eh", "e"),
        (r"ar|ah|aa", "a"),
        (r"y", "i"),
    )
)
VOWEL = re.compile(r"[aeiou]")
DOUBLED = re.compile(r"(.)\1+")
ENOUGH = 2


def consonants(word: str) -> str:
    """The classes of its consonants, none of them twice in a row: «wichai» → «WS»."""
    for pattern, meant in CONSONANTS:
        word = pattern.sub(meant, word)
    return DOUBLED.sub(r"\1", re.sub(r"[^A-Z]", "", word))


def heard(word: str) -> str:
    """The key of a word in small Latin letters without marks; «» for one without letters.

    Of a word with one consonant alone its vowel is kept too: «kyaw» and «kyo» → «Ko», «khin» → «KN».
    """
    return distinct(consonants(word), word)


def distinct(found: str, word: str) -> str:
    """The consonants that were found in a word, and its first vowel where they are too few to tell it from others."""
    return found if len(found) >= ENOUGH else f"{found}{_vowel(word)}"


def _vowel(word: str) -> str:
    """The vowel that carries a word in Latin letters; how it is spelt does not matter."""
    for pattern, meant in VOWELS:
        word = pattern.sub(meant, word)
    first = VOWEL.search(word)
    return first.group() if first else ""
