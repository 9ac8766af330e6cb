"""Nobody is called a criminal before a conviction: not in a text of the source, not by the words of a state."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from operation.cases.records.suspect import BEFORE_DECISION, MOVED, SuspectState
from operation.cases.registry import all_types

ROOT = Path(settings.BASE_DIR)
APPS = ("operation", "coordination", "reporting")
TRANSLATES = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy"}
IN_TEMPLATES = re.compile(
    r"{%-?\s*translate\s+[\"'](.+?)[\"']|{%-?\s*blocktranslate.*?%}(.+?){%-?\s*endblocktranslate", re.DOTALL
)
CALLS_NAMES = re.compile(r"\b(criminals?|offenders?|perpetrators?|culprits?|gangsters?|guilty)\b", re.IGNORECASE)

OF_THE_MANDATE = {
    "Identify main criminal syndicates",
    "Capture main criminal suspects",
    "Confiscate criminal assets",
    "An organized criminal group in the sense of article 2 of UNTOC.",
}
"""Titles of the operation's lines of effort, word by word, and the name that a treaty gives to a group."""


def texts() -> Iterator[str]:
    """Every text that the source gives to be translated."""
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            yield from _in_code(ast.parse(path.read_text()))
    for path in (ROOT / "templates").rglob("*.html"):
        yield from ("".join(found) for found in IN_TEMPLATES.findall(path.read_text()))


def _in_code(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATES:
            yield from (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_no_text_calls_a_person_what_only_a_court_may() -> None:
    found = set(texts())
    assert len(found) > 1500
    assert {text for text in found if CALLS_NAMES.search(text)} == OF_THE_MANDATE


def test_no_state_does() -> None:
    words = [str(label) for known in all_types() for label in known.state_labels.values()]
    assert [label for label in words if CALLS_NAMES.search(label)] == []


@pytest.mark.parametrize("state", [*BEFORE_DECISION, *MOVED])
def test_before_a_conviction_one_is_a_person_of_interest_a_suspect_or_accused(state: str) -> None:
    label = str(SuspectState(state).label)
    assert label.startswith(("person of interest", "suspect", "accused")) or state in MOVED
    assert "convicted" not in label


def test_convicted_is_the_word_of_one_state_alone() -> None:
    assert [state.value for state in SuspectState if "convicted" in str(state.label)] == ["convicted"]
