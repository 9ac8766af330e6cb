"""Burmese in Latin letters, syllable by syllable: names are spelt as they are heard, each in several ways."""

import re
from collections.abc import Mapping
from functools import lru_cache

from coordination.deconfliction.matching.reading.burmese_letters import ONSETS, RIMES, ROUND, VOICED

C = "[က-အဿ]"
ALONE: Mapping[str, tuple[str, ...]] = {
    "ဣ": ("i",),
    "ဤ": ("i",),
    "ဥ": ("u",),
    "ဦ": ("u", "oo"),
    "ဧ": ("e", "ay"),
    "ဩ": ("aw",),
    "ဪ": ("aw",),
    "၏": ("i",),
}
TONES = re.compile(r"[း​‌‍]")
CREAKY = "့"
# kinzi and letters that stand over one another end the syllable before them
STACK = re.compile(rf"({C})္({C})")
SYLLABLE = re.compile(rf"({C})([ျြွှ]*)([ာါိီုူေဲံော်]*?(?:်)?)(?=$|[^ာါိီုူေဲံ်ျြွှ])((?:{C}့?်)?)(့?)|([ဣ-ဪ၏])((?:{C}့?်)?)့?")


@lru_cache(1 << 16)
def syllables(word: str) -> tuple[tuple[str, ...], ...]:
    """Of each syllable of a Burmese word the ways in which it is spelt."""
    plain = TONES.sub("", word).replace("ဥ်", "ဉ်").replace("သြ", "ဩ").replace("ဿ", "သ္သ")
    plain = plain.replace("င်္", "င်")
    plain = STACK.sub(r"\1်\2", plain)
    plain = plain.replace("ဥဩ", "ဥဩ").replace("ဦ", "ဦ")
    return tuple(_spelt(found) for found in SYLLABLE.finditer(plain))


def _spelt(found: re.Match[str]) -> tuple[str, ...]:
    letter, medials, sign, coda, creaky, alone, coda_alone = found.groups()
    if alone:
        return _alone(alone, coda_alone.replace(CREAKY, ""))
    creaky, coda = creaky or (CREAKY if CREAKY in coda else ""), coda.replace(CREAKY, "")
    onsets = _onsets(letter, medials)
    rime = sign + coda
    rimes = RIMES.get(rime) or RIMES.get(_reduced(rime)) or ("a",)
    if "ွ" in medials:
        rimes = ROUND.get(rime) or ROUND.get(_reduced(rime)) or tuple(f"w{one}" for one in rimes)
    if letter == "ဝ" and rime in ("တ်", "ပ်"):
        rimes = ("ut", "at")
    if letter == "အ" and sign == "ိ" and not coda:
        rimes = ("i", "ei", "e")
    if creaky and rimes[0].endswith("n"):
        rimes = (f"{rimes[0]}t", *rimes)
    spelt = [onsets[0] + one for one in rimes] + [onset + rimes[0] for onset in onsets[1:]]
    return tuple(dict.fromkeys(one.replace("yy", "y") for one in spelt))


def _alone(letter: str, coda: str) -> tuple[str, ...]:
    if letter == "ဥ" and coda == "မ်":
        return ("on", "o", "oun")
    if letter == "ဥ" and coda:
        return RIMES.get(f"ု{coda}", ("ok",))
    if letter == "ဣ" and coda:
        return RIMES.get(f"ိ{coda}", ("eik",))
    return ALONE.get(letter, ("a",))


def _reduced(rime: str) -> str:
    """Letters that are heard alike at the end."""
    return (
        rime.replace("ဋ", "တ").replace("ဏ", "န").replace("ဗ", "ပ").replace("ဂ", "က").replace("ဘ", "ပ").replace("ဇ", "စ")
    )


def _onsets(letter: str, medials: str) -> tuple[str, ...]:
    y = "ျ" in medials or "ြ" in medials
    breathed = "ှ" in medials
    if letter in "ရလယသ" and breathed and (y or letter in "ရယ"):
        return ("sh",)
    if letter == "သ" and y:
        return ("sh", "th")
    if y and letter in "ကဂ":
        return ("ky", "gy", "j") if letter == "က" else ("gy", "j", "ky")
    if y and letter == "ခ":
        return ("ch", "khy", "gy")
    if y and letter == "င":
        return ("ny",)
    if y:
        return tuple(dict.fromkeys(f"{one}y" for one in _plain(letter, breathed)))
    return _plain(letter, breathed)


def _plain(letter: str, breathed: bool) -> tuple[str, ...]:
    first = ONSETS.get(letter, "")
    if breathed:
        return (f"h{first}", first)
    if letter == "ရ":
        return ("y", "r")
    if letter == "ဝ":
        return ("w",)
    return tuple(dict.fromkeys((first, VOICED.get(letter, first))))
