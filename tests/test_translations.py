"""Thai is complete: every text that a page or a PDF shows, with its placeholders."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

CATALOGUE = Path(settings.BASE_DIR) / "locale" / "th" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[0-9]*[a-z]|\{\w+\}|%%")
ENTRIES = [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]


def translated(entry: polib.POEntry) -> str:
    return str(entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr)


def test_there_is_a_catalogue() -> None:
    assert len(ENTRIES) > 1000


def test_nothing_is_left_in_english() -> None:
    assert [entry.msgid for entry in ENTRIES if not translated(entry) or entry.fuzzy] == []


@pytest.mark.parametrize(
    "entry", [entry for entry in ENTRIES if PLACEHOLDER.search(entry.msgid)], ids=lambda e: e.msgid[:40]
)
def test_placeholders_survive(entry: polib.POEntry) -> None:
    source = entry.msgid_plural or entry.msgid
    assert set(PLACEHOLDER.findall(translated(entry))) <= set(PLACEHOLDER.findall(source)) | set(
        PLACEHOLDER.findall(entry.msgid)
    )
    assert set(PLACEHOLDER.findall(translated(entry))) >= set(PLACEHOLDER.findall(entry.msgid)) - {"%%"}
