"""Lao in Latin letters: near the system of the geographic commission, and as in French («ou», «x», «-vong»)."""

import re
from collections.abc import Mapping
from functools import lru_cache

ONSETS: Mapping[str, str] = {
    "ກ": "k",
    **dict.fromkeys("ຂຄ", "kh"),
    "ງ": "ng",
    "ຈ": "ch",
    **dict.fromkeys("ສຊ", "s"),
    "ຍ": "ny",
    "ດ": "d",
    "ຕ": "t",
    **dict.fromkeys("ຖທ", "th"),
    "ນ": "n",
    "ບ": "b",
    "ປ": "p",
    **dict.fromkeys("ຜພ", "ph"),
    **dict.fromkeys("ຝຟ", "f"),
    "ມ": "m",
    "ຢ": "y",
    **dict.fromkeys("ລຣຼ", "l"),
    "ວ": "v",
    **dict.fromkeys("ຫຮ", "h"),
    "ອ": "",
    "ໜ": "n",
    "ໝ": "m",
}
CODAS: Mapping[str, str] = {
    **dict.fromkeys("ກຂຄ", "k"),
    "ງ": "ng",
    **dict.fromkeys("ດຕຖທສຊຈ", "t"),
    **dict.fromkeys("ນຣລ", "n"),
    **dict.fromkeys("ບປພຟຜ", "p"),
    "ມ": "m",
    **dict.fromkeys("ຍຽຢ", "i"),
    "ວ": "o",
}
C = "[ກ-ຮໜໝ]"
SIGN = "[ະາິີຶືຸູັົໍຽຳຼົ]"
ONSET = rf"(ຫ[ງຍນມຢລຣວຼ]|[ກຂຄ]ວ(?=[ັາະິີຶືົ])|[ກຂຄປພຜຕທສ][ຣຼລ]|{C})"
END = rf"({C}(?!{SIGN}|ອ|ວ[ກງດນມບ](?!{SIGN}))|)"
TONES = re.compile(r"[່້໊໋໌໌]")
SILENT = re.compile(rf"{C}໌")
RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), vowel)
    for pattern, vowel in (
        (rf"ເ{ONSET}ົາ()", "ao"),
        (rf"ເ{ONSET}າະ()", "o"),
        (rf"ເ{ONSET}ັ?[ຽຍຢ]ະ?()", "ia"),
        (rf"ເ{ONSET}[ຶື]ອ{END}", "eua"),
        (rf"ເ{ONSET}[ິີ]{END}", "oe"),
        (rf"ເ{ONSET}ັ?{END}ະ?", "e"),
        (rf"ແ{ONSET}ັ?ວ()", "eo"),
        (rf"ແ{ONSET}ັ?{END}ະ?", "ae"),
        (rf"ໂ{ONSET}{END}ະ?", "o"),
        (rf"[ໄໃ]{ONSET}ຍະ()", "aiya"),
        (rf"[ໄໃ]{ONSET}ຍ?()", "ai"),
        (rf"{ONSET}ັວະ?()", "oua"),
        (rf"{ONSET}ົວະ?()", "oua"),
        (rf"{ONSET}ັຍ()", "ai"),
        (rf"{ONSET}ັ{END}", "a"),
        (rf"{ONSET}ົ{END}", "o"),
        (rf"{ONSET}ໍຍ()", "oy"),
        (rf"{ONSET}ໍ{END}", "o"),
        (rf"{ONSET}ະ()", "a"),
        (rf"{ONSET}(?:ໍາ|ຳ)()", "am"),
        (rf"{ONSET}າ[ຍຽຢ](?!{SIGN})()", "ay"),
        (rf"{ONSET}າວ(?!{SIGN})()", "ao"),
        (rf"{ONSET}າ{END}", "a"),
        (rf"{ONSET}ິວ(?!{SIGN})()", "iu"),
        (rf"{ONSET}[ິີ]{END}", "i"),
        (rf"{ONSET}[ຶື]{END}", "eu"),
        (rf"{ONSET}[ຸູ]{END}", "ou"),
        (rf"{ONSET}ຽວ()", "iao"),
        (rf"{ONSET}ຽ{END}", "ia"),
        (rf"{ONSET}ວ({C}(?!{SIGN}))", "oua"),
        (rf"{ONSET}ອ[ຍຽ]()", "oy"),
        (rf"{ONSET}ອ{END}", "o"),
        (rf"{ONSET}()", "a"),
    )
)


@lru_cache(1 << 16)
def spellings(word: str) -> tuple[str, ...]:
    """Latin spellings of a Lao word: with «ou» as in French, and with the final letters as they are written."""
    plain = TONES.sub("", SILENT.sub("", word)).replace("ຫນ", "ໜ").replace("ຫມ", "ໝ").replace("ເເ", "ແ")
    found = (_spell(plain, CODAS), _spell(plain, {**CODAS, "ສ": "s", "ລ": "l", "ຣ": "r", "ຊ": "s"}, linking=True))
    return tuple(dict.fromkeys(one for one in found if one))


def _spell(word: str, codas: Mapping[str, str], *, linking: bool = False) -> str:
    spelt: list[str] = []
    place = 0
    while place < len(word):
        found = next(((hit, vowel) for pattern, vowel in RULES if (hit := pattern.match(word, place))), None)
        if found is None:
            place += 1
            continue
        match, vowel = found
        coda, place = match.group(2), match.end()
        spelt.append(_onset(match.group(1), linking or not spelt) + vowel + codas.get(coda, ""))
        if linking and coda in tuple("ດທຕສພຈກຄລນ") and place < len(word) and word[place] in "ວສຍຄລນມທພຈ":
            spelt.append(ONSETS[coda] + "a" if coda not in "ນກ" else "")
    return "".join(spelt)


def _onset(letters: str, nasal: bool) -> str:
    """Within a word «ຍ» is a y to most."""
    if letters == "ຍ" and not nasal:
        return "y"
    if len(letters) < 2:
        return ONSETS.get(letters, "")
    if letters[0] == "ຫ":
        return ONSETS[letters[1]]
    return ONSETS[letters[0]] + {"ວ": "u", "ຣ": "r"}.get(letters[1], "l")
