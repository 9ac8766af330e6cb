"""What is heard of a word in Thai, Lao, Khmer or Burmese letters: its consonants in the classes of `latin`.

Rough on purpose: what is silent goes, and what ends a syllable is heard as a stop.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from operation.cases.spelling.latin import DOUBLED
from operation.cases.spelling.scripts import Script

Changes = Sequence[tuple[re.Pattern[str], str]]


@dataclass(frozen=True)
class Hearing:
    """Changes before the letters are heard one by one, and the class of each; other letters are not heard."""

    changes: Changes
    letters: Mapping[str, str]


def _classes(**letters: str) -> dict[str, str]:
    return {letter: name for name, those in letters.items() for letter in those}


def _changes(*pairs: tuple[str, str]) -> Changes:
    return tuple((re.compile(pattern), meant) for pattern, meant in pairs)


THAI = Hearing(
    _changes(
        (r"(?:[ทตด]ร|ษณ|กษ|[ก-ฮ])[ิุ]?์", ""),
        (r"ตร$", "ต"),
        (r"ริฐ$", "ฐ"),
        # a sibilant that ends its syllable is heard as t
        (r"(?<![เแโใไ])(?<!^)[จชซฌศษสฉ](?=[ก-ฮเแโใไ]|$)", "ต"),
        (r"^[วฟ]", "W"),
    ),
    _classes(K="กขฃคฅฆ", T="ดตฎฏฐฑฒถทธ", S="จฉชซฌศษส", P="บปผฝพฟภ", N="งนณญลรฬฤ", M="ม"),
)
LAO = Hearing(
    _changes((r"^ວ", "W")),
    _classes(K="ກຂຄ", T="ດຕຖທ", S="ຈສຊ", P="ບປຜຝພຟ", N="ງນລຣຼໜ", M="ມໝ"),
)
KHMER = Hearing(
    _changes((r"[ក-អ]៍", ""), (r"្រ$|រ$", ""), (r"^វ", "W")),
    _classes(K="កខគឃ", T="ដឋឌឍតថទធ", S="ចឆជឈស", P="បផពភ", N="ងញណនរលឡ", M="មំ"),
)
BURMESE = Hearing(
    _changes(
        (r"[ကစတပ]်", "T"),
        (r"[ယည]်", ""),
        (r"[ခဂ][ျြ]|ရွ?ှ|လျှ|သျှ", "S"),
        (r"^ဝ", "W"),
        (r"[ဿသ]", "T"),
    ),
    _classes(K="ကခဂဃ", T="ဋဌဍဎတထဒဓ", S="စဆဇဈ", P="ပဖဗဘ", N="ငဉညနဏလဠံ", M="မ"),
)
HEARINGS: Mapping[Script, Hearing] = {
    Script.THAI: THAI,
    Script.LAOO: LAO,
    Script.KHMR: KHMER,
    Script.MYMR: BURMESE,
}


def consonants(word: str, script: Script) -> str:
    """«สมชาย» → «SMS», as «somchai» in Latin letters."""
    hearing = HEARINGS[script]
    for pattern, meant in hearing.changes:
        word = pattern.sub(meant, word)
    heard = (letter if letter in "KTSPNMW" else hearing.letters.get(letter, "") for letter in word)
    return DOUBLED.sub(r"\1", "".join(heard))
