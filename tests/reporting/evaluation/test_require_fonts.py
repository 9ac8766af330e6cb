"""A PDF that needs a missing font is refused with the font's name and the way to install it."""

from pathlib import Path

import pytest

from operation.press import fonts
from reporting.evaluation.render import render_pdf
from tests.reporting.evaluation import sample

LETTERS = {
    "Noto Sans Khmer": "ក",
    "Noto Sans CJK SC": "李",
    "Noto Sans Lao": "ກ",
    "Noto Sans Myanmar": "က",
    "Noto Sans Thai": "ก",
    "Noto Sans": "ẫ",
}
ALL = frozenset(family for script in fonts.SCRIPTS for family in script.families)


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> None:
    """All families but those of Khmer."""
    here = frozenset(family for family in ALL if "Khmer" not in family)
    monkeypatch.setattr(fonts, "installed", lambda: here)


@pytest.mark.parametrize("family", LETTERS)
def test_each_script_needs_its_families(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: ALL - {family})
    with pytest.raises(fonts.MissingFont) as refused:
        fonts.require_for(f"2024 {LETTERS[family]}")
    assert refused.value.families == (family,)


@pytest.mark.parametrize("family", LETTERS)
def test_other_scripts_do_not_need_it(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: ALL - {family})
    for other, letter in LETTERS.items():
        if other != family:
            fonts.require_for(letter)


@pytest.mark.usefixtures("only")
def test_the_message_names_the_fonts_and_the_line() -> None:
    with pytest.raises(fonts.MissingFont) as refused:
        fonts.require_for("ចាន់")
    message = str(refused.value)
    assert "Noto Serif Khmer, Noto Sans Khmer" in message
    assert "apt-get install" in message
    assert message.endswith("fonts-noto-core")


def test_chinese_comes_in_its_own_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: frozenset({"Noto Sans", "Noto Serif"}))
    with pytest.raises(fonts.MissingFont) as refused:
        fonts.require_for("李 and ກ")
    assert refused.value.packages == ("fonts-noto-cjk", "fonts-noto-core")


@pytest.mark.usefixtures("only")
def test_no_pdf_is_made_without_its_font() -> None:
    with pytest.raises(fonts.MissingFont, match="Noto Serif Khmer"):
        render_pdf(sample.small())


def test_fontconfig_is_asked_each_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A font that was installed meanwhile is found without a restart."""
    assert "Noto Sans Khmer" in fonts.installed()
    empty = tmp_path / "fonts.conf"
    empty.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>'
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(empty))
    assert fonts.installed() == frozenset()
    with pytest.raises(fonts.MissingFont):
        fonts.require_for("ກ")


def test_without_fontconfig_nothing_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FC_LIST", "/nowhere/fc-list")
    assert fonts.installed() == frozenset()
