"""Thai is complete: every text that a page or a PDF shows, with its placeholders."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation import override
from django.utils.translation.template import templatize

from operation.cases.records.seized_asset import AssetState
from operation.cases.records.suspect import SuspectState
from operation.oversight.wording import VERBS
from reporting.evaluation.models import EditionState

ROOT = Path(settings.BASE_DIR)
CATALOGUE = ROOT / "locale" / "th" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[0-9]*[a-z]|\{\w+\}|%%")
ENTRIES = [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]


def translated(entry: polib.POEntry) -> str:
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def test_there_is_a_catalogue() -> None:
    assert len(ENTRIES) > 1000


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


def test_it_holds_what_the_sources_say_and_nothing_else() -> None:
    """As `make messages` would collect it: a text that was changed since is found here, and not by a reader."""
    said = {text for source in sources() for text in texts(source)}
    held = {(entry.msgctxt, entry.msgid) for entry in ENTRIES}
    assert said - held == set(), "make messages"
    assert held - said == set(), "make messages"


def test_nothing_is_left_in_english() -> None:
    assert [entry.msgid for entry in ENTRIES if not translated(entry) or entry.fuzzy] == []


def test_a_word_that_means_two_things_is_translated_twice() -> None:
    """A person is let go, an asset given back, a report opened to readers; «changed» is a moment or a deed."""
    for word in ("released", "changed"):
        meanings = {entry.msgctxt: entry.msgstr for entry in ENTRIES if entry.msgid == word}
        assert None not in meanings
        assert len(set(meanings.values())) == len(meanings) > 1
    with override("th"):
        told = (SuspectState.RELEASED.label, AssetState.RELEASED.label, EditionState.RELEASED.label)
        assert [str(words) for words in told] == ["ปล่อยตัวแล้ว", "ปล่อยทรัพย์สินแล้ว", "เผยแพร่แล้ว"]
        assert [str(VERBS[verb]) for verb in ("released", "amended")] == ["เผยแพร่", "แก้ไข"]


@pytest.mark.parametrize(
    "entry", [entry for entry in ENTRIES if PLACEHOLDER.search(entry.msgid)], ids=lambda e: e.msgid[:40]
)
def test_placeholders_survive(entry: polib.POEntry) -> None:
    source = entry.msgid_plural or entry.msgid
    assert set(PLACEHOLDER.findall(translated(entry))) <= set(PLACEHOLDER.findall(source)) | set(
        PLACEHOLDER.findall(entry.msgid)
    )
    assert set(PLACEHOLDER.findall(translated(entry))) >= set(PLACEHOLDER.findall(entry.msgid)) - {"%%"}
