"""How people write the names of others: spellings, order, spaces, titles, what is left out, and slips of the hand."""

import unicodedata
from functools import cache
from random import Random

import icu  # type: ignore[import-untyped]

from coordination.deconfliction.matching.labelled.elements import Person, Word

TITLES = {
    "th": ("นาย", "นาง", "นางสาว"),
    "lo": ("ທ້າວ ", "ນາງ "),
    "km": ("លោក ", "លោកស្រី ", "អ្នកស្រី "),
    "my": ("ဦး", "ဒေါ်"),
    "zh": ("", ""),
    "vi": ("", ""),
}
LATIN_TITLES = {
    "th": ("Mr. ", "Mrs. ", "Miss "),
    "lo": ("Mr. ", "Mrs. "),
    "km": ("Mr. ", "Mrs. ", "H.E. "),
    "my": ("U ", "Daw ", "Ko ", "Ma "),
    "zh": ("Mr. ", "Ms. "),
    "vi": ("Mr. ", "Ms. "),
}
BESIDE = {"i": "iy", "y": "i", "a": "ae", "o": "ou", "u": "uo", "e": "ei", "k": "kc", "c": "ck", "t": "td", "p": "pb"}


def latin(person: Person, random: Random, *, changes: float = 1.0) -> str:
    """The name in Latin letters, spelt in one of its ways; `changes` is how much of the rest happens."""
    words = [part for word in person.words for part in _word(word, person.language, random, changes).split(" ")]
    chance = random.random()
    if person.language in ("vi", "my") and len(words) > 3 and chance < 0.06 * changes:
        words.pop(1)
    if chance > 1 - 0.12 * changes and len(words) > 1:
        words = words[1:] + words[:1] if random.random() < 0.7 else words[-1:] + words[:-1]
    text = " ".join(words)
    if random.random() < 0.06 * changes:
        text = text.replace(" ", "", 1) if len(words) > 2 else text
        text = text.title() if random.random() < 0.5 else text
    if random.random() < 0.08 * changes:
        text = _slip(text, random)
    if person.language == "vi" and random.random() < 0.5:
        text = plain(text)
    if random.random() < 0.08 * changes:
        text = random.choice(LATIN_TITLES[person.language]) + text
    return text.upper() if random.random() < 0.15 * changes else text


def native(person: Person, random: Random, *, changes: float = 1.0) -> str:
    """The name in its own script, now and then with a title, Burmese in Zawgyi too."""
    text = person.native
    if random.random() < 0.12 * changes:
        text = random.choice(TITLES[person.language]) + text
    if person.language == "my" and random.random() < 0.12 * changes:
        text = str(_to_zawgyi().transliterate(text))
    if person.language in ("th", "lo", "km") and random.random() < 0.05 * changes:
        first, _, rest = person.native.partition(" ")
        text = f"{rest} {first}"
    return text


def plain(text: str) -> str:
    """Without the marks of Latin letters."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _word(word: Word, language: str, random: Random, changes: float) -> str:
    spelt = [_spelling(one.spellings, random, changes) for one in word.elements]
    apart = word.apart and random.random() < 0.25 * changes
    return " ".join(spelt) if apart else "".join((spelt[0], *(one.lower() for one in spelt[1:])))


def _spelling(spellings: tuple[str, ...], random: Random, changes: float) -> str:
    return random.choice(spellings) if random.random() < 0.7 * changes else spellings[0]


def _slip(text: str, random: Random) -> str:
    """One letter other than the first of a word: another, missing, doubled or changed with its neighbour."""
    places = [place for place in range(1, len(text)) if text[place].isalpha() and text[place - 1].isalpha()]
    if not places:
        return text
    place = random.choice(places)
    letter = text[place]
    other = random.choice((BESIDE.get(plain(letter).lower(), letter * 2)[-1], "", letter * 2))
    return text[:place] + other + text[place + 1 :]


@cache
def _to_zawgyi() -> icu.Transliterator:
    return icu.Transliterator.createInstance("my-Zawgyi")
