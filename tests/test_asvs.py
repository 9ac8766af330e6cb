"""docs/asvs.md says the truth: every test that it names is there, and its counts are those of its tables."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "asvs.md").read_text()
PARTS = ("Held by a test", "Open", "Does not apply")
ROW = re.compile(r"^\| ((?:V\d+\.\d+\.\d+ ?)+)\| (\d) \| (.*) \|$", re.MULTILINE)
ID = re.compile(r"V\d+\.\d+\.\d+")
TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
IN_THE_STANDARD = Counter({"1": 70, "2": 183, "3": 92})


def rows(part: str) -> list[tuple[str, str, str]]:
    """Requirement, level and the rest of a row; a row may name several requirements."""
    text = PAGE.split(f"## {part}\n")[1].split("\n## ")[0]
    return [(one, level, rest) for names, level, rest in ROW.findall(text) for one in ID.findall(names)]


def counted(part: str) -> Counter[str]:
    return Counter(level for _name, level, _rest in rows(part))


def test_every_requirement_of_the_standard_stands_in_one_place() -> None:
    everything = [name for part in PARTS for name, _level, _rest in rows(part)]
    assert [name for name, times in Counter(everything).items() if times > 1] == []
    assert sum((counted(part) for part in PARTS), Counter()) == IN_THE_STANDARD


@pytest.mark.parametrize("part", PARTS)
def test_the_counts_at_the_top_are_those_of_the_tables(part: str) -> None:
    found = counted(part)
    numbers = [found[level] for level in "123"]
    assert f"| {part} | {' | '.join(map(str, numbers))} | {sum(numbers)} |" in PAGE


@pytest.mark.parametrize(("name", "_level", "rest"), rows("Held by a test"))
def test_what_is_held_names_tests_that_are_there(name: str, _level: str, rest: str) -> None:
    named = TEST.findall(rest)
    assert named, name
    for file, test in named:
        assert re.search(rf"^\s*def {test}\(", (ROOT / file).read_text(), re.MULTILINE), f"{name}: {file}::{test}"


@pytest.mark.parametrize("part", ["Open", "Does not apply"])
def test_what_is_not_held_says_why(part: str) -> None:
    assert [name for name, _level, rest in rows(part) if len(rest.split()) < 2] == []
