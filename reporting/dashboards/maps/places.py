"""Where things are drawn: crossings by the names that records write, and a middle for each of the six countries."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "crossings.toml"
POSITION = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class Position:
    """Degrees north and east."""

    north: float
    east: float


MIDDLES = {
    "KH": Position(12.6, 104.9),
    "CN": Position(25.0, 104.3),
    "LA": Position(18.9, 102.9),
    "MM": Position(20.9, 96.2),
    "TH": Position(15.6, 101.1),
    "VN": Position(15.9, 107.6),
}
"""Where the letters of a country and what is known of it without a place stand; of China within its south-west."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A place where one crosses: its names (the first is shown), the countries on both sides, where it lies."""

    names: tuple[str, ...]
    sides: tuple[str, ...]
    at: Position

    @property
    def name(self) -> str:
        return " – ".join(self.names[:2])


@cache
def crossings() -> tuple[Crossing, ...]:
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))["crossing"]
    return tuple(Crossing(tuple(one["names"]), tuple(one["sides"]), Position(*one["at"])) for one in found)


def crossing_of(text: str) -> Crossing | None:
    """The crossing that a record names, in whatever words; None for one that is not known here."""
    asked = f" {_plain(text)} "
    return next((one for one in crossings() if any(_names(asked, name) for name in one.names)), None)


def _names(asked: str, name: str) -> bool:
    """In whole words; names in Chinese signs stand without spaces between them."""
    plain = _plain(name)
    return (f" {plain} " if plain.isascii() else plain) in asked


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    """Small letters without their signs, words one space apart: «Hữu Nghị» as «huu nghi»."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^\w]+", " ", bare).strip()


def position_of(text: str) -> Position | None:
    """The position that a record's field holds («13.6904, 105.2718»); None for nothing, or for something else."""
    found = POSITION.fullmatch(text)
    if found is None:
        return None
    north, east = float(found[1]), float(found[2])
    return Position(north, east) if abs(north) <= 90 and abs(east) <= 180 else None
