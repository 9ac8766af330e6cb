"""Whose name a text may be: what two texts have in common that nobody could tell apart by them alone."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice, product

from coordination.deconfliction.matching.labelled.elements import BOTH, Element, Person, elements
from coordination.deconfliction.matching.reading.names import clean, fold

Bearer = tuple[str, ...]
"""The elements of a name in no order: in their own letters, those of Chinese names in pinyin."""
MOST = 512
"""So many are looked at; a text of more may be anybody's."""
MOST_PIECES = 4


def bearer(person: Person) -> Bearer:
    return tuple(sorted(_known_as(person.language, one) for word in person.words for one in word.elements))


def bearers(text: str) -> frozenset[Bearer]:
    """All whose name the text may be; of words that no element explains the words themselves."""
    each = [_explained(word.casefold()) or ((word,),) for word in clean(text).split()]
    return frozenset(tuple(sorted(piece for word in found for piece in word)) for found in islice(product(*each), MOST))


def _known_as(language: str, element: Element) -> str:
    """Characters that sound alike are one and the same in Latin letters."""
    return fold(element.spellings[0]) if language == "zh" else element.native


@cache
def _written() -> dict[str, tuple[tuple[str, str], ...]]:
    """Of a spelling, in own letters or Latin ones, the elements that are written so, and their languages."""
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for (language, _kind), those in elements(BOTH).items():
        for one in those:
            for spelling in (one.native, *one.spellings, *(fold(spelling) for spelling in one.spellings)):
                found[spelling.casefold()][language, _known_as(language, one)] = None
    return {spelling: tuple(known) for spelling, known in found.items()}


@lru_cache(1 << 16)
def _explained(word: str) -> tuple[Bearer, ...]:
    """The ways in which a word consists of elements of one language. With its marks a Vietnamese word says more."""
    splits = dict.fromkeys(_splits(word, "", 0)) or dict.fromkeys(_splits(fold(word), "", 0) if fold(word) else ())
    return tuple(dict.fromkeys(tuple(name for _language, name in split) for split in splits))


def _splits(word: str, language: str, taken: int) -> Iterator[tuple[tuple[str, str], ...]]:
    if not word:
        yield ()
    if taken == MOST_PIECES:
        return
    for end in range(1, len(word) + 1):
        for piece in _written().get(word[:end], ()):
            if not language or piece[0] == language:
                for rest in _splits(word[end:], piece[0], taken + 1):
                    yield (piece, *rest)
