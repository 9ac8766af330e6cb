"""Names as six scripts write them: old Burmese encodings, honorifics, and what sounds alike."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operation.cases.names import composed
from operation.cases.records.suspect import SuspectName
from operation.cases.spelling.honorifics import split_beside_burmese, split_honorific
from operation.cases.spelling.sounds import LONGEST, asked_keys, sound_keys
from operation.cases.spelling.zawgyi import is_zawgyi, to_unicode

LETTERS = st.text(alphabet=st.characters(categories=("L", "M", "Zs")), max_size=60)
BURMESE = st.text(alphabet=st.characters(min_codepoint=0x1000, max_codepoint=0x109F), max_size=40)

SAME = [
    ("สมชาย", "Somchai", "Somchay"),
    ("ประเสริฐ", "Prasert", "Prasoet"),
    ("วิชัย", "Wichai", "Vichai", "Vichay"),
    ("ธวัชชัย", "Thawatchai", "Tawatchai"),
    ("สมศักดิ์", "Somsak", "Somsack"),
    ("อนันต์", "Anan"),
    ("จันทร์", "Chan", "Jan"),
    ("พร", "Phon", "Porn"),
    ("ພູມສະຫວັນ", "Phoumsavanh", "Phumsavan"),
    ("ບຸນມີ", "Bounmy", "Bunmi"),
    ("ໄຊຍະສານ", "Xaysane", "Saysan", "Xayasan"),
    ("ສົມພອນ", "Somphone", "Sompon", "Somphorn"),
    ("សុខា", "Sokha", "Sokkha"),
    ("វិចិត្រ", "Vichet", "Vicheth", "Wichit"),
    ("ចាន់", "Chan", "Chann"),
    ("សុជាតា", "Socheata", "Sochiata"),
    ("ကျော်", "Kyaw", "Kyo"),
    ("ထွန်း", "Htun", "Tun", "Htoon"),
    ("ခင်", "Khin", "Kin"),
    ("ဇော်", "Zaw", "Zor"),
    ("သန်း ရွှေ", "Than Shwe", "Tan Shwae"),
    ("အောင်ကျော်မိုး", "Aung Kyaw Moe", "Aung Kyaw Mo"),
    ("王伟", "Wang Wei", "wangwei", "WÁNG WĚI"),
    ("Đặng Thị", "Dang Thi"),
]
APART = [("Somchai", "Somsri"), ("Kyaw", "Khin"), ("王伟", "李娜"), ("Prasert", "Pramote"), ("Sokha", "Sopheap")]


def whole(text: str) -> set[str]:
    return {key for key in sound_keys(text) if key.startswith("=")}


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_of_a_name_have_a_key_in_common(spellings: tuple[str, ...]) -> None:
    assert len({frozenset(whole(text)) for text in spellings}) == 1, {text: whole(text) for text in spellings}
    assert all(whole(text) for text in spellings)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_names_have_none(one: str, other: str) -> None:
    assert not whole(one) & whole(other)


def test_every_word_of_a_name_is_heard() -> None:
    keys = sound_keys("Bounmy Keovilay", "ບຸນມີ")
    assert {"PNM", "=PNM"} <= set(keys)
    words, name = asked_keys("bunmi kaewvilai")
    assert set(words) <= set(keys)
    assert set(name) <= set(keys)
    assert asked_keys("...") == ([], [])


@given(LETTERS)
def test_any_text_has_keys_that_fit(text: str) -> None:
    keys = sound_keys(text, text.upper())
    assert all(key and len(key) <= LONGEST for key in keys)
    assert len(keys) == len(set(keys))
    words, name = asked_keys(text)
    assert set(words) | set(name) <= set(sound_keys(text))


@pytest.mark.parametrize(
    ("text", "name", "honorific"),
    [
        ("ဦးကျော်စွာ", "ကျော်စွာ", "ဦး"),
        ("ဒေါ် အောင်", "အောင်", "ဒေါ်"),
        ("ကို ကို အေး", "ကို အေး", "ကို"),
        ("ကိုကို", "ကိုကို", ""),
        ("မောင်မောင်", "မောင်မောင်", ""),
        ("นายสมชาย ใจดี", "สมชาย ใจดี", "นาย"),
        ("นางสาวสมหญิง ใจดี", "สมหญิง ใจดี", "นางสาว"),
        ("นาย สมชาย", "สมชาย", "นาย"),
        ("นายสมชาย", "นายสมชาย", ""),
        ("นางาม ใจดี", "นางาม ใจดี", ""),
        ("ທ້າວ ສົມພອນ", "ສົມພອນ", "ທ້າວ"),
        ("លោក ចាន់ គំរូ", "ចាន់ គំរូ", "លោក"),
        ("លោកស្រីចាន់", "ចាន់", "លោកស្រី"),
        ("李明先生", "李明", "先生"),
        ("先生", "先生", ""),
        ("Ông Nguyễn Văn A", "Nguyễn Văn A", "Ông"),
        ("Mr. Smith", "Smith", "Mr."),
        ("Mr", "Mr", ""),
        ("Ma Long", "Ma Long", ""),
        ("U Thant", "U Thant", ""),
    ],
)
def test_an_honorific_is_split_off_where_it_is_clearly_one(text: str, name: str, honorific: str) -> None:
    found = split_honorific(text)
    assert (found.name, found.honorific) == (name, honorific)


def test_beside_a_burmese_name_its_romanisation_loses_it_too() -> None:
    assert split_beside_burmese("U Kyaw Swar").name == "Kyaw Swar"
    assert split_beside_burmese("Umar").name == "Umar"
    name = SuspectName(text="ဦးကျော်စွာ", romanisation="U Kyaw Swar")
    name.settle()
    assert (name.text, name.romanisation, name.honorific) == ("ကျော်စွာ", "Kyaw Swar", "ဦး")
    typed = SuspectName(text="ဦးကျော်စွာ", honorific="ဗိုလ်")
    typed.settle()
    assert (typed.text, typed.honorific) == ("ဦးကျော်စွာ", "ဗိုလ်"), "one that was typed beside it stays"


@pytest.mark.parametrize(("text", "romanisation"), [("စုစု နမူနာ", "Ma Su"), ("นาย สมชาย ใจดี", "Ko Somchai")])
def test_beside_any_other_name_its_romanisation_keeps_its_words(text: str, romanisation: str) -> None:
    name = SuspectName(text=text, romanisation=romanisation)
    name.settle()
    assert name.romanisation == romanisation


@given(LETTERS)
def test_nothing_of_a_name_is_lost(text: str) -> None:
    text = composed(text)
    found = split_honorific(text)
    assert sorted(f"{found.honorific}{found.name}".replace(" ", "")) == sorted(text.replace(" ", ""))
    assert found.name or not text


@pytest.mark.parametrize(("typed", "meant"), [("ဦးေက်ာ္စြာ", "ဦးကျော်စွာ"), ("ေမာင္ေမာင္", "မောင်မောင်")])
def test_zawgyi_is_converted_and_what_was_typed_is_kept(typed: str, meant: str) -> None:
    assert is_zawgyi(typed)
    assert unicodedata.normalize("NFC", to_unicode(typed)) == meant
    name = SuspectName(text=typed)
    name.settle()
    assert f"{name.honorific}{name.text}" == meant
    assert name.as_typed == typed
    again = SuspectName(text=typed, as_typed="what was typed before")
    again.settle()
    assert again.as_typed == "what was typed before"


@pytest.mark.parametrize("text", ["ဦးကျော်စွာ", "စုစု နမူနာ", "မောင်မောင်", "Anan", "อนันต์", "", "123"])
def test_unicode_is_left_as_it_is(text: str) -> None:
    assert not is_zawgyi(text)
    name = SuspectName(text=text)
    name.settle()
    assert name.as_typed == ""


@given(BURMESE)
def test_any_burmese_text_is_settled_once(text: str) -> None:
    name = SuspectName(text=text)
    name.settle()
    before = (name.text, name.honorific, name.as_typed, name.folded, name.sounds)
    name.settle()
    assert len(name.text) <= 160
    assert (name.text, name.honorific, name.as_typed, name.folded, name.sounds) == before
