"""Each language is complete: every text that a page or a PDF shows, with its placeholders."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract
from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override
from django.utils.translation.template import templatize

from operation.cases.records.seized_asset import AssetState
from operation.cases.records.suspect import SuspectState
from operation.oversight.wording import VERBS
from reporting.evaluation.models import EditionState

ROOT = Path(settings.BASE_DIR)
LANGUAGES = ("km", "lo", "my", "th", "vi", "zh_Hans")
LETTERS = {
    "km": "\u1780-\u17ff",
    "lo": "\u0e80-\u0eff",
    "my": "\u1000-\u109f",
    "th": "\u0e00-\u0e7f",
    "zh_Hans": "\u4e00-\u9fff",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[0-9]*[a-z]|\{\w+\}|%%")
each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def entries(language: str) -> list[polib.POEntry]:
    catalogue = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
    return [entry for entry in catalogue if not entry.obsolete]


def translated(entry: polib.POEntry) -> str:
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def test_every_language_that_is_offered_has_a_catalogue() -> None:
    offered = {code.replace("hans", "Hans").replace("-", "_") for code, _name in settings.LANGUAGES} - {"en"}
    assert offered == set(LANGUAGES) == {path.name for path in (ROOT / "locale").iterdir()}


def test_no_text_to_translate_stands_in_an_f_string() -> None:
    """There no collector finds it: it would be shown in English for ever."""
    found = []
    for path in (one for app in ("operation", "coordination", "reporting") for one in (ROOT / app).rglob("*.py")):
        joined = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)]
        calls = [call for one in joined for call in ast.walk(one) if isinstance(call, ast.Call)]
        named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in KEYWORDS]
        found += [f"{path}:{call.lineno}" for call in named if isinstance(call.args[0], ast.Constant)]
    assert found == []


WITH_CONTEXT = ((1, "c"), 2)
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), WITH_CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (*WITH_CONTEXT, 3)),
}


def sources() -> Iterator[bytes]:
    """Whatever has texts to translate, as Python."""
    for app in ("operation", "coordination", "reporting"):
        yield from (file.read_bytes() for file in sorted((ROOT / app).rglob("*.py")))
    for file in sorted((ROOT / "templates").rglob("*.*")):
        yield "\n".join(line.strip() for line in templatize(file.read_text()).split("\n")).encode()


def texts(source: bytes) -> Iterator[tuple[str | None, str]]:
    for _line, found, _comments, context in extract("python", BytesIO(source), keywords=KEYWORDS):
        yield context, found[0] if isinstance(found, tuple) else found


@cache
def said() -> frozenset[tuple[str | None, str]]:
    return frozenset(text for source in sources() for text in texts(source))


@each_language
def test_it_holds_what_the_sources_say_and_nothing_else(language: str) -> None:
    """As `make messages` would collect it: a text that was changed since is found here, and not by a reader."""
    held = {(entry.msgctxt, entry.msgid) for entry in entries(language)}
    assert said() - held == set(), "make messages"
    assert held - said() == set(), "make messages"


@each_language
def test_nothing_is_left_in_english(language: str) -> None:
    assert [entry.msgid for entry in entries(language) if not translated(entry) or entry.fuzzy] == []


@pytest.mark.parametrize("language", LETTERS)
def test_sentences_are_written_in_the_letters_of_the_language(language: str) -> None:
    """Codes and names of formats stay as they are; a sentence of four words and more does not."""
    letters = re.compile(f"[{LETTERS[language]}]")
    sentences = [entry for entry in entries(language) if len(entry.msgid.split()) > 3]
    assert [entry.msgid for entry in sentences if not letters.search(translated(entry))] == []


@each_language
def test_a_word_that_means_two_things_is_translated_twice(language: str) -> None:
    """A person is let go, an asset given back, a report opened to readers; «changed» is a moment or a deed."""
    for word in ("released", "changed"):
        meanings = {entry.msgctxt: entry.msgstr for entry in entries(language) if entry.msgid == word}
        assert None not in meanings
        assert len(set(meanings.values())) == len(meanings) > 1, meanings


def test_each_meaning_stands_where_it_is_meant() -> None:
    with override("th"):
        told = (SuspectState.RELEASED.label, AssetState.RELEASED.label, EditionState.RELEASED.label)
        assert [str(words) for words in told] == ["ปล่อยตัวแล้ว", "ปล่อยทรัพย์สินแล้ว", "เผยแพร่แล้ว"]
        assert [str(VERBS[verb]) for verb in ("released", "amended")] == ["เผยแพร่", "แก้ไข"]


@each_language
def test_what_django_says_itself_is_said_in_each_language(language: str) -> None:
    """It has no Lao, and little Khmer and Burmese: operation/config/words.py."""
    with override(language.replace("_", "-").lower()):
        said = {str(forms.Field.default_error_messages["required"]), date_format(date(2025, 1, 8), "F")}
    assert not said & {"This field is required.", "January"}


@each_language
def test_placeholders_survive(language: str) -> None:
    wrong = {entry.msgid: translated(entry) for entry in entries(language) if not keeps_placeholders(entry)}
    assert wrong == {}


def keeps_placeholders(entry: polib.POEntry) -> bool:
    """All that its source has; where that speaks of one and of many, all of the one or of the other."""
    one, many = (set(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural or entry.msgid))
    found = set(PLACEHOLDER.findall(translated(entry)))
    return (one - {"%%"} <= found or many - {"%%"} <= found) and found <= one | many
