"""The fixed words of papers in several languages side by side."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "labels.toml"
Words = tuple[tuple[str, str], ...]
"""A label as (language, text) in the order of the paper."""

TAGS = {"zh-hans": "zh-Hans"}
"""BCP 47 as PDFs and fonts read it."""


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def labels(languages: Sequence[str]) -> dict[str, Words]:
    """Every label in these languages. Raises KeyError for a language in which there is none."""
    return {
        name: tuple((TAGS.get(language, language), texts[language]) for language in languages)
        for name, texts in _catalogue().items()
    }
