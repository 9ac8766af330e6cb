"""Standard texts for answers, in the seven languages (answers.toml)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "answers.toml"


@dataclass(frozen=True)
class StandardText:
    """One text in one language, offered where a step is taken."""

    step: str
    language: str
    text: str


@cache
def standard_texts() -> tuple[StandardText, ...]:
    found = tomllib.loads(FILE.read_text())
    return tuple(
        StandardText(entry["step"], language, text)
        for entry in found.values()
        for language, text in entry.items()
        if language != "step"
    )


def standard_text(step: str, language: str) -> str:
    """The standard text of a step in a language; "" where there is none."""
    return next((one.text for one in standard_texts() if (one.step, one.language) == (step, language)), "")


def languages_for(step: str) -> tuple[str, ...]:
    """Languages in which a step has a standard text, in the order of the file."""
    return tuple(one.language for one in standard_texts() if one.step == step)
