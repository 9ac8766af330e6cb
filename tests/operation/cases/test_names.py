"""Names in six scripts: as written, whole, and found however they are typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operation.cases.names import fold, language_of
from operation.cases.records.suspect import SuspectName
from operation.cases.spelling.scripts import Script, script_of

WRITTEN = [
    ("ចាន់ គំរូ", Script.KHMR, "km"),
    ("李示例", Script.HANS, "zh-Hans"),
    ("ສົມພອນ ຕົວຢ່າງ", Script.LAOO, "lo"),
    ("စုစု နမူနာ", Script.MYMR, "my"),
    ("อนันต์ ตัวอย่าง", Script.THAI, "th"),
    ("Trần Văn Mẫu", Script.LATN, "vi"),
    ("Anan Tuayang", Script.LATN, ""),
    ("123 …", Script.OTHER, ""),
    ("", Script.OTHER, ""),
]


@pytest.mark.parametrize(("text", "script", "language"), WRITTEN)
def test_the_script_and_the_language_follow_from_the_letters(text: str, script: Script, language: str) -> None:
    assert script_of(text) == script
    assert language_of(text) == language
    assert language_of(unicodedata.normalize("NFD", text)) == language


def test_most_letters_decide() -> None:
    assert script_of("อนันต์ (Anan)") == Script.THAI
    assert script_of("Anan Tuayang (อน)") == Script.LATN


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Trần Văn Mẫu", "tran van mau"),
        ("ĐẶNG  Thị", "dang thi"),
        ("Đặng", "dang"),
        ("  Anan\tTuayang ", "anan tuayang"),
        ("อนันต์", "อนันต์"),
        ("ဦးကျော်", "ဦးကျော်"),
        ("ចាន់ គំរូ", "ចាន់ គំរូ"),
        ("Straße", "strasse"),
    ],
)
def test_folding_takes_only_what_latin_letters_carry(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(categories=("L", "M", "Zs"))))
def test_both_ways_of_encoding_a_name_are_one(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(min_size=1, max_size=80), st.text(max_size=80))
def test_a_settled_name_is_composed_and_keeps_its_words(text: str, romanisation: str) -> None:
    name = SuspectName(text=text, romanisation=romanisation)
    name.settle()
    if not name.as_typed and not name.honorific:
        assert name.text == unicodedata.normalize("NFC", " ".join(text.split()))
    assert unicodedata.is_normalized("NFC", name.romanisation)
    assert name.script in Script.values
    before = (name.text, name.romanisation, name.script, name.folded)
    name.settle()
    assert (name.text, name.romanisation, name.script, name.folded) == before


def test_a_romanisation_is_found_with_the_name() -> None:
    name = SuspectName(text="Trần Văn Mẫu", romanisation="Tran Van MAU")
    name.settle()
    assert fold("van mau") in name.folded
    assert name.romanised == "Tran Van MAU"
    assert str(name) == "Trần Văn Mẫu"
