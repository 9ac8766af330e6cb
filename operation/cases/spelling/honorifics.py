"""Honorifics before or after a name, split off where they are clearly such (domain.md §3).

Whether they are written apart from the name differs: Burmese «ဦး» and «ဒေါ်», Thai, Lao and Khmer ones may stand
against it. «Ma» and «Ko» are also names, so they are only split off where a space stands behind them, and in Latin
letters only beside the same name in Burmese.
"""

import unicodedata
from dataclasses import dataclass

from operation.cases.spelling.scripts import Script, script_of

APART: dict[Script, tuple[str, ...]] = {
    Script.MYMR: ("ဦး", "ဒေါ်", "မောင်", "ကို", "မ"),
    Script.THAI: ("นางสาว", "น.ส.", "นาย", "นาง", "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ."),
    Script.LAOO: ("ທ່ານນາງ", "ທ່ານ", "ທ້າວ", "ນາງ"),
    Script.KHMR: ("លោកស្រី", "អ្នកស្រី", "លោក", "កញ្ញា"),
    Script.LATN: ("Mr.", "Mrs.", "Ms.", "Miss", "Dr.", "Mr", "Mrs", "Ms", "Dr", "Daw", "Ông", "Bà"),
}
AGAINST: dict[Script, tuple[str, ...]] = {
    Script.MYMR: ("ဦး", "ဒေါ်"),
    Script.THAI: ("นางสาว", "น.ส.", "นาย", "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ."),
    Script.KHMR: ("លោកស្រី", "អ្នកស្រី"),
}
BEHIND = ("先生", "女士", "小姐")
BESIDE_BURMESE = ("U", "Daw", "Maung", "Ko", "Ma")
SHORTEST = 2
"""Letters that must be left for a name."""


@dataclass(frozen=True)
class Addressed:
    """A name and the honorific that stood with it, «» for none."""

    name: str
    honorific: str = ""


def split_honorific(text: str) -> Addressed:
    """«ဦးကျော်စွာ» → «ကျော်စွာ», «ဦး». The text must be composed, with single spaces."""
    script = script_of(text)
    if script == Script.HANS:
        return _behind(text)
    for honorific in APART.get(script, ()):
        if text.startswith(f"{honorific} "):
            return _apart(text, honorific)
    for honorific in AGAINST.get(script, ()):
        rest = text.removeprefix(honorific)
        # a Thai name in full has a space; of one word alone one cannot tell
        if rest != text and _begins_a_word(rest) and (script != Script.THAI or " " in rest):
            return _apart(text, honorific)
    return Addressed(text)


def split_beside_burmese(romanisation: str) -> Addressed:
    """The same of the romanisation of a name that had one in Burmese: «U Kyaw Swar» → «Kyaw Swar», «U»."""
    found = next((one for one in BESIDE_BURMESE if romanisation.startswith(f"{one} ")), "")
    return _apart(romanisation, found) if found else Addressed(romanisation)


def _behind(text: str) -> Addressed:
    for honorific in BEHIND:
        name = text.removesuffix(honorific).rstrip()
        if name != text and len(name) >= SHORTEST:
            return Addressed(name, honorific)
    return Addressed(text)


def _apart(text: str, honorific: str) -> Addressed:
    name = text.removeprefix(honorific).strip()
    return Addressed(name, honorific) if len(name) >= SHORTEST else Addressed(text)


def _begins_a_word(rest: str) -> bool:
    """A sign above, below or behind a consonant cannot stand first."""
    return len(rest) >= SHORTEST and unicodedata.category(rest[0]) == "Lo" and rest[0] not in "ะาำ"
