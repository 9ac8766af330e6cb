"""The evaluation as a reader gets it: tagged, marked on every page, in every script, and the same each time."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from operation.press.linebreaks import ZERO_WIDTH_SPACE
from reporting.evaluation import render
from reporting.evaluation.chapters import Name, NamedRecord, Text
from reporting.evaluation.content import Edition, Release
from reporting.evaluation.figures import NO_FIGURE, Gap
from reporting.evaluation.printed import national, quality
from reporting.evaluation.render import Rendered, render_html, render_pdf
from tests.reporting.evaluation import sample

LANGUAGES = {"en": "en", "km": "km", "zh-hans": "zh-Hans", "lo": "lo", "my": "my", "th": "th", "vi": "vi"}
STACKED = ("km", "my", "th", "zh-hans")
UNSTACKED = [language for language in LANGUAGES if language not in STACKED]
FAMILIES = (
    "Noto-Sans",
    "Noto-Serif",
    "Noto-Sans-Khmer",
    "Noto-Sans-Lao",
    "Noto-Sans-Myanmar",
    "Noto-Sans-Thai",
    "Noto-Sans-CJK-SC",
)


@cache
def reader(rendered: Rendered) -> PdfReader:
    return PdfReader(io.BytesIO(rendered.pdf))


@cache
def pages(rendered: Rendered) -> list[str]:
    """The text of each page without break places and with single spaces."""
    found = (sheet.extract_text().replace(ZERO_WIDTH_SPACE, "") for sheet in reader(rendered).pages)
    return [re.sub(r"\s+", " ", text) for text in found]


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only cover, contents and the national sections are printed."""
    monkeypatch.setattr(render, "CHAPTERS", (national.nationals,))
    monkeypatch.setattr(render, "ANNEXES", ())


@pytest.fixture(scope="session")
def member() -> Rendered:
    return render_pdf(sample.member())


@pytest.fixture(scope="session")
def observer() -> str:
    """What the observer edition says, markup and all."""
    return render_html(sample.observer()).replace(ZERO_WIDTH_SPACE, "")


@pytest.fixture(scope="session")
def text(member: Rendered) -> str:
    return " ".join(pages(member))


def root(rendered: Rendered) -> Any:
    """The catalogue: pypdf types its objects no further."""
    return reader(rendered).trailer["/Root"]


def fonts_of(rendered: Rendered) -> list[Any]:
    sheets: list[Any] = list(reader(rendered).pages)
    return [font.get_object() for sheet in sheets for font in sheet["/Resources"]["/Font"].values()]


