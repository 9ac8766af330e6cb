"""Preliminary results that others published: quoted as such, and never mixed with the figures (domain.md §6)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "published.toml"


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """Who published it, when, and what was said, in the words of the source."""

    source: str
    on: date
    statements: tuple[str, ...]


@cache
def published_results() -> dict[str, PublishedResult]:
    """What was published, by the code of the operation."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {code: PublishedResult(one["source"], one["on"], tuple(one["statements"])) for code, one in found.items()}
