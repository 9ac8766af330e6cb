"""Khmer in Latin letters, as names are spelt: a vowel sounds otherwise after each of the two series of consonants."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from coordination.deconfliction.matching.reading.khmer_letters import ALONE, CODAS, FIRST, ONSETS, SONORANT, VOWELS

UNIT = re.compile(r"([ក-អ])((?:្[ក-អ])*)([៉៊]?)((?:្[ក-អ])*)([ា-ៅ]?[ំះៈ]?)([់័]?)|([ឣ-ឳ])")
H_OF_SANSKRIT = re.compile(r"(?<=[ក-អ])ហ្(?=[មនល])")
SILENT = re.compile(r"[ក-អ](?:្[ក-អ])*[ិុ]?៍")
MARKS = re.compile(r"[៌៎៏័](?=៍)|[៌៎៏​]")


@dataclass(frozen=True)
class Unit:
    """Consonants that stand over one another, and the vowel that they carry: «» where none is written."""

    letters: str
    vowel: str
    second: bool
    hard: bool = False
    alone: str = ""


TWO_UNITS = 2
NG = Unit("ង", "", second=True)


@lru_cache(1 << 16)
def spellings(word: str) -> tuple[str, ...]:
    """Latin spellings of a Khmer word: by the sound, and as Sanskrit and passports have it."""
    plain = H_OF_SANSKRIT.sub("", MARKS.sub("", SILENT.sub("", word)))
    units = [_unit(found) for found in UNIT.finditer(plain)]
    ways = ((0, False), (3, False), (1, False), (1, True), (2, False))
    return tuple(dict.fromkeys(one for way, linking in ways if (one := _spell(units, way, linking=linking))))


def _unit(found: re.Match[str]) -> Unit:
    base, below, shift, more, sign, over, alone = found.groups()
    if alone:
        return Unit("", "", second=False, alone=alone)
    letters = base + (below + more).replace("្", "")
    strong = next((one for one in reversed(letters) if one not in SONORANT), letters[0])
    second = strong not in FIRST
    second = {"៊": True, "៉": False}.get(shift, second)
    return Unit(letters, sign + over, second, hard=shift == "៉" and base == "ប")


def _spell(units: Sequence[Unit], way: int, *, linking: bool) -> str:
    spelt: list[str] = []
    place, open_ = 0, False
    while place < len(units):
        unit = units[place]
        if unit.alone:
            spelt.append(ALONE[unit.alone][way % 2])
            place, open_ = place + 1, True
            continue
        if unit.vowel in ("", "់") and open_ and _closes(units, place, linking=linking):
            spelt.append(_coda(unit))
            place, open_ = place + 1, False
            continue
        if len(unit.letters) > 1 and open_ and _parts(unit.letters):
            spelt.append(CODAS.get(unit.letters[0], ONSETS.get(unit.letters[0], "")))
            lent = unit.second if unit.letters[1] in SONORANT else unit.letters[1] not in FIRST
            unit = Unit(unit.letters[1:], unit.vowel, lent)
        vowel = _vowel(unit, units, place, way)
        if unit.vowel.endswith("ំ") and place + 1 < len(units) and units[place + 1] == NG:
            vowel = vowel[:-1]  # «ាំង» is one sound
            unit = Unit(unit.letters, "", unit.second, unit.hard)
        spelt.append(_onset(unit) + vowel)
        open_ = not (unit.vowel.endswith(("ំ", "ះ", "ៈ")))
        place += 1
    return "".join(spelt)


def _closes(units: Sequence[Unit], place: int, *, linking: bool) -> bool:
    """Whether consonants without a vowel end the syllable before them, or begin one whose vowel is not written."""
    if units[place].vowel == "់":
        return True
    bare = 0
    while place + bare < len(units) and units[place + bare].vowel in ("", "់") and not units[place + bare].alone:
        bare += 1
        if units[place + bare - 1].vowel == "់":
            break
    after = units[place + bare] if place + bare < len(units) else None
    if bare == 1 and after and len(after.letters) > 1 and _parts(after.letters):
        return False
    if bare == 1:
        return not (linking and after)
    return bare % 2 == 1 and not linking


def _parts(letters: str) -> bool:
    """«ន្ថ» is parted between two syllables, «ស្រ» begins one."""
    return letters[1] not in "រយលវ" or letters[0] == letters[1]


def _vowel(unit: Unit, units: Sequence[Unit], place: int, way: int) -> str:
    sign = unit.vowel
    after = units[place + 1] if place + 1 < len(units) else None
    if after and after.vowel == "់" and sign in ("", "ា"):
        sign += "់"
    found = VOWELS.get(sign)
    if found is None:
        return "".join(VOWELS.get(one, ("", "", "", ""))[unit.second] for one in sign)
    alone = len(units) == TWO_UNITS and len(units[1].letters) == 1 and units[1].vowel in ("", "់")
    if sign in ("", "់") and unit.second and alone:
        return "oa" if way == 1 else "o"  # one syllable: «ស៊ន» is Son, never San
    doubled = sign == "" and after is not None and len(after.letters) > 1 and _parts(after.letters)
    if doubled and way in (0, 3):
        return "a"
    if doubled and way == 2 and unit.second:
        return "ea"
    if way == 3:
        return found[2 + unit.second] if sign in ("ា", "ុំ") else found[unit.second]
    if way == 2:
        return found[unit.second] if sign in ("ា", "េ", "ុ") else found[2 + unit.second]
    return found[2 * way + unit.second]


def _onset(unit: Unit) -> str:
    if unit.letters == "បរ" or unit.hard:
        return "p" + "".join(ONSETS[one] for one in unit.letters[1:])
    first = "p" if unit.letters[0] == "ប" and len(unit.letters) > 1 else ONSETS.get(unit.letters[0], "")
    return first + "".join(ONSETS.get(one, "") for one in unit.letters[1:])


def _coda(unit: Unit) -> str:
    letter = unit.letters[0]
    return CODAS.get(letter, ONSETS.get(letter, ""))
