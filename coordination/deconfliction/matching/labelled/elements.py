"""Parts of names with the spellings that people bear, as their languages put them together.

`elements_tuned.tsv` is what the keys were tuned on, `elements_held_out.tsv` what is measured; some rules came
from its misses (decision 42).
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import icu  # type: ignore[import-untyped]

HERE = Path(__file__).parent
LANGUAGES = ("km", "lo", "my", "th", "vi", "zh")
BOTH = "both"
LONG_GIVEN = 0.75
GIVEN = ("male", "female")


@dataclass(frozen=True)
class Element:
    """A part of a name in its own script, and its spellings in Latin letters, the official one first."""

    native: str
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """A word of a name: the elements that it consists of, and whether it may be written in two."""

    elements: tuple[Element, ...]
    apart: bool = False

    @property
    def native(self) -> str:
        return "".join(one.native for one in self.elements)


@dataclass(frozen=True)
class Person:
    """A name as its words in the order of its country. `family` says which of them the family bears."""

    language: str
    words: tuple[Word, ...]
    family: int

    @property
    def native(self) -> str:
        """As it is written at home: Thai, Lao and Khmer with a space between the names."""
        space = "" if self.language in ("my", "zh", "vi") else " "
        return space.join(word.native for word in self.words)


@cache
def elements(which: str) -> dict[tuple[str, str], tuple[Element, ...]]:
    """Those of one file by language and kind; of «both» files those of either."""
    if which == BOTH:
        one, other = elements("tuned"), elements("held_out")
        return {kind: one.get(kind, ()) + other.get(kind, ()) for kind in {*one, *other}}
    found = defaultdict(list)
    with (HERE / f"elements_{which}.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            spellings = tuple(one for one in row["spellings"].split("|") if one)
            found[row["language"], row["kind"]].append(Element(row["native"], spellings or _pinyin(row["native"])))
    return {kind: tuple(those) for kind, those in found.items()}


def person(language: str, random: Random, which: str) -> Person:
    """A name of the language, made of the elements of one file."""
    known = elements(which)
    given = random.choice(GIVEN)
    if language == "km":
        parts = tuple(random.choice(known["km", given]) for _ in range(1 if random.random() < LONG_GIVEN else 2))
        return Person("km", (_one(known, random, "km", "family"), Word(parts, apart=len(parts) > 1)), 0)
    if language in ("lo", "th"):
        return Person(language, (_one(known, random, language, given), _surname(known, random, language)), 1)
    if language == "my":
        count = random.choice((2, 3, 3, 3, 4))
        return Person("my", tuple(_one(known, random, "my", "any") for _ in range(count)), count)
    if language == "zh":
        parts = tuple(random.choice(known["zh", "any"]) for _ in range(random.choice((1, 2, 2, 2))))
        return Person("zh", (_one(known, random, "zh", "family"), Word(parts, apart=True)), 0)
    middles = tuple(_one(known, random, "vi", "middle") for _ in range(random.choice((1, 1, 1, 2))))
    return Person("vi", (_one(known, random, "vi", "family"), *middles, _one(known, random, "vi", "given")), 0)


def _one(known: dict[tuple[str, str], tuple[Element, ...]], random: Random, language: str, kind: str) -> Word:
    return Word((random.choice(known[language, kind]),))


def _surname(known: dict[tuple[str, str], tuple[Element, ...]], random: Random, language: str) -> Word:
    tails = [random.choice(known[language, "tail"]) for _ in range(random.choice((1, 1, 2)))]
    return Word((random.choice(known[language, "head"]), *tails))


@cache
def _pinyin(text: str) -> tuple[str, ...]:
    made = icu.Transliterator.createInstance("Han-Latin/Names; Latin-ASCII; Lower")
    return (str(made.transliterate(text)).replace(" ", "").capitalize(),)
