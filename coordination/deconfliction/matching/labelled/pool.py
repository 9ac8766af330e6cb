"""A pool of names to be found among: invented people of six languages, and near ones of each that is looked for."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from coordination.deconfliction.matching.labelled.bearers import Bearer, bearer, bearers
from coordination.deconfliction.matching.labelled.elements import BOTH, LANGUAGES, Person, person
from coordination.deconfliction.matching.labelled.writing import latin, native, plain
from coordination.deconfliction.matching.reading import burmese
from coordination.deconfliction.matching.reading.latin import codes
from coordination.deconfliction.matching.reading.names import clean, fold
from operation.cases.spelling.scripts import Script, script_of

IN_LATIN = 0.65
NEAR_ONES = 3
"""Hard negatives of each target: a part of its name is another's, the rest is the same."""


def names(targets: Sequence[tuple[str, str]], queries: Iterable[str], count: int, seed: int = 7) -> Iterator[str]:
    """The targets (language, text), their near ones, and invented names, `count` in all; no text twice.

    No invented text may be the name of one who is looked for, as the query or as the target has it.
    """
    random = Random(seed)
    queries = list(queries)
    taken = {key(text) for text in queries} | {key(text) for _language, text in targets}
    borne = {name for text in (*queries, *(text for _language, text in targets)) for name in bearers(text)}
    given = 0
    for text in dict.fromkeys(text for _language, text in targets):
        given += 1
        yield text
    for text in _invented(targets, taken, borne, random):
        if given >= count:
            return
        if key(text) in taken:
            continue
        taken.add(key(text))
        given += 1
        yield text


def key(text: str) -> str:
    """What makes two texts the same name: without titles, spaces, marks of Latin letters and the size of letters."""
    return "".join(plain(clean(text)).casefold().split())


def _invented(targets: Sequence[tuple[str, str]], taken: set[str], borne: set[Bearer], random: Random) -> Iterator[str]:
    for language, text in targets:
        for _ in range(NEAR_ONES):
            near = near_one(language, text, random)
            if near and borne.isdisjoint(bearers(near)):
                yield near
    while True:
        whom = person(random.choice(LANGUAGES), random, BOTH)
        if key(whom.native) not in taken and bearer(whom) not in borne:
            text = latin(whom, random, changes=0.6) if random.random() < IN_LATIN else native(whom, random, changes=0.3)
            if borne.isdisjoint(bearers(text)):
                yield text


def near_one(language: str, text: str, random: Random) -> str:
    """The text with one of its words, characters or syllables taken from another name; «» where there are none."""
    language = language.partition("-")[0]  # «zh-Hans»
    other = person(language if language in LANGUAGES else "vi", random, BOTH)
    script = script_of(text)
    parts, space = _parts(text, script)
    donor = latin(other, random, changes=0.3) if script == Script.LATN else other.native
    lent = [part for part in _parts(donor, script)[0] if not any(_alike(part, mine) for mine in parts)]
    if len(parts) < 2 or not lent:
        return ""
    place = random.randrange(len(parts))
    return space.join((*parts[:place], random.choice(lent), *parts[place + 1 :]))


def _alike(one: str, other: str) -> bool:
    """Two spellings of one word are not two names."""
    first, second = fold(one), fold(other)
    if first and second:
        return bool({*codes(first)} & {*codes(second)})
    return one == other


def _parts(text: str, script: Script) -> tuple[list[str], str]:
    if script == Script.HANS:
        return list(text.replace(" ", "")), ""
    if script == Script.MYMR and " " not in text:
        return [found.group() for found in burmese.SYLLABLE.finditer(text)], ""
    return text.split(), " "


def pairs(which: str, count: int, seed: int) -> list[tuple[str, str, str]]:
    """Labelled pairs (query, language, target), so many of each language, made of the elements of one file."""
    random = Random(seed)
    found: list[tuple[str, str, str]] = []
    for language in LANGUAGES:
        seen: set[str] = set()
        while len(seen) < count:
            whom = person(language, random, which)
            query, _language, target = pair = _pair(whom, random)
            if whom.native not in seen and key(query) != key(target):
                seen.add(whom.native)
                found.append(pair)
    return found


def _pair(whom: Person, random: Random) -> tuple[str, str, str]:
    """Script against Latin letters in most, either way, and one spelling against another in the rest."""
    way = random.random()
    if way < 0.55:
        return native(whom, random), whom.language, latin(whom, random, changes=0.7)
    if way < 0.8:
        return latin(whom, random, changes=0.7), whom.language, native(whom, random, changes=0.3)
    return latin(whom, random), whom.language, latin(whom, random, changes=0.5)
