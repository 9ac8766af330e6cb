"""Lines end between words in scripts that write no spaces; what is stored and what is markup stays as it is."""

import pytest

from operation.press.linebreaks import ZERO_WIDTH_SPACE, breakable, breakable_html, tight_html
from tests.reporting.evaluation import sample

# A sentence in each script, with a place between two words where a line may end.
WORDS = {
    "th": ("ภาษาไทยเขียนติดกัน", "ภาษา"),
    "km": ("ភាសាខ្មែរសរសេរជាប់គ្នា", "ភាសាខ្មែរ"),
    "lo": ("ພາສາລາວຂຽນຕິດກັນ", "ພາສາ"),
    "my": ("မြန်မာဘာသာစကား", "မြန်မာဘာသာ"),
}


@pytest.mark.parametrize("language", WORDS)
def test_a_line_may_end_after_a_word(language: str) -> None:
    text, first = WORDS[language]
    assert breakable(text).startswith(first + ZERO_WIDTH_SPACE)


@pytest.mark.parametrize("language", WORDS)
def test_nothing_but_break_places_is_added(language: str) -> None:
    text, _ = WORDS[language]
    assert breakable(text).replace(ZERO_WIDTH_SPACE, "") == text
    assert not breakable(text).endswith(ZERO_WIDTH_SPACE)


@pytest.mark.parametrize("text", ["李示例在昆明", "Trần Văn Mẫu", "Anan Tuayangwong", "12,345 USD", "", "ก"])
def test_scripts_that_break_by_themselves_stay_as_they_are(text: str) -> None:
    assert breakable(text) == text


def test_a_cluster_is_never_torn() -> None:
    for piece in breakable("ကျော်ဇော နမူနာ ព្រះសីហនុ").split(ZERO_WIDTH_SPACE):
        assert not piece.startswith(("\u103b", "\u103c", "\u103a", "\u17d2", "\u17c7"))


def test_mixed_text_breaks_only_in_its_runs() -> None:
    text, first = WORDS["th"]
    mixed = breakable(f"Reported: {text} (TH)")
    assert mixed.startswith(f"Reported: {first}{ZERO_WIDTH_SPACE}")
    assert mixed.endswith(" (TH)")


def test_markup_is_left_alone() -> None:
    text, _ = WORDS["km"]
    html = breakable_html(f'<title>{text}</title><p data-label="{text}">{text}</p>')
    assert html.startswith(f'<title>{text}</title><p data-label="{text}">')
    assert html.endswith(f">{breakable(text)}</p>")


def test_escaped_markup_in_a_name_is_text() -> None:
    text, _ = WORDS["lo"]
    html = breakable_html(f"<td>&lt;b&gt;{text}</td>")
    assert html == f"<td>&lt;b&gt;{breakable(text)}</td>"


def test_the_content_itself_gets_no_break_places() -> None:
    content = sample.member()
    assert ZERO_WIDTH_SPACE not in repr(content)


def test_white_space_at_the_edges_of_a_block_goes() -> None:
    assert tight_html("<td class='num'>\n  46\n</td>") == "<td class='num'>46</td>"
    assert tight_html('<th>\n Li <span class="below">x</span>\n</th>') == '<th>Li<span class="below">x</span></th>'


def test_white_space_between_words_stays() -> None:
    assert tight_html("<p><b>H2</b> No <i>onward</i> use</p>") == "<p><b>H2</b> No <i>onward</i> use</p>"
