"""Words and habits that the demonstration is made of, read from the files in data/."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"
MEMBERS = ("KH", "CN", "LA", "MM", "TH", "VN")


@dataclass(frozen=True)
class Word:
    """A piece of text as written, its romanisation, and its English if it has one."""

    text: str
    roman: str
    english: str = ""

    @classmethod
    def read(cls, line: str) -> "Word":
        return cls(*line.split("|"))


@dataclass(frozen=True)
class NameParts:
    """How names of one country are put together: a pattern and, by part and sex, the pieces."""

    system: str
    pattern: str
    roman: str
    honorifics: Mapping[str, tuple[str, ...]]
    nicknames: tuple[Word, ...]
    parts: Mapping[str, Mapping[str, tuple[Word, ...]]]


@dataclass(frozen=True)
class Place:
    """A real town or district: country, ISO 3166-2 division, its name as written there, and where its middle lies."""

    country: str
    division: str
    name: str
    north: float
    east: float


@dataclass(frozen=True)
class ReturnHabits:
    """When an agency submits its weekly return, and what it says there without records. Weeks are ISO weeks."""

    days: int
    hour: int
    reported: Mapping[str, float]
    no_data: Mapping[str, float]
    missing: frozenset[int]
    draft: frozenset[int]
    late: Mapping[int, int]


@dataclass(frozen=True)
class Agency:
    """An agency's habits. `key` is the country's code, with a 2 for the second agency of a country.

    It logs so many days after the Monday of every week (or every second one), at this hour.
    """

    key: str
    shares: Mapping[str, float]
    entry_days: int
    entry_hour: int
    every: int
    late: float
    nationalities: Mapping[str, float]
    currencies: Mapping[str, float]
    returns: ReturnHabits

    @property
    def country(self) -> str:
        return self.key[:2]


@cache
def content(name: str) -> dict[str, Any]:
    """The file of this name in data/, as TOML has it."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def agencies() -> tuple[Agency, ...]:
    return tuple(_agency(key, habits) for key, habits in content("agencies").items())


def _agency(key: str, habits: Mapping[str, Any]) -> Agency:
    return Agency(
        key=key,
        shares=habits["shares"],
        entry_days=habits["entry"]["days"],
        entry_hour=habits["entry"]["hour"],
        every=habits["entry"].get("every", 1),
        late=habits["late"],
        nationalities=habits["nationalities"],
        currencies=habits["currencies"],
        returns=_return_habits(habits),
    )


def _return_habits(habits: Mapping[str, Any]) -> ReturnHabits:
    usual = habits["returns"]
    return ReturnHabits(
        days=usual["days"],
        hour=usual["hour"],
        reported=habits["reported"],
        no_data=habits.get("no_data", {}),
        missing=frozenset(usual.get("missing", ())),
        draft=frozenset(usual.get("draft", ())),
        late={int(week): days for week, days in usual.get("late", {}).items()},
    )


@cache
def name_parts(country: str) -> NameParts:
    raw = content("names")[country]
    return NameParts(
        raw["system"],
        raw["pattern"],
        raw["roman"],
        {sex: tuple(words) for sex, words in raw["honorific"].items()},
        tuple(map(Word.read, raw["nickname"])),
        {part: _by_sex(lists) for part, lists in raw["parts"].items()},
    )


def _by_sex(lists: Mapping[str, list[str]]) -> dict[str, tuple[Word, ...]]:
    words = {sex: tuple(map(Word.read, lines)) for sex, lines in lists.items()}
    return {sex: words.get(sex) or words["both"] for sex in ("male", "female")}


@cache
def groups(country: str) -> tuple[Word, ...]:
    """Names of the invented syndicates of a country."""
    return tuple(map(Word.read, content("groups")[country]))


@cache
def places(country: str) -> tuple[Place, ...]:
    lines = (line.split("|") for line in content("places")[country])
    return tuple(Place(country, division, name, *map(float, at.split(","))) for division, name, at in lines)


def narrative(country: str) -> str:
    return str(content("narratives")[country])
