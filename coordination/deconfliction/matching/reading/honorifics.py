"""Titles before names, beyond those that a form splits off (operation/cases/spelling/honorifics.py): ranks, learning,
and what newspapers write. A title that is a name too stays, and counts little where the other side lacks it."""

import re

from operation.cases.spelling.honorifics import split_honorific
from operation.cases.spelling.scripts import Script, script_of

FIRST_WORDS = frozenset(
    (
        *("u", "oo", "daw", "ko", "ma", "maung", "mg", "saw", "nai", "sai", "nang", "naw"),
        *("thao", "khun", "phra", "ong", "ba", "anh", "chi", "ashin", "sayadaw"),
    )
)
MENS = frozenset(("u", "oo", "ko", "maung", "mg", "saw", "nai", "sai"))
WOMENS = frozenset(("daw", "ma", "nang", "naw"))
"""First words that only a man or only a woman is called by in Burmese, Shan and Karen."""
LAST_WORDS = frozenset(("jr", "sr", "ii", "iii"))
LATIN_TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam", "mme", "mlle", "gen"),
        *("lt", "col", "maj", "capt", "sgt", "pol", "hon", "hrh", "daw", "oknha", "samdech", "lok"),
        *("neak", "nangsao", "naai", "khunying"),
    )
)
NATIVE_TITLES: dict[Script, tuple[str, ...]] = {
    Script.THAI: (
        *("พลตำรวจเอก", "พลตำรวจโท", "พลตำรวจตรี", "พันตำรวจเอก", "พันตำรวจโท", "พันตำรวจตรี", "ร้อยตำรวจเอก"),
        *("ร้อยตำรวจโท", "ร้อยตำรวจตรี", "พลเอก", "พลโท", "พลตรี", "พันเอก", "พันโท", "พันตรี", "ร้อยเอก", "ร้อยโท", "ร้อยตรี"),
        *(
            "พล.ต.อ.",
            "พล.ต.ท.",
            "พล.ต.ต.",
            "พ.ต.อ.",
            "พ.ต.ท.",
            "พ.ต.ต.",
            "ร.ต.อ.",
            "ร.ต.ท.",
            "ร.ต.ต.",
            "พล.อ.",
            "พล.ท.",
        ),
        *("พล.ต.", "พ.อ.", "พ.ท.", "พ.ต.", "ร.อ.", "ร.ท.", "ร.ต.", "ด.ต.", "จ.ส.ต.", "ส.ต.อ.", "ดร.", "นพ.", "พญ."),
        *("นางสาว", "น.ส.", "นาย", "นาง", "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ.", "คุณหญิง", "คุณ", "ว่าที่", "ม.ร.ว.", "ม.ล."),
    ),
    Script.LAOO: (
        *("ທ່ານນາງ", "ທ່ານ", "ທ້າວ", "ນາງສາວ", "ນາງ", "ດຣ.", "ດຣ", "ພົນເອກ", "ພົນໂທ", "ພົນຕີ", "ພັນເອກ", "ພັນໂທ", "ພັນຕີ"),
        *("ຮ້ອຍເອກ", "ຮ້ອຍໂທ", "ຮ້ອຍຕີ", "ສະຫາຍ"),
    ),
    Script.KHMR: (
        *("ឯកឧត្តម", "សម្តេច", "លោកជំទាវ", "លោកស្រី", "អ្នកស្រី", "លោក", "អ្នកនាង", "កញ្ញា", "នាង", "ឧកញ៉ា", "បណ្ឌិត", "វេជ្ជបណ្ឌិត"),
        *("ឧត្តមសេនីយ៍ឯក", "ឧត្តមសេនីយ៍ទោ", "ឧត្តមសេនីយ៍ត្រី", "ឧត្តមសេនីយ៍", "វរសេនីយ៍ឯក", "វរសេនីយ៍ទោ", "វរសេនីយ៍ត្រី"),
    ),
    Script.MYMR: (
        *("ဗိုလ်ချုပ်မှူးကြီး", "ဗိုလ်ချုပ်ကြီး", "ဗိုလ်ချုပ်", "ဗိုလ်မှူးကြီး", "ဗိုလ်မှူး", "ဗိုလ်ကြီး", "ဒေါက်တာ", "ဆရာတော်", "ဆရာမ", "ဆရာ"),
        *("ဦး", "ဒေါ်"),
    ),
    Script.HANS: (),
}
AFTER_CHINESE = ("先生", "女士", "小姐", "太太", "同志", "博士", "教授")
DOTTED = re.compile(r"^(?:[A-Za-z]{1,5}\. ?){1,4}(?=\S{2})")
SHORTEST = 2


def without_titles(text: str) -> str:
    """The name alone. The text must be composed, with single spaces."""
    script = script_of(text)
    if script == Script.LATN:
        return _latin(text)
    if script == Script.HANS:
        return _chinese(text)
    text = split_honorific(text).name
    return _native(text, NATIVE_TITLES.get(script, ()), script)


def _native(text: str, titles: tuple[str, ...], script: Script) -> str:
    for title in titles:
        rest = text.removeprefix(title)
        apart = rest.startswith(" ")
        # against the name only where a name of two words is left, or the title is none of anybody's syllables
        sure = apart or title.endswith(".") or (len(title) > 3 and len(rest) > SHORTEST and _may_begin(rest))
        against = script == Script.THAI and title in ("นาย", "นาง", "คุณ") and " " in rest and _may_begin(rest)
        if rest != text and (sure or against) and len(rest.strip()) >= SHORTEST:
            return _native(rest.strip(), titles, script)
    return text


def _may_begin(rest: str) -> bool:
    return rest[0].isalpha() and rest[0] not in "ะาำຳ"


def _latin(text: str) -> str:
    plain = DOTTED.sub("", text) or text
    words = plain.split()
    while len(words) > SHORTEST and words[0].strip(".,").lower() in LATIN_TITLES:
        words = words[1:]
    while len(words) > SHORTEST and words[-1].strip(".,").lower() in LAST_WORDS:
        words = words[:-1]
    return " ".join(words)


def _chinese(text: str) -> str:
    for title in AFTER_CHINESE:
        name = text.removesuffix(title).rstrip()
        if name != text and len(name) >= SHORTEST:
            return name
    return text