def elements(rendered: Rendered) -> Iterator[Any]:
    """Every element of the structure tree."""
    waiting: list[Any] = [root(rendered)["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop()
        element = element.get_object() if isinstance(element, IndirectObject) else element
        if isinstance(element, ArrayObject):
            waiting.extend(element)
        elif isinstance(element, DictionaryObject):
            if "/S" in element:
                yield element
            waiting.append(element.get("/K", ArrayObject()))


def test_is_a_report_and_not_a_leaflet(member: Rendered) -> None:
    assert member.pages == len(reader(member).pages) >= 12


def test_the_layout_engine_has_no_complaints(member: Rendered) -> None:
    assert member.complaints == ()


def test_costs_are_told(member: Rendered) -> None:
    assert member.seconds > 0
    assert 50 < member.peak_memory_mb < 400
    assert len(member.sha256) == 64


def test_is_tagged_and_titled(member: Rendered) -> None:
    pdf = reader(member)
    catalogue = root(member)
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Evaluation of Joint Operation SEAGULL · Member edition 1"
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_tables_have_headers_and_pictures_have_words(member: Rendered) -> None:
    found = list(elements(member))
    kinds = {str(element["/S"]) for element in found}
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Caption", "/Link", "/Figure"} <= kinds
    assert all(element.get("/Alt") for element in found if element["/S"] == "/Figure")


def test_cells_know_their_headers(member: Rendered) -> None:
    cells = [element for element in elements(member) if element["/S"] == "/TD" and "/A" in element]
    headed = [cell for cell in cells if cell["/A"].get("/Headers")]
    assert len(headed) > 0.85 * len(cells) > 500


def test_bookmarks_lead_through_it_without_break_places(member: Rendered) -> None:
    outline: list[Any] = reader(member).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]
    assert titles[:3] == ["Contents", "1 Results at a glance", "2 Mandate and method"]
    assert "A Counting rules" in titles


@pytest.mark.usefixtures("short")
def test_bookmarks_hold_no_break_places() -> None:
    name = "ราชอาณาจักรกัมพูชา"
    content = replace(sample.small(), countries=(replace(sample.COUNTRIES[0], name=name),))
    assert f"<h3>{name}" not in render_html(content)
    outline: list[Any] = reader(render_pdf(content)).outline
    nested = [entry for part in outline if isinstance(part, list) for entry in part]
    assert any(entry.title.endswith(name) for entry in nested)


def test_contents_give_the_page_of_each_chapter(member: Rendered) -> None:
    pdf, sheets = reader(member), pages(member)
    for chapter in ("Data quality", "National sections", "Counting rules"):
        printed = re.search(rf"{chapter}[ .…]*?(\d+)", sheets[1])
        assert printed, chapter
        assert chapter in sheets[int(printed.group(1)) - 1]
    links = [note for note in pdf.pages[1].get("/Annots", []) if note.get_object().get("/Subtype") == "/Link"]
    assert len(links) >= 30


def test_every_page_carries_marking_edition_and_number(member: Rendered) -> None:
    sheets = pages(member)
    for number, sheet in enumerate(sheets[1:], 2):
        assert "TLP:AMBER" in sheet
        assert "H2 No onward dissemination without permission" in sheet
        assert "Synthetic demonstration data" in sheet
        assert "Member edition 1 · 10 January 2025 · figures known as of 10 January 2025, 18:00 (UTC+8)" in sheet
        assert f"{number} of {member.pages}" in sheet
    assert "TLP:AMBER" in sheets[0]
    assert "Synthetic demonstration data" in sheets[0]


@pytest.mark.usefixtures("short")
def test_observers_read_another_marking() -> None:
    sheets = pages(render_pdf(sample.small(edition=Edition.OBSERVER, **sample.NAMELESS)))
    assert len(sheets) >= 3
    for sheet in sheets:
        assert "TLP:GREEN" in sheet
        assert "H1 Not in judicial proceedings without permission" in sheet
        assert "TLP:AMBER" not in sheet


def test_real_data_are_not_called_synthetic() -> None:
    html = render_html(sample.small(demonstration=False))
    assert "ynthetic" not in html


def test_fonts_are_ours_and_embedded(member: Rendered) -> None:
    fonts = fonts_of(member)
    names = {str(font["/BaseFont"]).split("+")[-1].removesuffix("-Bold") for font in fonts}
    assert set(FAMILIES) == names
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


@pytest.mark.parametrize("family", ["Noto-Sans-Khmer", "Noto-Sans-Myanmar"])
def test_stacked_scripts_are_shaped(member: Rendered, family: str) -> None:
    """Glyphs that stand for several letters exist only where the text went through shaping."""
    fonts = fonts_of(member)
    font = next(font for font in fonts if family in font["/BaseFont"])
    mapped = re.findall(rb"<[0-9A-Fa-f]{4}>\s*<((?:[0-9A-Fa-f]{4})+)>", font["/ToUnicode"].get_data())
    assert any(len(letters) >= 8 for letters in mapped)


@pytest.mark.parametrize("code", sample.PEOPLE)
def test_names_stand_as_written_with_their_romanisation(code: str) -> None:
    html = re.sub(r"\s+", " ", render_html(sample.member()).replace(ZERO_WIDTH_SPACE, ""))
    name = sample.PEOPLE[code]
    below = f'<span class="below" lang="{name.language}-Latn">{name.romanised}</span>'
    assert f'class="name" lang="{name.language}">{name.words}{below}' in html


@pytest.mark.parametrize("words", ["Trần Văn Mẫu", "李示例", "示例团伙", "Nhóm Mẫu Một"])
def test_names_can_be_found_in_the_file(text: str, words: str) -> None:
    assert words in text


def test_chapters_of_the_evaluation(text: str) -> None:
    for said in (
        "Results at a glance",
        "Mandate and method",
        "Completeness by country and week",
        "Record-backed against reported",
        "Verified against not yet verified",
        "Corrections",
        "Results by line of effort",
        "Results by country",
        "Weekly trend",
        "National sections",
        "Timeline, planned and actual",
        "Joint action days",
        "Restatements",
        "General rules",
        "Glossary and codes",
        "How to check this file",
    ):
        assert said in text


def test_figures_are_printed_as_they_are(text: str) -> None:
    content = sample.member()
    for result in content.results:
        if isinstance(result.claims, Gap):
            continue
        assert f"{result.claims:,.0f}" in text
        assert f"\u2212{result.claimed_twice:,.0f}" in text
        assert f"{result.total.total:,.0f}" in text


def test_three_sums_stand_below_each_table(text: str) -> None:
    assert text.count("Claimed by two countries") == 10
    assert text.count("Sum of claims") == 10 + 2, "money by currency and parts by country have it as a head"
    assert "without VN" in text


def test_lines_without_data_say_so(text: str) -> None:
    assert text.count("No country returned a figure for this line of effort.") == 2, "5 and 6: line 7 is measured"
    assert "no data" in text


def test_nothing_unknown_becomes_zero() -> None:
    content = sample.small()
    result = content.lines[0].results[0]
    unknown = replace(result, countries=(NO_FIGURE,), weeks=(NO_FIGURE, NO_FIGURE), claims=Gap.NO_DATA, total=NO_FIGURE)
    html = render_html(replace(content, lines=(replace(content.lines[0], results=(unknown,)),)))
    assert "No country returned a figure for this line of effort." in html
    row = html[html.index('class="unknown"') : html.index("Each bar has the scale")]
    assert "no data" in row
    assert ">0<" not in row


def test_published_figures_are_quoted_and_kept_apart(text: str) -> None:
    assert "Xinhua reported on 21 January 2025 as a preliminary result:" in text
    assert text.count("70,000") == 1
    assert "enter none of its tables" in text


def test_empty_parts_say_so() -> None:
    html = render_html(sample.small(timeline=(), action_days=(), restatements=(), glossary=()))
    for said in (
        "No event is recorded.",
        "No joint action day is recorded.",
        "No figure was corrected before this edition.",
    ):
        assert said in html
    assert "no figure of an earlier released edition has been restated" in html


def test_restatements_show_before_after_and_why() -> None:
    html = render_html(sample.small(restatements=(sample.RESTATED,)))
    for said in ("Member edition 1", "876", "874", "\u22122", "Two persons were counted twice."):
        assert said in html


def test_a_release_names_its_two_persons_by_function() -> None:
    html = render_html(sample.small(release=Release(date(2025, 1, 22), ("the director", "the supervision desk"))))
    assert "by the director and the supervision desk" in html
    assert "22 January 2025" in html


def test_national_text_keeps_its_language() -> None:
    content = sample.small()
    spoken = replace(content.nationals[0], text=(Text("ការធ្វើការរួមគ្នា", "km"),))
    html = render_html(replace(content, nationals=(spoken,)))
    assert '<p lang="km">ការ' in html


def test_a_long_table_begins_below_its_heading_and_repeats_its_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "CHAPTERS", (quality.quality,))
    monkeypatch.setattr(render, "ANNEXES", ())
    content = sample.small()
    line = next(line for line in content.lines if line.known)
    many = tuple(
        replace(line.known[0], indicator=replace(line.known[0].indicator, label=f"Thing {at:02d}")) for at in range(60)
    )
    printed = pages(render_pdf(replace(content, lines=(replace(line, results=many),))))
    first, last = (next(page for page in printed if f"Thing {at:02d}" in page) for at in (0, 59))
    assert "1.2 Record-backed against reported" in first
    assert first != last
    assert "Indicator" in last.split("Thing")[0]


