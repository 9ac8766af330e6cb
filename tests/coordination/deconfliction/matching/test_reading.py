"""Names as they are read: scripts, encodings, titles, order, and what holds of any text."""

import unicodedata

import icu  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.deconfliction.matching import finding, keys
from coordination.deconfliction.matching.comparing import PROPOSES, nearest
from coordination.deconfliction.matching.reading.names import packed, read, unpacked

LETTERS = st.characters(categories=["Lu", "Ll", "Lo", "Mn", "Mc", "Zs", "Po"])
NAMES = st.sampled_from(
    (
        *("ហ៊ុន សុខា", "ស្រីមុំ", "ທອງລຸນ ສີສຸລິດ", "สมชาย ใจดี", "ကျော်ဇော်ထွန်း", "阮文雄", "欧阳修", "Nguyễn Văn Hùng"),
        *("Kyaw Zaw Htun", "Phommachanh Souvannavong", "Wang Jianguo", "Ng", "Cao Cuong", "Aung San Suu Kyi"),
    )
)


def score(one: str, other: str) -> float:
    return nearest(read(one), read(other)).score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ហ៊ុន សុខា", "Hun Sokha"),
        ("ស្រីមុំ ជា", "Chea Sreymom"),
        ("វុទ្ធី ហេង", "Vuthy Heng"),
        ("ພົມມະຈັນ ສົມພອນ", "Phommachanh Somphone"),
        ("ໄຊຍະ ສຸວັນນະວົງ", "Xaya Souvannavong"),
        ("พรทิพย์ ศรีสุข", "Porntip Srisook"),
        ("ณัฐพล ชัยวัฒน์", "Nattapon Chaiwat"),
        ("อดุลยเดช ภูมิพล", "Adulyadej Bhumibol"),
        ("ชวลิต วัฒนานนท์", "Chawalit Wattananont"),
        ("ปิยบุตร สอดศรี", "Piyabut Sodsri"),
        ("ชัชวาล สิทธิพันธุ์", "Chatchawan Sittipunt"),
        ("วิษณุ สรวงศ์", "Wissanu Sorawong"),
        ("ศิริวรรณ ชาติพงศ์", "Siriwan Chatpongsa"),
        ("ສຸລິຍະ ບຸນສາ", "Bounsa Souliya"),
        ("ປັນຍາວຽງ ທອງດີ", "Panyaviengh Thongdi"),
        ("ကျော်ဇော်ထွန်း", "Kyaw Zaw Tun"),
        ("သွယ်ညီ", "Thwal Nyi"),
        ("တုတ်သန္တာ", "Tote Thandar"),
        ("စွမ်းသက်ဝတ်ရည်", "Swan Thett Wutyi"),
        ("ခင်သီတာရွှေ", "Khin Thidar Shwe"),
        ("မြင့်မောင်", "Myint Mg"),
        ("李嘉诚", "Lee Ka Shing"),
        ("吕伟", "Lyu Wei"),
        ("蔣介石", "Chiang Chieh-shih"),
        ("陈秀英", "Tan Siew Eng"),
        ("阮文雄", "Nguyen Van Hung"),
        ("謝霆鋒", "Xie Tingfeng"),
        ("邓小平", "Teng Hsiao-p'ing"),
        ("Huỳnh Thị Hồng", "黄氏红"),
    ],
)
def test_spellings_that_people_bear_are_one_name(one: str, other: str) -> None:
    assert score(one, other) >= PROPOSES
    assert score(other, one) >= PROPOSES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ma Myint Swe", "Maung Myint Swe"),
        ("Maung Swan Zeyar", "မာစွမ်းဇေယျာ"),
        ("ហ៊ុន សុខា", "Hun Manet"),
        ("ညွန့်ဝင်း", "Nyunt Shwe"),
        ("阮文雄", "Nguyễn Văn Đạt"),
        ("สมชาย ใจดี", "สมหญิง ใจดี"),
        ("王伟", "Li Wei"),
        ("ចាន់ ស្រីល័ក្ខ", "ផាន់ ស្រីល័ក្ខ"),
        ("张红成", "郑强红"),
        ("ชวลิต วัฒนานนท์", "Chalit Wattana"),
    ],
)
def test_siblings_and_namesakes_in_a_part_are_two(one: str, other: str) -> None:
    assert score(one, other) < PROPOSES


def test_zawgyi_is_the_same_name() -> None:
    zawgyi = str(icu.Transliterator.createInstance("my-Zawgyi").transliterate("ဖြိုးမင်းသိန်း"))
    assert read(zawgyi) == read("ဖြိုးမင်းသိန်း")
    assert score(zawgyi, "Phyo Min Thein") >= PROPOSES


@pytest.mark.parametrize(
    ("titled", "name"),
    [
        ("นายสมชาย ใจดี", "สมชาย ใจดี"),
        ("พ.ต.อ. สมชาย ใจดี", "สมชาย ใจดี"),
        ("ພົນເອກ ສົມພອນ ວົງສາ", "ສົມພອນ ວົງສາ"),
        ("ឯកឧត្តម ហ៊ុន សុខា", "ហ៊ុន សុខា"),
        ("ဒေါ်ခင်သီတာ", "ခင်သီတာ"),
        ("王伟先生", "王伟"),
        ("Mr. Kong Samnang", "Kong Samnang"),
        ("Col. Kong Samnang", "Kong Samnang"),
    ],
)
def test_a_title_is_no_part_of_a_name(titled: str, name: str) -> None:
    assert read(titled) == read(name)


def test_a_title_that_is_a_name_too_counts_little() -> None:
    assert score("Ma Khin Thida", "ခင်သီတာ") >= PROPOSES
    assert score("U Kyaw Swar", "Kyaw Swar") >= PROPOSES
    assert score("Ma Wei", "Li Wei") < PROPOSES


def test_order_and_spaces_do_not_matter_much() -> None:
    straight = score("王建国", "Wang Jianguo")
    assert straight > score("王建国", "Jianguo Wang") >= PROPOSES
    assert score("Van Na Sok", "Sok Vanna") >= PROPOSES


@given(st.text(LETTERS, max_size=40))
def test_any_text_is_read_kept_and_asked_for(text: str) -> None:
    readings = read(text)
    assert all(
        word and all(spelling.isalpha() for spelling in word if spelling) for one in readings for word in one.words
    )
    kept, asked = finding.kept(text), finding.asked(text)
    if kept and asked:
        assert set(kept.keys) & {*asked.whole.numbers, *asked.parts.numbers} or not kept.keys
        assert unpacked(kept.packed) == readings


@given(NAMES)
def test_a_name_is_nearest_to_itself(name: str) -> None:
    assert score(name, name) > 0.999
    assert set(keys.kept(read(name))) & set(keys.asked(read(name)))


@given(NAMES, NAMES)
def test_nearness_is_a_share_and_says_the_same_both_ways(one: str, other: str) -> None:
    there, back = score(one, other), score(other, one)
    assert 0 <= there <= 1
    assert (there >= PROPOSES) == (back >= PROPOSES)


@given(NAMES)
def test_marks_sizes_and_composition_say_nothing(name: str) -> None:
    assert read(unicodedata.normalize("NFD", name)) == read(name)
    assert [one.words for one in read(name.upper())] == [one.words for one in read(name)]


def test_what_is_packed_is_unpacked() -> None:
    assert packed(read("王伟")).startswith("王伟|zh=wang wei|yue=")
