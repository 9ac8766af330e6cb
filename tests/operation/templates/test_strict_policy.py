"""What the content security policy, seven languages and poor lines ask of every template, style sheet and script."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
STYLES = [path for path in SHEETS if path.name not in ("pdf.css", "paper.css")]
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
DRAWINGS = sorted((ROOT / "static" / "img").glob("*.svg"))
PDF = ROOT / "templates" / "reporting" / "pdf"
PAGES = [path for path in TEMPLATES if PDF not in path.parents]

COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\s*%\}.*?\{%\s*endcomment\s*%\}", re.S)
TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.S)
BRACES = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
TAG = re.compile(r"<[^>]*>", re.S)
SAID = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"')
WORD = re.compile(r"[A-Za-z]{2,}")
NOT_TRANSLATED = {
    "Seagull",
    "Ctrl",
    "Shift",
    "Enter",
    "Alt",
    "Esc",
    "TLP",
    "DOCTYPE",
    "PDF",
    "XLSX",
    "CSV",
    "SVG",
    "PNG",
    "API",
    "LMLECC",
}
STYLES_AT_MOST = 68_000
PAGE_BUDGET = 150_000


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code(path: Path) -> str:
    """A template without its comments."""
    return COMMENT.sub("", path.read_text())


def bare_words(source: str) -> Iterator[str]:
    """English that a person would read and no translator would see."""
    source = TRANSLATED.sub("", source)
    text = unescape(TAG.sub(" ", BRACES.sub(" ", source)))
    spoken = " ".join(BRACES.sub(" ", said) for said in SAID.findall(source))
    yield from (word for word in WORD.findall(f"{text} {spoken}") if word not in NOT_TRANSLATED)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_template_has_a_style_of_its_own(path: Path) -> None:
    assert not re.search(r"\sstyle\s*=|<style", code(path))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_template_has_a_script_of_its_own(path: Path) -> None:
    source = code(path)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r"\son[a-z]+\s*=|hx-on|javascript:", source)


@pytest.mark.parametrize("path", [*TEMPLATES, *SHEETS, *SCRIPTS], ids=name)
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    source = code(path) if path.suffix == ".html" else path.read_text()
    assert not re.search(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", re.sub(r"http://www\.w3\.org/\S+", "", source))


@pytest.mark.parametrize("path", SHEETS, ids=name)
def test_style_sheets_load_nothing(path: Path) -> None:
    assert not re.search(r"@import|url\(|expression\(", path.read_text())


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_scripts_make_no_code_and_keep_nothing(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\beval\b|new Function|innerHTML|document\.write|insertAdjacentHTML", source)
    assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie", source), (
        "names must not lie on shared computers"
    )


@pytest.mark.parametrize("path", DRAWINGS, ids=name)
def test_drawings_hold_no_script_or_style(path: Path) -> None:
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|href=", path.read_text())


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_word_can_be_translated(path: Path) -> None:
    assert list(bare_words(code(path))) == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_to_other_windows_and_autofill_of_names_are_not_used(path: Path) -> None:
    assert 'target="_blank"' not in code(path)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_form_that_changes_something_carries_its_token(path: Path) -> None:
    for form in re.findall(r'<form\b[^>]*method="post".*?</form>', code(path), re.S):
        assert "{% csrf_token %}" in form


def test_the_styles_are_small_and_each_is_loaded_somewhere() -> None:
    assert sum(path.stat().st_size for path in STYLES) < STYLES_AT_MOST
    loaded = "".join(code(path) for path in PAGES)
    assert {path.name for path in STYLES} == set(re.findall(r"css/([\w.]+)", loaded))


def test_every_script_of_ours_is_loaded_and_they_are_small() -> None:
    loaded = "".join(code(path) for path in PAGES)
    assert {path.name for path in SCRIPTS} <= set(re.findall(r"js/([\w.]+)", loaded))
    assert sum(path.stat().st_size for path in SCRIPTS) < 20_000


def test_styles_and_scripts_leave_room_for_the_page() -> None:
    everywhere = code(ROOT / "templates" / "base.html") + code(ROOT / "templates" / "components" / "assets.html")
    loaded = [path for path in [*STYLES, *SCRIPTS] if path.name in everywhere]
    here_and_there = {path.stat().st_size for path in [*STYLES, *SCRIPTS]} - {path.stat().st_size for path in loaded}
    assert sum(path.stat().st_size for path in loaded) + max(here_and_there) < PAGE_BUDGET / 2


def test_colours_have_the_same_names_in_the_light_and_in_the_dark() -> None:
    source = (ROOT / "static" / "css" / "tokens.css").read_text()
    blocks = re.findall(r"\{([^{}]*--ground:[^{}]*)\}", source)
    light, system_dark, chosen_dark, _print = ({*re.findall(r"(--[\w-]+):", block)} for block in blocks)
    assert system_dark == chosen_dark
    assert system_dark <= light


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["--ground", "--surface", "--sunk"])
def test_text_and_states_can_be_read_on_every_ground(mode: int, ground: str) -> None:
    source = (ROOT / "static" / "css" / "tokens.css").read_text()
    block = re.findall(r"\{([^{}]*--ground:[^{}]*)\}", source)[mode]
    colours = dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6})", block))
    for text in ("--ink", "--ink-2", "--ink-3", "--river", "--ok", "--due", "--late"):
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert contrast(colours["--edge"], colours[ground]) >= 3, ground


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("tone", ["ok", "due", "late", "river"])
def test_a_state_can_be_read_on_its_own_soft_ground(mode: int, tone: str) -> None:
    source = (ROOT / "static" / "css" / "tokens.css").read_text()
    block = re.findall(r"\{([^{}]*--ground:[^{}]*)\}", source)[mode]
    colours = dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6})", block))
    assert contrast(colours[f"--{tone}"], colours[f"--{tone}-soft"]) >= 4.5
