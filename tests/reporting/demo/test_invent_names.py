"""Invented names: right in their script, romanised, and recognisable as samples."""

import unicodedata
from collections import Counter
from itertools import product

import pytest

from operation.cases.names import NameKind, fold
from operation.cases.spelling.scripts import Script, script_of
from reporting.demo.chance import Dice
from reporting.demo.names import Namer, nickname
from reporting.demo.vocabulary import MEMBERS, groups, name_parts, narrative
from reporting.demo.writing import Script as DemoScript

SCRIPTS = {
    "KH": Script.KHMR,
    "CN": Script.HANS,
    "LA": Script.LAOO,
    "MM": Script.MYMR,
    "TH": Script.THAI,
    "VN": Script.LATN,
}
SAMPLE = {
    "KH": ("គំរូ", "ឧទាហរណ៍"),
    "CN": ("示例", "样本", "样例", "范例", "示范", "样品", "虚构", "假设"),
    "LA": ("ຕົວຢ່າງ",),
    "MM": ("နမူနာ", "ဥပမာ"),
    "TH": ("ตัวอย่าง",),
    "VN": ("Mẫu", "Thử", "Ví Dụ", "Giả Định"),
}


@pytest.mark.parametrize("country", MEMBERS)
def test_each_name_is_written_in_the_script_of_its_country(country: str) -> None:
    namer, dice = Namer(7), Dice("names")
    for sex in ("male", "female", "unknown"):
        for _turn in range(40):
            legal = namer.person(country, sex, dice)[0]
            assert legal.kind == NameKind.LEGAL
            assert script_of(legal.text) == SCRIPTS[country]
            assert script_of(legal.romanisation) == Script.LATN
            assert legal.romanisation_system


@pytest.mark.parametrize("country", MEMBERS)
def test_each_name_says_that_it_is_a_sample(country: str) -> None:
    namer, dice = Namer(7), Dice("names")
    for _turn in range(60):
        text = namer.person(country, dice.choice(["male", "female"]), dice)[0].text
        assert any(word in text for word in SAMPLE[country]), text


def test_every_text_is_composed(script: DemoScript) -> None:
    for life in script.lives:
        for name in life.names:
            for text in (name.text, name.romanisation, name.honorific):
                assert text == unicodedata.normalize("NFC", text)
                assert text == " ".join(text.split())


def test_no_romanisation_keeps_asian_signs(script: DemoScript) -> None:
    for life in script.lives:
        for name in life.names:
            assert fold(name.romanisation).replace("ü", "u").isascii(), name.romanisation


def test_names_follow_the_nationality_and_not_who_logged_them(script: DemoScript) -> None:
    for life in script.lives:
        if life.slug == "suspects":
            assert script_of(life.names[0].text) == SCRIPTS[life.values["nationalities"][0]]


def test_a_name_comes_again_only_when_all_have_been_given(script: DemoScript) -> None:
    given = Counter(life.names[0].text for life in script.lives if life.slug == "suspects")
    assert max(given.values()) <= 2
    assert sum(1 for times in given.values() if times > 1) < 0.1 * len(given)


@pytest.mark.parametrize("country", MEMBERS)
def test_there_are_enough_names_for_a_country(country: str) -> None:
    parts = name_parts(country).parts.values()
    male = {tuple(word.text for word in words) for words in product(*(part["male"] for part in parts))}
    assert len(male) >= 100


def test_some_people_have_nicknames_and_aliases_in_another_script(script: DemoScript) -> None:
    names = [life.names for life in script.lives if life.slug == "suspects"]
    assert sum(any(name.kind == NameKind.NICKNAME for name in each) for each in names) > 100
    foreign = [
        each
        for each in names
        if any(name.kind == NameKind.ALIAS and script_of(name.text) != script_of(each[0].text) for name in each)
    ]
    assert len(foreign) > 50
    assert any(name.honorific for each in names for name in each)


@pytest.mark.parametrize("country", MEMBERS)
def test_nicknames_are_in_the_script_of_their_country(country: str) -> None:
    for turn in range(20):
        assert script_of(nickname(country, Dice(str(turn))).text) == SCRIPTS[country]


@pytest.mark.parametrize("country", MEMBERS)
def test_syndicates_have_a_name_of_their_country_and_an_english_one(country: str) -> None:
    assert len(groups(country)) == len({word.text for word in groups(country)}) >= 2
    for word in groups(country):
        assert script_of(word.text) == SCRIPTS[country]
        assert any(sample in word.text for sample in SAMPLE[country])
        assert word.english.endswith("sample group")


@pytest.mark.parametrize("country", MEMBERS)
def test_sentences_are_in_the_language_of_the_agency(country: str) -> None:
    assert script_of(narrative(country)) == SCRIPTS[country]
