"""What the letters of Thai are in Latin letters, before a vowel and behind one."""

from collections.abc import Mapping

ONSETS: Mapping[str, str] = {
    **dict.fromkeys("ก", "k"),
    **dict.fromkeys("ขฃคฅฆ", "kh"),
    "ง": "ng",
    "จ": "ch",
    **dict.fromkeys("ฉชฌ", "ch"),
    **dict.fromkeys("ซศษส", "s"),
    **dict.fromkeys("ญย", "y"),
    **dict.fromkeys("ดฎ", "d"),
    **dict.fromkeys("ตฏ", "t"),
    **dict.fromkeys("ถฐทธฑฒ", "th"),
    **dict.fromkeys("นณ", "n"),
    "บ": "b",
    "ป": "p",
    **dict.fromkeys("ผพภ", "ph"),
    **dict.fromkeys("ฝฟ", "f"),
    "ม": "m",
    "ร": "r",
    **dict.fromkeys("ลฬ", "l"),
    "ว": "w",
    **dict.fromkeys("หฮ", "h"),
    "อ": "",
}
INDIC: Mapping[str, str] = {
    **ONSETS,
    **dict.fromkeys("คฅ", "g"),
    "ฆ": "gh",
    "ช": "j",
    "ญ": "ny",
    **dict.fromkeys("ฑฒทธ", "dh"),
    **dict.fromkeys("พภ", "bh"),
    "ป": "p",
    "ว": "v",
}
CODAS: Mapping[str, str] = {
    **dict.fromkeys("กขคฆ", "k"),
    "ง": "ng",
    **dict.fromkeys("จชซฌศษสดฎตฏถฐทธฑฒฉ", "t"),
    **dict.fromkeys("นณญรลฬ", "n"),
    **dict.fromkeys("บปพฟภผฝ", "p"),
    "ม": "m",
    "ย": "i",
    "ว": "o",
}
PASSPORTS: Mapping[str, str] = {**ONSETS, **dict.fromkeys("ถฐทธฑฒ", "t"), **dict.fromkeys("ผพภ", "p")}
"""As many passports have it: no h behind t and p, «sr» written out, «rn» and «l» at the end."""
PASSPORT_CODAS: Mapping[str, str] = {**CODAS, "ร": "rn", "ล": "l"}
INDIC_CODAS: Mapping[str, str] = {**CODAS, **dict.fromkeys("รลฬ", "l"), "ร": "r", "ช": "j"}
