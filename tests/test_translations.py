"""Thai is complete: every text that a page or a PDF shows, with its placeholders."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import override

from operation.cases.records.seized_asset import AssetState
from operation.cases.records.suspect import SuspectState
from operation.oversight.wording import VERBS
from reporting.evaluation.models import EditionState

CATALOGUE = Path(settings.BASE_DIR) / "locale" / "th" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[0-9]*[a-z]|\{\w+\}|%%")
ENTRIES = [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]


def translated(entry: polib.POEntry) -> str:
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def test_there_is_a_catalogue() -> None:
    assert len(ENTRIES) > 1000


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
