"""Chinese names in Latin letters: as read in Mandarin, Cantonese, Hokkien and Teochew, and Vietnamese.

`han_readings.tsv` holds, for nearly all characters of GB 2312, one line for each syllable: language, reading, the
characters that are read so. Mandarin is ICU's, which knows how surnames are read.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import icu  # type: ignore[import-untyped]

SOURCE = Path(__file__).with_name("han_readings.tsv")
HAN = re.compile(r"[㐀-鿿豈-﫿〇]")
_WADE = (
    (r"^zh", "ch"),
    (r"^q", "ch"),
    (r"^j", "ch"),
    (r"^x", "hs"),
    (r"^z(?=i$)", "tzu"),
    (r"^c(?=i$)", "tzu"),
    (r"^s(?=i$)", "ssu"),
    (r"^z", "ts"),
    (r"^c(?!h)", "ts"),
    (r"^r", "j"),
    (r"^b", "p"),
    (r"^d", "t"),
    (r"^g", "k"),
    (r"(tzu|ssu)i$", r"\1"),
    (r"(?<=[sj])hi$|(?<=ch)i$", lambda found: "hih" if found.group() == "hi" else "ih"),
    (r"ong$", "ung"),
    (r"ian$", "ien"),
    (r"^yan$", "yen"),
    (r"^you$", "yu"),
    (r"([iu])e$", r"\1eh"),
    (r"^(sh|ch|j|l|n|t|ts)uo$", r"\1o"),
    (r"(?<=[kh])e$", "o"),
    (r"^er$", "erh"),
)
WADE = tuple((re.compile(pattern), meant) for pattern, meant in _WADE)
_CANTONESE = (
    (r"^jyu", "yu"),
    (r"^j", "y"),
    (r"^[zc](?=[aeiou])", "ch"),
    (r"oeng$", "eung"),
    (r"oek$", "euk"),
    (r"eoi$", "ui"),
    (r"eo([nt])$", r"u\1"),
    (r"^yu([nt])$", r"yue\1"),
    (r"(?<!^)yu([nt])$", r"ue\1"),
    (r"yu$", "u"),
    (r"aa$", "a"),
    (r"aa", "a"),
    (r"^gw", "kw"),
    (r"^g", "k"),
    (r"^d", "t"),
    (r"^b", "p"),
)
CANTONESE = tuple((re.compile(pattern), meant) for pattern, meant in _CANTONESE)
HONG_KONG = {
    "ng": ("ng",),
    "tung": ("tung",),
    "hei": ("hei", "hi"),
    "si": ("sze", "si"),
    "chi": ("chi", "tze"),
    "lau": ("lau", "low"),
    "lou": ("lo", "lu"),
    "chau": ("chau", "chow"),
    "chan": ("chan",),
    "ho": ("ho",),
    "lei": ("lee", "li"),
    "che": ("tse", "che"),
    "choi": ("choi", "tsoi"),
    "chang": ("tsang", "chang"),
    "choeng": ("cheung",),
    "hung": ("hung",),
    "sou": ("so", "sou"),
    "tou": ("to",),
    "mou": ("mo", "mou"),
    "kou": ("ko",),
    "hou": ("ho", "hou"),
    "pou": ("po", "pou"),
    "jung": ("yung",),
    "mei": ("mei", "mi"),
    "kei": ("kei", "ki"),
    "fei": ("fei",),
    "wui": ("wui", "hui"),
    "yip": ("yip", "ip"),
    "fung": ("fung",),
}
# chosen at an office long ago, and no rule makes them
KEPT: Mapping[str, Sequence[str]] = {
    "李": ("lee",),
    "许": ("hui", "hsu"),
    "郭": ("kwok",),
    "关": ("kwan",),
    "区": ("au",),
    "赵": ("chiu", "chao"),
    "邵": ("shaw", "siu"),
    "宋": ("soong", "sung"),
    "孔": ("kung", "hung"),
    "杜": ("to", "doo"),
    "余": ("yu", "yue", "yee"),
    "司徒": ("szeto",),
    "欧阳": ("auyeung",),
}


@lru_cache(1 << 16)
def readings(word: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Of each way to read a Chinese name the spellings of its syllables; a syllable that a way lacks is Mandarin."""
    plain = simplified(word)
    mandarin = str(_mandarin().transliterate(plain)).split() if plain else []
    if len(mandarin) != len(plain):
        return {}
    base = tuple(_pinyin(syllable) for syllable in mandarin)
    found = {"zh": base}
    for way in ("yue", "nan", "vi"):
        table = _table()[way]
        known = sum(letter in table for letter in plain)
        if known and (way != "nan" or known > 1):
            found[way] = tuple(_of(way, letter, table) or base[place] for place, letter in enumerate(plain))
    return found


def simplified(word: str) -> str:
    """Its Chinese characters alone, in the simplified form."""
    return "".join(HAN.findall(str(_simplified().transliterate(unicodedata.normalize("NFKC", word)))))


def _of(way: str, letter: str, table: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found = table.get(letter, ())
    if way != "yue" or not found:
        return found
    return tuple(dict.fromkeys((*KEPT.get(letter, ()), *(spelt for one in found for spelt in cantonese(one)))))


def cantonese(jyutping: str) -> tuple[str, ...]:
    """As Hong Kong spells it."""
    spelt = jyutping
    for pattern, meant in CANTONESE:
        spelt = pattern.sub(meant, spelt)
    return HONG_KONG.get(spelt, (spelt.replace("jyu", "yu"),))


def wade_giles(pinyin: str) -> str:
    """Without apostrophes and marks, as passports of Taiwan and old books have it."""
    spelt = pinyin
    for pattern, meant in WADE:
        spelt = pattern.sub(meant, spelt)
    return spelt


@lru_cache(1 << 10)
def _pinyin(syllable: str) -> tuple[str, ...]:
    """«c» and «q» are written so that nobody hears a k."""
    heard = re.sub(r"^c(?!h)", "ts", syllable)
    heard = re.sub(r"^q", "ch", heard)
    return tuple(dict.fromkeys((heard, syllable, wade_giles(syllable))))


@cache
def _table() -> dict[str, dict[str, tuple[str, ...]]]:
    """Way, character, its readings in that way; Vietnamese ones without their marks."""
    table: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for line in SOURCE.read_text().splitlines():
        way, reading, letters = line.split("\t")
        for letter in letters:
            table[way][letter] = (*table[way].get(letter, ()), _bare(reading))
    return table


def _bare(reading: str) -> str:
    parts = unicodedata.normalize("NFD", reading.replace("đ", "d"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@cache
def _simplified() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Traditional-Simplified")


@cache
def _mandarin() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Han-Latin/Names; Latin-ASCII; Lower")
