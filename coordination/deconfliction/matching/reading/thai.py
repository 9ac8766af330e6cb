"""Thai in Latin letters: as it is heard (near the Royal Thai General System), and letter by letter as in Sanskrit.

Names are written both ways: «อดุลยเดช» is Adunyadet and Adulyadej. A third spelling is that of passports.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from coordination.deconfliction.matching.reading.thai_letters import (
    CODAS,
    INDIC,
    INDIC_CODAS,
    ONSETS,
    PASSPORT_CODAS,
    PASSPORTS,
)

C = "[ก-ฮ]"
SIGN = "[ะาิีึืุูัำ็]"
ONSET = rf"((?:[กขคตทปพผสศบดจ]ร|[กขคปพผบส][ลว]|ห[งญนมยรลว]|อย(?=[าู])|{C}{C}(?=[ิีื็])|{C}))"
# a consonant ends the syllable unless a vowel stands behind it
CARRIES = rf"{SIGN}|(?<=[กขคตทปพผสศบ])[รล][าิีึืุูั]|รร|อ(?!{C}?[ะาิีึืุูั])|ว(?!รร){C}(?!{SIGN})|ฤ"
END = rf"({C}(?!{CARRIES})|)"
SILENT_MANY = re.compile(r"(?:นทร|นดร|นตร|นธร|ตร|กษ|ษณ|กต|ดร|ทร|สต|สดิ|กดิ|ทธิ|ทธิ|นธุ|ตติ|พนธุ)[ิุ]?์")
SILENT_ONE = re.compile(rf"{C}[ิุ]?์")
AS_HEARD = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        (r"วง(?=[ศษค]์)", "โวง"),
        (r"พง(?=[ศษ])", "โพง"),
        (r"พรหม", "โพรม"),
        (r"^ธน(?=[ก-ฮ])", "ธะนะ"),
        (r"เกียรติ", "เกียด"),
        (r"ทร(?=ัพย|าย|วง)", "ซ"),
        (r"ณัฏฐ|ณัฐฐ", "ณัฐ"),
    )
)
"""Parts of many names that no rule spells."""
SILENT_VOWEL = re.compile(r"(?<=[าัุูย])(ร?[ตฒ])[ิุ]$|(?<=ชา)(ต)ิ(?=[ก-ฮโเ])")
TWO_SOUNDS = re.compile(r"t(?=s|ch)")
"""A stop that ends a syllable and what begins the next one: สอดส่อง, ชัชชาติ."""
TONES = re.compile(r"[ฺ่้๊๋ๆฯ]")
FOLLOWERS = frozenset("เแโใไ") | frozenset(map(chr, range(ord("ก"), ord("ฮ") + 1)))
LINKING = frozenset("ชฒธพภทศษสตคจกลฐถฎ")
HISSED = frozenset("ศษส")
SILENCING = frozenset("ชตทกด")
SONORANT = "รลนงมณญกค"
DOUBLES = re.compile(
    r"(ทธ|ตต|ตถ|ชช|จจ|ปป|พพ|กก|กข|ฏฐ|ฑฒ|ดด|ธธ|พภ|ชฌ|ตร|ทร|ชร|กร|คร|ปร|กษ|คคห|จฉ|ฐฐ|ตติ|รถ|รค|รช|รจ|รต|รท|รธ|รพ|รม|รว|ลป|มร)$"
)

RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), vowel)
    for pattern, vowel in (
        (rf"เ{ONSET}ียว()", "iao"),
        (rf"เ{ONSET}ียะ?{END}", "ia"),
        (rf"เ{ONSET}ือะ?{END}", "uea"),
        (rf"เ{ONSET}าะ()", "o"),
        (rf"เ{ONSET}า()", "ao"),
        (rf"เ{ONSET}ย(?!{SIGN})()", "oei"),
        (rf"เ{ONSET}อ{END}", "oe"),
        (rf"เ{ONSET}ิ{END}", "oe"),
        (rf"เ{ONSET}็?ว(?!{SIGN})()", "eo"),
        (rf"เ{ONSET}[็ะ]?{END}", "e"),
        (rf"แ{ONSET}็?ว(?!{SIGN})()", "aeo"),
        (rf"แ{ONSET}[็ะ]?{END}", "ae"),
        (rf"โ{ONSET}ะ?{END}", "o"),
        (rf"[ใไ]{ONSET}ย?(?!{SIGN})()", "ai"),
        (rf"{ONSET}ัวะ?()", "ua"),
        (rf"{ONSET}ัย()", "ai"),
        (rf"{ONSET}ั{END}", "a"),
        (rf"{ONSET}รร{END}", "an"),
        (rf"{ONSET}ะ()", "a"),
        (rf"{ONSET}ำ()", "am"),
        (rf"{ONSET}าว(?!{SIGN}|รร)()", "ao"),
        (rf"{ONSET}า{END}", "a"),
        (rf"{ONSET}ิว(?!{SIGN}|รร)()", "io"),
        (rf"{ONSET}[ิี](?=ย(?!{SIGN}))()", "i"),
        (rf"{ONSET}[ิี]{END}", "i"),
        (rf"{ONSET}ือ()", "ue"),
        (rf"{ONSET}[ึื]{END}", "ue"),
        (rf"{ONSET}[ุู]{END}", "u"),
        (rf"([กทศส])ฤ{END}", "ri"),
        (rf"{ONSET}ฤ{END}", "rue"),
        (rf"{ONSET}ว((?!รร){C}(?!{SIGN}))", "ua"),
        (rf"{ONSET}อ{END}", "o"),
        (rf"()ฤ{END}", "ri"),
    )
)
RUN = re.compile(rf"(?:{C}(?!{CARRIES}))+")


@lru_cache(1 << 16)
def spellings(word: str) -> tuple[str, ...]:
    """Latin spellings of a Thai word, the one that is heard first."""
    plain = TONES.sub("", word).replace("ํา", "ำ").replace("เเ", "แ")
    for written, meant in AS_HEARD:
        plain = written.sub(meant, plain)
    shorter = SILENT_ONE.sub("", SILENT_MANY.sub(lambda found: found.group()[0], plain))
    quiet = SILENT_VOWEL.sub(lambda found: found[1] or found[2], shorter)
    found = [
        _spell(quiet, ONSETS, CODAS),
        _spell(shorter, ONSETS, CODAS, linking=True),
        _spell(quiet, PASSPORTS, PASSPORT_CODAS),
        _spell(shorter, PASSPORTS, PASSPORT_CODAS, linking=True),
        _spell(SILENT_ONE.sub("", plain), INDIC, INDIC_CODAS, linking=True),
    ]
    return tuple(dict.fromkeys(one for one in found if one))


def _spell(word: str, onsets: Mapping[str, str], codas: Mapping[str, str], *, linking: bool = False) -> str:
    spelt: list[str] = []
    place = 0
    while place < len(word):
        found = _rule(word, place)
        if found:
            (onset, coda), vowel, place = found
            coda, place = _given_back(word, coda, vowel, place)
            vowel = "a" if vowel == "an" and coda else vowel
            spelt.append(_onset(onset, onsets) + vowel)
            spelt.append(_coda(coda, word, place, onsets, codas, linking=linking))
            place = _past_silent(word, coda, place, linking=linking)
        else:
            place = _bare(word, place, onsets, codas, spelt, linking=linking)
    return TWO_SOUNDS.sub("t'", "".join(spelt))


def _rule(word: str, place: int) -> tuple[tuple[str, str], str, int] | None:
    for pattern, vowel in RULES:
        found = pattern.match(word, place)
        if found and found.end() > place:
            return (found.group(1), found.group(2)), vowel, found.end()
    return None


def _given_back(word: str, coda: str, vowel: str, place: int) -> tuple[str, int]:
    """What looks like the end of a syllable begins the next one, where two bare consonants make one: ภูมิ-พล."""
    if not coda:
        return coda, place
    run = RUN.match(word, place - 1)
    if not run or len(run.group()) != 2 or DOUBLES.match(run.group()):
        return coda, place
    ends = run.end() == len(word)
    if ends or (run.group()[1] in SONORANT and vowel != "an"):
        return "", place - 1
    return coda, place


def _past_silent(word: str, coda: str, place: int, *, linking: bool) -> int:
    """A second consonant of the end is not heard: พุทธ, จักร; nor is ร inside a word: เพชรกุล."""
    rest = word[place:]
    if coda and coda in SILENCING and not linking and rest[:1] == "ร" and RUN.match(rest) and len(rest) > 1:
        return place + 1
    return place + 1 if coda and len(rest) == 1 and DOUBLES.match(coda + rest) else place


def _coda(
    coda: str, word: str, place: int, onsets: Mapping[str, str], codas: Mapping[str, str], *, linking: bool
) -> str:
    """A consonant that ends a syllable of Sanskrit is heard again with an «a» before the next one: วัฒ-ฒะ-นา."""
    follows = place < len(word) and word[place] != coda and word[place] in FOLLOWERS
    if not (linking and coda and follows):
        return codas.get(coda, "")
    if coda == "ร" or (coda == "น" and word[place] == "ว"):
        return onsets[coda] + "a"
    if coda in HISSED:
        return "ssa"
    return codas.get(coda, "") + (onsets[coda] + "a" if coda in LINKING else "")


def _bare(
    word: str, place: int, onsets: Mapping[str, str], codas: Mapping[str, str], spelt: list[str], *, linking: bool
) -> int:
    """Consonants without a sign: «o» between two of them, «a» behind one."""
    run = RUN.match(word, place)
    if not run:
        found = re.compile(C).match(word, place)
        if found:
            spelt.append(onsets.get(found.group(), "") + "a")
        return place + 1
    letters = run.group()
    ends = run.end() == len(word)
    if letters[0] == "ห" and len(letters) > 2:
        letters = letters[1:]
        place += 1
    if len(letters) == 1:
        spelt.append(codas.get(letters, "") if ends and spelt else onsets.get(letters, "") + "a")
        return place + 1
    if linking and letters[1:2] == "ร" and (len(letters) > 2 or not ends):
        spelt.append(onsets.get(letters[0], "") + ("a" if letters[0] in SILENCING else "o") + onsets["ร"] + "a")
        return place + 2
    if letters[1:] == "ว" and not ends:
        spelt.append(onsets.get(letters[0], "") + "a" + onsets["ว"] + "a")
        return place + 2
    if len(letters) % 2 == 0 or len(letters) > 4 or (linking and not ends):
        spelt.append(onsets.get(letters[0], "") + "o" + codas.get(letters[1], ""))
        return place + 2
    spelt.append(onsets.get(letters[0], "") + ("o" if letters[:2] == "บร" else "a"))
    return place + 1


def _onset(letters: str, onsets: Mapping[str, str]) -> str:
    if len(letters) < 2:
        return onsets.get(letters, "")
    first, second = letters[0], letters[1]
    if first == "ห" and second in "งญนมยรลว":
        return onsets[second]
    if letters == "อย":
        return "y"
    if second == "ร" and first in "ทสศ":
        return "s" if onsets is ONSETS else onsets[first] + "r"
    true = (second in "รล" and first in "กขคตทปพผบด") or (second == "ว" and first in "กขค")
    return onsets[first] + ("" if true else "a") + onsets[second]
