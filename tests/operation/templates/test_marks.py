"""State tags, handling, country codes and names: shape, word, language, and nothing that a value could break out of."""

from types import SimpleNamespace

import pytest
from django.utils import timezone, translation

from operation.access.handling import TLP
from operation.templatetags.look import (
    cc,
    holders,
    nodata,
    record_name,
    state,
    tlp,
    tlp_row,
    value,
    value_cell,
    zone_words,
)

EVIL = '"><script>alert(1)</script>'


def written(text: str, lang: str, romanised: str = "") -> SimpleNamespace:
    return SimpleNamespace(text=text, lang=lang, romanised=romanised)


def test_a_state_is_shape_and_word_never_colour_alone() -> None:
    mark = state("verified", "ok")
    assert "<svg" in mark
    assert mark.endswith("verified</span>")
    assert 'data-s="ok"' in mark


def test_the_state_of_the_page_stands_in_a_box() -> None:
    assert 'class="tag tag--box"' in state("draft", "idle", "", True)
    assert 'class="tag"' in state("draft", "idle")


def test_a_state_may_bring_its_own_drawing() -> None:
    assert state("wanted", "ink", "search") != state("wanted", "ink")


def test_the_word_of_a_state_is_escaped() -> None:
    assert "<script>" not in state(EVIL, "ok")


def test_an_unknown_tone_is_an_error_of_the_page() -> None:
    with pytest.raises(KeyError):
        state("x", "purple")


@pytest.mark.parametrize("marking", list(TLP))
def test_every_tlp_is_spelled_as_tlp_2_0_does(marking: TLP) -> None:
    shown = tlp(marking.value)
    assert marking.label in shown
    assert 'class="tlp"' in shown


def test_tlp_is_english_in_every_language() -> None:
    with translation.override("th"):
        assert 'lang="en"' in tlp("amber")


@pytest.mark.parametrize("value", ["amber_strict", "AMBER+STRICT", "TLP:AMBER+STRICT"])
def test_a_marking_is_known_in_each_of_its_spellings(value: str) -> None:
    assert 'data-tlp="amber+strict"' in tlp(value)
    assert "TLP:AMBER+STRICT" in tlp(value)


@pytest.mark.parametrize("nothing", [None, ""])
def test_what_came_without_a_marking_is_said_to_have_none(nothing: str | None) -> None:
    assert "not marked" in tlp(nothing)
    assert "not marked" in tlp_row(nothing)


def test_in_a_row_the_handling_code_stands_behind_the_marking() -> None:
    assert "AMBER · H1" in tlp_row("amber", "H1")
    assert "·" not in tlp_row("amber")


@pytest.mark.parametrize(
    ("code", "name"),
    [("KH", "Cambodia"), ("CN", "China"), ("LA", "Lao PDR"), ("MM", "Myanmar"), ("TH", "Thailand"), ("VN", "Viet Nam")],
)
def test_a_country_is_its_two_letters_with_the_name_on_demand(code: str, name: str) -> None:
    assert f'title="{name}"' in cc(code)
    assert f">{code}</abbr>" in cc(code)
    assert cc(code, True).endswith(name)


def test_a_country_may_be_a_record_of_it() -> None:
    assert ">TH</abbr>" in cc(SimpleNamespace(code="TH"))


def test_other_countries_have_their_standard_name() -> None:
    assert 'title="Nigeria"' in cc("ng")


def test_a_code_that_is_no_country_is_shown_as_it_is_and_escaped() -> None:
    assert "<script>" not in cc(EVIL)
    assert ">ZZ</abbr>" in cc("ZZ")


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_country_says_that_there_is_none(nothing: str | None) -> None:
    assert cc(nothing) == nodata()


def test_unknown_is_said_and_is_not_nought() -> None:
    assert "no data" in nodata()
    assert "no return" in nodata("no return")


def test_a_name_is_marked_with_its_language_and_kept_from_machine_translation() -> None:
    shown = record_name(written("อนันต์ ตัวอย่างวงศ์", "th", "Anan Tuayangwong"))
    assert '<span class="name" lang="th" translate="no">อนันต์ ตัวอย่างวงศ์</span>' in shown


