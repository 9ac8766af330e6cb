"""Who is near a name: candidates come by keys, the likeliest of them are compared word by word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from coordination.deconfliction.matching import keys
from coordination.deconfliction.matching.comparing import Nearness, nearest
from coordination.deconfliction.matching.reading.names import Reading, optional, packed, read, unpacked, wholes

AT_MOST = 400
"""Candidates that are fetched by their keys."""
COMPARED = 48
"""Those of them that are compared word by word."""
HEARD = 4
MOST_KEYS = 120


@dataclass(frozen=True)
class Kept:
    """What is kept of one name: its readings, its codes as one word, its keys."""

    packed: str
    heard: str
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Asked:
    """What a look-up asks for: numbers of keys, what each counts and how many names under it are looked at."""

    readings: tuple[Reading, ...]
    keys: tuple[int, ...]
    weights: tuple[float, ...]
    limits: tuple[int, ...]
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


Fetch = Callable[[Asked], Sequence[Candidate]]


def kept(text: str) -> Kept | None:
    """None for a text in which nothing is heard."""
    readings = read(text)
    if not readings:
        return None
    heard = dict.fromkeys(code for one in readings for code in wholes(one, 2))
    numbers = {keys.number(key) for key in keys.kept(readings)}
    return Kept(packed(readings), " ".join(heard), tuple(sorted(numbers)))


def asked(text: str) -> Asked | None:
    """None for a text in which nothing is heard."""
    readings = read(text)
    found = keys.asked(readings)
    if not found:
        return None
    ranked = sorted(found, key=lambda key: -keys.WEIGHTS[key[0]])[:MOST_KEYS]
    return Asked(
        readings,
        tuple(keys.number(key) for key in ranked),
        tuple(float(keys.WEIGHTS[key[0]]) for key in ranked),
        tuple(keys.LIMITS[key[0]] for key in ranked),
        _turned(readings),
    )


def find(question: Asked, fetch: Fetch, most: int = 10) -> list[Found]:
    """The nearest names, the nearest first."""
    candidates = _likeliest(question, fetch(question))
    found = [Found(one, nearest(question.readings, unpacked(one.packed))) for one in candidates]
    return sorted(found, key=lambda one: -one.near.score)[:most]


def _turned(readings: Sequence[Reading]) -> tuple[str, ...]:
    """The name as one word, its words in each order in which it may be written."""
    found: dict[str, None] = {}
    for reading in readings:
        words = reading.words
        orders = [words, *((words[1:],) if optional(reading) else ())]
        orders += [words[place:] + words[:place] for place in range(1, min(len(words), 4))]
        found |= dict.fromkeys(code for order in orders for code in wholes(Reading(reading.way, order), 2))
    return tuple(found)[:16]


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
    chosen = dict.fromkeys((*sorted(range(len(candidates)), key=lambda place: -best[place])[: COMPARED * 3 // 4], *sure))
    return [candidates[place] for place in chosen]
