"""The keys under which a name is kept and asked for: several, so that a name is found though parts of it differ.

Of consonants alone («=»), with vowels («~»), one sign left out («-»), two or three words of it («&»), the beginnings of
two («:»), one long word («.»).
A key is kept as a number of 32 bits.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations, islice, product, zip_longest
from zlib import crc32

from coordination.deconfliction.matching.reading.names import Reading, optional, wholes

PHONE = re.compile(r"([A-Z])\1\d|([a-z]+)")
_VOWEL = {"ai": "e", "ei": "e", "ao": "o", "oi": "o", "ia": "i", "ie": "i", "iu": "i", "ua": "u", "uo": "u", "ui": "u"}
_UNHEARD = "YH"
LEAST, LONG_WORD = 3, 4
WEIGHTS = {"~": 6, "=": 5, "&": 4, ":": 3, "-": 3, ".": 2}
LIMITS = {"~": 400, "=": 300, "&": 250, ":": 150, "-": 150, ".": 150}
WHOLE = "~=&"
BEGINNING, MOST_THREES, MOST_WORDS = 3, 16, 5
Key = str


@lru_cache(1 << 16)
def consonants(code: str) -> str:
    """The classes of its consonants; y and h, that are written or not, are left out."""
    return "".join(found[1] for found in PHONE.finditer(code) if found[1] and found[1] not in _UNHEARD)


@lru_cache(1 << 16)
def sounds(code: str) -> str:
    """The classes of its consonants with the vowels between them, each in one of six classes."""
    return "".join(found[1] if found[1] else _VOWEL.get(found[2][:2], found[2][0]) for found in PHONE.finditer(code))


def kept(readings: Iterable[Reading]) -> list[Key]:
    """The keys under which a name is kept."""
    return _keys(readings, asked=False)


def asked(readings: Iterable[Reading]) -> list[Key]:
    """The keys that a look-up asks for: also of the words in another order."""
    return _keys(readings, asked=True)


def number(key: Key) -> int:
    return crc32(key.encode()) - (1 << 31)


def _keys(readings: Iterable[Reading], *, asked: bool) -> list[Key]:
    each = [list(_of_reading(reading, place, asked=asked)) for place, reading in enumerate(readings)]
    # in turns, so that where only so many are asked for, each way to read the name has its own among them
    return list(dict.fromkeys(key for turn in zip_longest(*each) for key in turn if key))


def _of_reading(reading: Reading, place: int, *, asked: bool) -> dict[Key, None]:
    found: dict[Key, None] = {}
    first, *others = _orders(reading, asked=asked)
    for code in wholes(Reading(reading.way, first), 6 if place == 0 else 2):
        found |= dict.fromkeys(_whole(code))
    for code in wholes(Reading(reading.way, first), 2 if place == 0 else 1):
        found |= dict.fromkeys(_shortened(code))
    for words in others:
        for code in wholes(Reading(reading.way, words), 2):
            found |= dict.fromkeys(_whole(code))
    if asked and len(first) == 2:
        for code in wholes(Reading(reading.way, first[::-1]), 1):
            found |= dict.fromkeys(_shortened(code))
    found |= dict.fromkeys(_parts(reading))
    return found


def _orders(reading: Reading, *, asked: bool) -> list[tuple[tuple[str, ...], ...]]:
    """The words as they stand; asked for, also turned round and without a title."""
    words = reading.words
    found = [words]
    if optional(reading):
        found.append(words[1:])
    if asked and len(words) > 1:
        found += [words[place:] + words[:place] for place in range(1, min(len(words), 5))]
        if len(words) == LEAST:
            found.append((words[0], words[2], words[1]))
            found.append((words[2], words[1], words[0]))
    return found


def _whole(code: str) -> Iterable[Key]:
    bare, full = consonants(code), sounds(code)
    if len(full) > 1:
        yield f"~{full}"
    if len(bare) >= LEAST:
        yield f"={bare}"


def _shortened(code: str) -> Iterable[Key]:
    """The name without one of its consonants, or where they are few without one of its sounds."""
    bare, full = consonants(code), sounds(code)
    base = bare if len(bare) > LEAST + 1 else full
    yield f"-{base}"
    yield from (f"-{base[:place]}{base[place + 1 :]}" for place in range(min(len(base), 12)))


def _beginnings(codes: Sequence[tuple[str, ...]]) -> Iterable[Key]:
    begun = [consonants(one[0])[:BEGINNING] for one in codes[:MOST_WORDS]]
    for one, two in combinations(begun, 2):
        if len(one) + len(two) > BEGINNING + 1:
            yield ":" + "".join(sorted((one, two)))


def _parts(reading: Reading) -> Iterable[Key]:
    """Two and three of its words in any order, the beginnings of two, and its long words alone."""
    codes = [one[:3] for one in reading.codes if one]
    if len(codes) > 1:
        for first, second in combinations(codes[:MOST_WORDS], 2):
            for one in dict.fromkeys(first[:2]):
                for two in dict.fromkeys(second[:2]):
                    yield "&" + "".join(sorted((sounds(one), sounds(two))))
    if len(codes) > 2:
        firsts = [dict.fromkeys(sounds(code) for code in one[:2]) for one in codes[:MOST_WORDS]]
        threes = (chosen for three in combinations(firsts, 3) for chosen in product(*three))
        yield from islice(dict.fromkeys("&" + "".join(sorted(three)) for three in threes), MOST_THREES)
    yield from _beginnings(codes)
    for alternatives in codes:
        for code in alternatives:
            bare = consonants(code)
            if len(bare) >= LONG_WORD:
                yield f".{bare}"