def test_observer_edition_has_no_names(observer: str) -> None:
    for name in (*sample.PEOPLE.values(), *sample.GROUPS.values()):
        assert name.words not in observer
        assert name.romanised not in observer
    assert "-SUS-" not in observer
    assert "05:00 local time" not in observer


def test_observer_edition_says_what_it_leaves_out(observer: str) -> None:
    assert "under 10" in observer
    assert "National texts and names are in the member edition only." in observer
    assert "It holds aggregates only" in observer


def test_markup_in_a_name_is_text() -> None:
    content = sample.small()
    evil = NamedRecord(
        "SG24-1", Name('<b>Boss</b><img src="http://x/">', "en", "<script>alert(1)</script>"), status="<i>"
    )
    named = replace(content.nationals[0], suspects=(evil,), syndicates=())
    html = render_html(replace(content, nationals=(named,)))
    assert "&lt;b&gt;Boss&lt;/b&gt;&lt;img" in html
    assert "<script" not in html
    assert "<img" not in html


def test_nothing_is_styled_or_scripted_inline() -> None:
    html = render_html(sample.member())
    assert " style=" not in html
    assert "<style" not in html
    assert "<script" not in html


@pytest.mark.usefixtures("short")
def test_the_same_content_gives_the_same_bytes_and_tells_its_steps() -> None:
    steps: list[str] = []
    once, again = (render_pdf(sample.small(), on_step=steps.append) for _ in range(2))
    assert once.sha256 == again.sha256
    assert once.pdf == again.pdf
    assert steps == ["typeset", "layout", "write"] * 2


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("language", [*STACKED, *(pytest.param(each, marks=pytest.mark.long) for each in UNSTACKED)])
def test_prints_in_each_language(language: str) -> None:
    rendered = render_pdf(sample.small(language=language))
    assert rendered.complaints == ()
    assert root(rendered)["/Lang"] == LANGUAGES[language]
    assert "TLP:AMBER" in pages(rendered)[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_can_be_said_in_each_language(language: str) -> None:
    html = render_html(sample.member(language=language))
    assert f'<html lang="{LANGUAGES[language]}">' in html
    assert "%(" not in html
