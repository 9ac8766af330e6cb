"""What is heard of a word in Latin letters, whichever of the six languages it romanises.

The answer is a code: each consonant as its class twice and a figure for its kind («KK2» of kh), each vowel as a small
letter. Whoever counts changed signs thus counts a consonant of another class three times as much as a vowel, and one
of another kind of its class once: «Bhumibol» and «Phumiphon» are near, «Thein» and «Thin» nearer still.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

MANY = 1 << 17
"""Words whose code is remembered: names are made of few words."""

VOWEL = "aeiouy"
CONSONANTS: Mapping[str, str] = {
    **dict.fromkeys(("ng", "nng"), "NN3"),
    **dict.fromkeys(("nh", "gn", "ny", "nny"), "NN2"),
    **dict.fromkeys(("n", "nn", "hn"), "NN1"),
    **dict.fromkeys(("m", "mm", "hm"), "MM1"),
    **dict.fromkeys(("kh", "kkh", "ckh"), "KK2"),
    **dict.fromkeys(("k", "kk", "c", "ck", "hk", "q", "cc"), "KK1"),
    **dict.fromkeys(("g", "gg", "gh"), "KK3"),
    **dict.fromkeys(("t", "tt", "ht"), "TT1"),
    **dict.fromkeys(("th", "tth"), "TT2"),
    **dict.fromkeys(("d", "dd", "dh", "ddh"), "TT3"),
    **dict.fromkeys(("ch", "cch", "tch", "chh", "cchh", "tsh", "ts", "tz", "khy", "hky"), "SS2"),
    **dict.fromkeys(("j", "jj", "jh", "zh", "dz", "gy", "ky", "dj"), "SS2"),
    **dict.fromkeys(("s", "ss", "x", "sh", "ssh", "hs", "sch"), "SS1"),
    **dict.fromkeys(("z", "zz"), "SS3"),
    **dict.fromkeys(("p", "pp", "hp"), "PP1"),
    **dict.fromkeys(("ph", "pph"), "PP2"),
    **dict.fromkeys(("b", "bb", "bh"), "PP3"),
    **dict.fromkeys(("f", "ff"), "PP4"),
    **dict.fromkeys(("l", "ll", "hl"), "LL1"),
    **dict.fromkeys(("r", "rr", "hr", "rh"), "LL2"),
    **dict.fromkeys(("w", "v", "vv"), "WW1"),
    "y": "YY1",
    "h": "HH1",
}
CODAS = {
    **dict.fromkeys(("SS1", "SS2", "SS3", "TT2", "TT3"), "TT1"),
    **dict.fromkeys(("KK2", "KK3"), "KK1"),
    **dict.fromkeys(("PP2", "PP3"), "PP1"),
    **{"HH1": "", "WW1": "u", "YY1": "i", "LL2": ""},
}
"""What ends a word is heard as a plain stop, or not at all."""

HEARD_IN_NGH = 3
ABBREVIATED = {"mg": "maung"}
STOPPED = frozenset(("ch", "j", "tch", "jj"))
AFTER_STOPPED = frozenset("aeiouyrlwhv'")
"""Before any other letter «ch» and «j» end a syllable, as a stop: «Petchkul»."""

VOWELS: Mapping[str, str] = {
    **dict.fromkeys(("aa", "ar", "ah", "aah", "aar", "arr"), "a"),
    **dict.fromkeys(("ay", "aye", "aai", "aii", "aiy", "aj", "y'"), "ai"),
    **dict.fromkeys(("aw", "or", "oh", "orr", "aww", "oar", "awe"), "o"),
    **dict.fromkeys(("au", "ow", "av", "ov", "aow", "aou", "auv", "aov", "auw"), "ao"),
    **dict.fromkeys(("ae", "eh", "aeh"), "e"),
    **dict.fromkeys(("ey", "eiy", "eai", "eay"), "ei"),
    **dict.fromkeys(("ee", "ii", "yi", "iy", "ih", "ir", "eei", "yy", "yee"), "i"),
    **dict.fromkeys(("ea", "iea", "eaa", "ear", "iar", "eah", "ya", "ear"), "ia"),
    **dict.fromkeys(("ou", "oo", "uu", "uh", "oou", "uo'"), "u"),
    **dict.fromkeys(("oua", "uar", "wa", "uah", "ouah"), "ua"),
    **dict.fromkeys(("oeu", "eu", "ue", "oe", "er", "oer", "oeur", "eur", "eou", "err", "oue", "eeu", "ueh"), "x"),
    **dict.fromkeys(("uea", "eua", "oea", "oeua", "eoa", "ueua", "euo"), "xa"),
    **dict.fromkeys(("oy", "oiy", "oei", "oey"), "oi"),
    **dict.fromkeys(("uy", "oui", "ouy", "wi", "uiy"), "ui"),
    **dict.fromkeys(("eo", "aeo", "aew", "eow", "ew", "eaw", "eov", "aev", "ev"), "eo"),
    **dict.fromkeys(("iu", "iou", "iw", "iew", "ieo", "iv", "yu", "iev"), "iu"),
    **dict.fromkeys(("iao", "iau", "iaw", "yaw", "yao"), "iao"),
}
_LETTER = {"y": "i"}
_BEFORE_VOWELS = ("khy", "hky", "ky", "gy", "nny", "ny")
"""These are one sound where a vowel follows: «kyaw», but not «ky»."""
_CONSONANT = "|".join(sorted((key for key in CONSONANTS if key not in _BEFORE_VOWELS), key=len, reverse=True))
_GROUP = re.compile(
    r"(?P<glide>(?<=[bcdfghjklmnpqrstxz])[wy](?=[aeiou]))"
    r"|(?P<vowel>[ao]ye(?![a-z])|[aeiou](?:[aeiou]|[ywv](?![aeiouy])|[rh](?![aeiouyrhw]))*|y(?![aeiou])[rh]?)"
    rf"|(?P<consonant>(?:{'|'.join(_BEFORE_VOWELS)})(?=[aeiou])|{_CONSONANT})"
)
_SILENT = re.compile(r"(?<=[aeiouy])((?:nn|ng|th|kh|ph|ch|[nmlktdshpvg])h?)e$")
_TWICE = re.compile(r"([A-Z])\1\d(?=\1\1)")
_NARROW = re.compile(r"ng(?=[aeiouy])")
_TWO = re.compile(r"(?<=[aeiou])nh(?=[aeiouy])")
_BURMESE_O = re.compile(r"(?<=[^aeiouy])oe$")
_ROUNDED = re.compile(r"^l(?:yu|v)(?=e?$)")
"""«lü», as passports have it."""
_BURMESE = ((re.compile(r"ine$"), "aing"), (re.compile(r"ane$"), "ein"), (re.compile(r"i[kt]e$"), "aik"))
_WADE_GILES = re.compile(r"^j(?=e|ui|u|ao|an|o|ih)")
_C_OF_PINYIN = re.compile(r"^c(?=[aou])")
_STOPPED = re.compile(r"(?<=[aeiou])t(?=s[aeiou]|ch)")
_SILENT_END = re.compile(r"(?<=[aeiou]n)(?:[td]h?a?)$|(?<=[aeiou]ng)s[ae]?$")
_SHORT_A = re.compile(r"u(?=n[td]h?$)")


@lru_cache(MANY)
def codes(word: str) -> tuple[str, ...]:
    """The code of a word of small letters a to z, the likeliest first: one for each way in which it is read."""
    return tuple(dict.fromkeys(code for spelling in _spellings(word) if (code := code_of(spelling))))


def _spellings(word: str) -> list[str]:
    """The word as all languages read it, and as one of them alone does."""
    word = _ROUNDED.sub("lu", word)
    plain = _SILENT.sub(r"\1", word)
    found = [plain]
    if plain != word:
        found += [pattern.sub(meant, word) for pattern, meant in _BURMESE if pattern.search(word)] or [word]
    if _BURMESE_O.search(plain):
        found.append(plain[:-1])
    if _NARROW.search(plain[1:]):
        found.append(plain[0] + _NARROW.sub("nkk", plain[1:]))
    if _TWO.search(plain):
        found.append(_TWO.sub("n'h", plain))
    if _STOPPED.search(plain):
        found.append(_STOPPED.sub("t'", plain))
    if _SILENT_END.search(word):
        found.append(_SILENT_END.sub("", _SHORT_A.sub("a", word)))
    if _C_OF_PINYIN.match(plain):
        found.append(f"ts{plain[1:]}")
    if _WADE_GILES.match(plain):
        found.append(f"r{plain[1:]}")
    return [ABBREVIATED.get(one, one) for one in found[:4]]


def code_of(word: str) -> str:
    """The code of one spelling."""
    heard: list[str] = []
    for group in _GROUP.finditer(word):
        letters = group.group()
        if group.lastgroup == "consonant":
            heard.append(_consonant(letters, word, group.end()))
        elif group.lastgroup == "glide":
            heard.append(_glide(letters, heard))
        else:
            heard.append(_vowels(letters))
    return joined("".join(heard))


def _glide(letters: str, heard: list[str]) -> str:
    """«nwe» has a glide, «Yingwen» a w that begins its second syllable."""
    if letters == "w":
        return "WW1" if len(heard) > 1 and heard[-1][:1] in "NM" else "u"
    return "YY1" if len(heard) > 1 and heard[-1] == "NN3" else "i"


def joined(code: str) -> str:
    """One of two consonants of a class without a vowel between them: «Hun Nen» and «Hunnen»."""
    return _TWICE.sub("", code)


def _consonant(letters: str, word: str, end: int) -> str:
    meant = CONSONANTS[letters]
    if letters == "h" and end == HEARD_IN_NGH and word.startswith("ngh"):
        return ""
    if meant == "SS2" and letters in STOPPED and end > len(letters) and word[end : end + 1] not in AFTER_STOPPED:
        return "TT1"
    if letters in ("ny", "nny") and end > len(letters):
        return "NN1YY1"
    if letters in ("c", "cc") and word[end : end + 1] in ("e", "i"):
        meant = "SS1"
    elif letters == "q" and word[end : end + 1] not in ("u", "w", ""):
        meant = "SS2"
    elif letters == "q" and word[end : end + 2] in ("u", "un", "ua", "ue", "ui"):
        meant = "KK1"
    return CODAS.get(meant, meant) if end == len(word) else meant


@lru_cache(1 << 12)
def _vowels(letters: str) -> str:
    if letters in VOWELS:
        return VOWELS[letters]
    core = letters.rstrip("rhy") if len(letters) > 1 else letters
    if core in VOWELS and letters[-1] in "rh":
        return VOWELS[core]
    heard = "".join(
        _LETTER.get(letter, {"w": "u", "v": "u"}.get(letter, letter)) for letter in letters if letter not in "rh"
    )
    return re.sub(r"(.)\1+", r"\1", heard)
