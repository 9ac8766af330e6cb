"""Invented people: names that are written right in their script and that nobody can bear."""

from collections.abc import Iterator, Sequence
from itertools import cycle, product

from operation.cases.drafts import NameDraft
from operation.cases.names import NameKind
from reporting.demo.chance import Dice
from reporting.demo.vocabulary import MEMBERS, NameParts, Word, name_parts

FOREIGN = {
    "TH": ("CN", "MM"),
    "CN": ("TH",),
    "KH": ("CN", "VN"),
    "LA": ("TH", "CN"),
    "MM": ("TH", "CN"),
    "VN": ("CN", "KH"),
}


class Namer:
    """Deals names by nationality and sex; none comes twice before all combinations are used."""

    def __init__(self, seed: int) -> None:
        self.dice = Dice.of(seed, "names")
        self.decks: dict[tuple[str, str], Iterator[tuple[Word, ...]]] = {}
        for country in MEMBERS:
            parts = name_parts(country).parts.values()
            self.decks[country, "male"] = self._deck([words["male"] for words in parts])
            differ = any(words["male"] != words["female"] for words in parts)
            self.decks[country, "female"] = (
                self._deck([words["female"] for words in parts]) if differ else self.decks[country, "male"]
            )

    def _deck(self, parts: Sequence[Sequence[Word]]) -> Iterator[tuple[Word, ...]]:
        names = list(product(*parts))
        self.dice.shuffle(names)
        return cycle(names)

    def person(self, country: str, sex: str, dice: Dice) -> tuple[NameDraft, ...]:
        """The names of a person: the legal one first, sometimes a nickname, an alias in another script."""
        parts = name_parts(country)
        names = [self._legal(parts, country, "female" if sex == "female" else "male", dice)]
        if dice.happens(0.18):
            names.append(nickname(country, dice))
        if dice.happens(0.08):
            names.append(nickname(dice.choice(FOREIGN[country]), dice, NameKind.ALIAS))
        return tuple(names)

    def _legal(self, parts: NameParts, country: str, sex: str, dice: Dice) -> NameDraft:
        words = dict(zip(parts.parts, next(self.decks[country, sex]), strict=True))
        honorifics = parts.honorifics.get(sex, ())
        return NameDraft(
            text=parts.pattern.format(**{part: word.text for part, word in words.items()}),
            kind=NameKind.LEGAL,
            romanisation=parts.roman.format(**{part: word.roman for part, word in words.items()}),
            romanisation_system=parts.system,
            honorific=dice.choice(honorifics) if honorifics and dice.happens(0.3) else "",
        )


def nickname(country: str, dice: Dice, kind: NameKind = NameKind.NICKNAME) -> NameDraft:
    """A name of the street, in the script of a country."""
    parts = name_parts(country)
    word = dice.choice(parts.nicknames)
    return NameDraft(word.text, kind, word.roman, parts.system)


def group(word: Word, country: str) -> tuple[NameDraft, ...]:
    """The names of a syndicate: as its country writes it, and its English alias."""
    own = NameDraft(word.text, NameKind.LEGAL, word.roman, name_parts(country).system)
    return own, NameDraft(word.english, NameKind.ALIAS)