def test_the_romanisation_follows_the_name_and_never_replaces_it() -> None:
    shown = record_name(written("李示例", "zh-Hans", "Li Shili"))
    assert shown.index("李示例") < shown.index("Li Shili")
    assert "rom--below" in shown
    assert "rom--below" not in record_name(written("李示例", "zh-Hans", "Li Shili"), False)


@pytest.mark.parametrize("romanised", ["", "John Sample"])
def test_a_latin_name_is_not_said_twice(romanised: str) -> None:
    assert record_name(written("John Sample", "en", romanised)).count("John Sample") == 1


def test_a_name_without_a_known_language_is_undetermined() -> None:
    assert 'lang="und"' in record_name(written("???", ""))


def test_a_name_is_escaped() -> None:
    assert "<script>" not in record_name(written(EVIL, EVIL, EVIL + "2"))


@pytest.mark.parametrize("nothing", [None, written("", "th")])
def test_no_name_says_so(nothing: SimpleNamespace | None) -> None:
    assert "no name" in record_name(nothing)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Shanghai", "Kunming (UTC+8)"),
        ("Asia/Bangkok", "Bangkok (UTC+7)"),
        ("Asia/Yangon", "Yangon (UTC+6:30)"),
        ("Asia/Ho_Chi_Minh", "Ha Noi (UTC+7)"),
        ("America/St_Johns", "St Johns (UTC-"),
    ],
)
def test_times_say_the_place_of_their_clock(zone: str, shown: str) -> None:
    with timezone.override(zone):
        assert zone_words().startswith(shown)


def shown(text: str = "", **given: object) -> SimpleNamespace:
    known = {"lang": "", "note": "", "countries": (), "url": "", "is_withheld": False}
    known |= {"is_number": False, "is_date": False}
    return SimpleNamespace(text=text, **(known | given))


def test_a_value_carries_its_language_and_no_markup_of_its_own() -> None:
    assert value(shown("เชียงราย", lang="th")) == '<span class="prewrap" lang="th">เชียงราย</span>'
    assert "<script>" not in value(shown(EVIL))
    assert "<script>" not in value(shown("x", url=EVIL, note=EVIL), True)


def test_a_value_that_leads_somewhere_is_a_link() -> None:
    assert value(shown("Lotus", url="/records/")) == '<a href="/records/">Lotus</a>'


def test_a_value_that_is_withheld_says_so_whatever_else_it_has() -> None:
    assert value(shown("withheld", is_withheld=True, countries=("TH",))) == nodata("withheld")


def test_a_missing_value_is_a_dash_in_a_row_and_words_on_a_page() -> None:
    assert "–" in value(shown())
    assert value(shown(), True) == nodata()


def test_countries_of_a_value_are_marks_one_beside_the_other() -> None:
    assert value(shown(countries=("TH", "MM"))) == f"{cc('TH')} {cc('MM')}"
    assert "Thailand" in value(shown(countries=("TH",)), True).rpartition("</abbr>")[2]


def test_the_note_of_a_value_stands_on_a_page_not_in_a_row() -> None:
    noted = shown("2024-09-10", note="as written")
    assert "as written" in value(noted, True)
    assert "as written" not in value(noted)


def test_a_mark_made_once_speaks_the_language_of_its_reader() -> None:
    english = cc("TH", True)
    with translation.override("th"):
        thai = cc("TH", True)
        assert thai != english
    assert cc("TH", True) == english


def test_a_cell_carries_its_label_for_narrow_screens() -> None:
    cell = value_cell(shown("12", label='Value "in" USD', is_number=True))
    assert cell == '<td data-l="Value &quot;in&quot; USD" class="tab">12</td>'
    assert 'class="tab"' not in value_cell(shown("cash", label="Class"))


def test_a_date_in_a_cell_stays_in_one_line() -> None:
    cell = value_cell(shown("20 Dec 2024", label="Arrested", is_date=True))
    assert cell == '<td data-l="Arrested"><span class="tab nowrap">20 Dec 2024</span></td>'


def test_holders_are_countries_by_their_letters_and_others_by_name() -> None:
    assert holders(["TH", "LMLECC"], "nobody yet") == f'{cc("TH")} <span lang="en">LMLECC</span>'
    assert holders([], "<nobody>") == '<span class="soft">&lt;nobody&gt;</span>'
