"""What our scripts read is what they mean: no element, no property of another object stands in for it."""

import re
from pathlib import Path

import pytest

from tests.operation.templates.test_strict_policy import SCRIPTS, name

OF_THE_DOCUMENT = {"addEventListener", "getElementById", "querySelector", "querySelectorAll"}
OF_THE_WINDOW = {"addEventListener", "PublicKeyCredential", "webauthnJSON"}


def code(path: Path) -> str:
    return re.sub(r"^\s*//.*$", "", path.read_text(), flags=re.MULTILINE)


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_no_element_takes_the_place_of_what_a_script_reads(path: Path) -> None:
    """`document.anything` may be a form of that name: elements are asked for by their key instead."""
    source = code(path)
    assert set(re.findall(r"\bdocument\.(\w+)", source)) <= OF_THE_DOCUMENT
    assert set(re.findall(r"\bwindow\.(\w+)", source)) <= OF_THE_WINDOW
    assert not re.search(r"\b(?:document|window|self|globalThis)\s*\[", source)
    assert not re.search(r"^\s*(?:var|with)\b|^\w+\s*=[^=>]", source, re.MULTILINE), "nothing becomes global"


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_no_prototype_is_written_to(path: Path) -> None:
    source = code(path)
    assert not re.search(r"__proto__|\bprototype\b|\bconstructor\b|Object\.assign|structuredClone", source)
    assert not re.search(r"\]\s*=[^=>]", source), "a property with a computed name may be any"
    assert not re.search(r"\bfor\s*\(\s*(?:const|let|var)\s+\w+\s+in\b", source)


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_values_of_another_type_are_never_equal(path: Path) -> None:
    assert not re.search(r"[^=!]==[^=]|!=[^=]", code(path))
