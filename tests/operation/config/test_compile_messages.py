"""Translations are compiled without GNU gettext, as gettext reads them."""

import gettext
import os
from pathlib import Path

import pytest

from operation.config.messages import compile_all

HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
ENTRIES = """\
msgid "Suspect"
msgstr "ผู้ต้องสงสัย"

msgctxt "verb"
msgid "Release"
msgstr "เผยแพร่"

msgid "%(n)s suspect"
msgid_plural "%(n)s suspects"
msgstr[0] "ผู้ต้องสงสัย %(n)s คน"

#, fuzzy
msgid "Syndicate"
msgstr "?"

msgid "Asset"
msgstr ""
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "th" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(HEADER + ENTRIES)
    return path


def compiled(source: Path) -> gettext.GNUTranslations:
    with source.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_texts_contexts_and_plurals(tmp_path: Path, source: Path) -> None:
    assert compile_all(tmp_path) == [source]
    thai = compiled(source)
    assert thai.gettext("Suspect") == "ผู้ต้องสงสัย"
    assert thai.pgettext("verb", "Release") == "เผยแพร่"
    assert thai.ngettext("%(n)s suspect", "%(n)s suspects", 5) == "ผู้ต้องสงสัย %(n)s คน"


@pytest.mark.parametrize("text", ["Syndicate", "Asset"])
def test_unsure_and_empty_translations_stay_english(tmp_path: Path, source: Path, text: str) -> None:
    compile_all(tmp_path)
    assert compiled(source).gettext(text) == text


def test_only_what_changed_is_compiled(tmp_path: Path, source: Path) -> None:
    compile_all(tmp_path)
    assert compile_all(tmp_path) == []
    source.write_text(source.read_text().replace("เผยแพร่", "ปล่อย"))
    later = source.with_suffix(".mo").stat().st_mtime + 10
    os.utime(source, (later, later))
    assert compile_all(tmp_path) == [source]
    assert compiled(source).pgettext("verb", "Release") == "ปล่อย"


@pytest.mark.parametrize("locale", ["zh_Hans", "km", "lo", "my", "th", "vi"])
def test_every_language_of_the_operation(tmp_path: Path, source: Path, locale: str) -> None:
    source.parent.parent.rename(tmp_path / locale)
    (path,) = compile_all(tmp_path)
    assert compiled(path).gettext("Suspect") == "ผู้ต้องสงสัย"


def test_a_broken_catalogue_is_named(tmp_path: Path, source: Path) -> None:
    source.write_text('msgid "Suspect"\n<<<<<<< HEAD\nmsgstr ""\n')
    with pytest.raises(ValueError, match=r"django\.po, line 2: <<<<<<< HEAD"):
        compile_all(tmp_path)
    assert not source.with_suffix(".mo").exists()


def test_no_catalogues_no_work(tmp_path: Path) -> None:
    assert compile_all(tmp_path / "locale") == []
