"""Who is near a name: candidates come by keys, the likeliest of them are compared word by word."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from coordination.deconfliction.matching import keys
from coordination.deconfliction.matching.comparing import Nearness, nearest
from coordination.deconfliction.matching.reading.names import Reading, optional, packed, read, unpacked, wholes

AT_MOST = 400
"""Candidates that are fetched by their keys."""
COMPARED = 48
"""Those of them that are compared word by word."""
HEARD, MOST_TURNED = 4, 24
MOST_KEYS = 96
SURE = 0.95
"""A name so near is the one that was meant: names that differ in a part are not looked at."""
COMMON = 5
"""A name that more others bear is common: alone it proposes nothing."""
RIVAL = 0.02
"""Of two names in the same letters that are as near as that to each other nobody knows which was meant."""


@dataclass(frozen=True)
class Kept:
    """What is kept of one name: its readings, its codes as one word, its keys."""

    packed: str
    heard: str
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Keys:
    """Numbers of keys, what each counts, and how many names under it are looked at."""

    numbers: tuple[int, ...]
    weights: tuple[float, ...]
    limits: tuple[int, ...]

    @classmethod
    def of(cls, found: Sequence[keys.Key]) -> "Keys":
        return cls(
            tuple(keys.number(key) for key in found),
            tuple(float(keys.WEIGHTS[key[0]]) for key in found),
            tuple(keys.LIMITS[key[0]] for key in found),
        )


@dataclass(frozen=True)
class Asked:
    """What a look-up asks for: keys of the name as it is, and keys of names that differ from it in a part."""

    readings: tuple[Reading, ...]
    whole: Keys
    parts: Keys
    heard: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """A kept name that has keys in common with the one that is asked for."""

    key: object
    packed: str
    heard: str


@dataclass(frozen=True)
class Found:
    candidate: Candidate
    near: Nearness


Fetch = Callable[[Keys], Sequence[Candidate]]


def kept(*texts: str) -> Kept | None:
    """What is kept of a name and of its romanisation; None where nothing is heard."""
    readings = _read(texts)
    if not readings:
        return None
    heard = dict.fromkeys(code for one in readings for code in wholes(one, 2))
    numbers = {keys.number(key) for key in keys.kept(readings)}
    return Kept(packed(readings), " ".join(heard), tuple(sorted(numbers)))


def asked(*texts: str) -> Asked | None:
    """What is asked of the kept names; None where nothing is heard."""
    return asked_of(_read(texts))


def asked_of(readings: tuple[Reading, ...]) -> Asked | None:
    """The same of a name that was read before."""
    found = keys.asked(readings)
    if not found:
        return None
    whole = [key for key in found if key[0] in keys.WHOLE][:MOST_KEYS]
    parts = [key for key in found if key[0] not in keys.WHOLE][:MOST_KEYS]
    return Asked(readings, Keys.of(whole), Keys.of(parts), _turned(readings))


def _read(texts: Sequence[str]) -> tuple[Reading, ...]:
    return tuple(dict.fromkeys(one for text in texts if text for one in read(text)))


def find(question: Asked, fetch: Fetch, most: int = 10) -> list[Found]:
    """The nearest names, the nearest first. Names of which a part differs are looked at where none is near as it is."""
    found = _compared(question, fetch(question.whole))
    if not found or found[0].near.score < SURE:
        seen = {one.candidate.key for one in found}
        others = [one for one in fetch(question.parts) if one.key not in seen]
        found = _in_order([*found, *_compared(question, others)])
    return found[:most]


def is_weak(one: Found, found: Sequence[Found], bearers: int) -> bool:
    """Whether the name alone says too little: many bear it, or another name in the same letters is as near."""
    return bearers > COMMON or any(_is_rival(other, one) for other in found)


def _is_rival(other: Found, one: Found) -> bool:
    if other.near.score <= one.near.score - RIVAL or other.candidate.packed == one.candidate.packed:
        return False
    return unpacked(other.candidate.packed)[0].way == unpacked(one.candidate.packed)[0].way


def _compared(question: Asked, candidates: Sequence[Candidate]) -> list[Found]:
    likeliest = _likeliest(question, candidates)
    return _in_order([Found(one, nearest(question.readings, unpacked(one.packed))) for one in likeliest])


def _in_order(found: list[Found]) -> list[Found]:
    return sorted(found, key=lambda one: -one.near.score)


def _turned(readings: Sequence[Reading]) -> tuple[str, ...]:
    """The name as one word, its words in each order in which it may be written."""
    each = [list(dict.fromkeys(_in_orders(reading))) for reading in readings]
    turns = (code for turn in zip_longest(*each) for code in turn if code)
    return tuple(dict.fromkeys(turns))[:MOST_TURNED]


def _in_orders(reading: Reading) -> Iterator[str]:
    words = reading.words
    orders = [words, *((words[1:],) if optional(reading) else ())]
    orders += [words[place:] + words[:place] for place in range(1, min(len(words), 4))]
    for order in orders:
        yield from wholes(Reading(reading.way, order), 2)


def _likeliest(question: Asked, candidates: Sequence[Candidate]) -> list[Candidate]:
    if len(candidates) <= COMPARED:
        return list(candidates)
    codes, of = list[str](), list[int]()
    for place, one in enumerate(candidates):
        for code in one.heard.split(" ")[:HEARD]:
            codes.append(code)
            of.append(place)
    best = [0.0] * len(candidates)
    for heard in question.heard:
        for _code, value, index in extract(heard, codes, scorer=Levenshtein.normalized_similarity, limit=COMPARED):
            best[of[index]] = max(best[of[index]], value)
    # those with the most keys in common are there whatever their codes: names with words left out
    sure = list(range(COMPARED // 4))
    chosen = dict.fromkeys(
        (*sorted(range(len(candidates)), key=lambda place: -best[place])[: COMPARED * 3 // 4], *sure)
    )
    return [candidates[place] for place in chosen]
