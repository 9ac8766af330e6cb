"""The national registration card of Myanmar: `NN/TOWNSHIP(N)NNNNNN`, in Latin or in Burmese letters.

Letters of townships and kinds of citizenship in Burmese: `[check]` with Myanmar's coordinator (domain.md §3).
"""

import re

from operation.cases.identifying.kinds import Bearer, Finding, Reading
from operation.cases.identifying.letters import compact

STATES = range(1, 15)
WRITTEN = re.compile(r"(\d{1,2})/([^\d()/]{2,20})\(([^()]{1,12})\)(\d{6})")
CITIZENS = {"နိုင်": "N", "ဧည့်": "E", "ပြု": "P", "သာ": "T", "သာသနာ": "T", "ယာ": "Y", "သီ": "S"}
CITIZENSHIPS = frozenset({"N", "E", "P", "T", "Y", "S"})
LETTERS = {
    **{"က": "KA", "ခ": "KHA", "ဂ": "GA", "ဃ": "GA", "င": "NGA", "စ": "SA", "ဆ": "SA", "ဇ": "ZA", "ဈ": "ZA"},
    **{"ည": "NYA", "ဉ": "NYA", "ဋ": "TA", "ဌ": "HTA", "ဍ": "DA", "ဎ": "DA", "ဏ": "NA", "တ": "TA", "ထ": "HTA"},
    **{"ဒ": "DA", "ဓ": "DA", "န": "NA", "ပ": "PA", "ဖ": "PHA", "ဗ": "BA", "ဘ": "BA", "မ": "MA", "ယ": "YA"},
    **{"ရ": "YA", "လ": "LA", "ဝ": "WA", "သ": "THA", "ဟ": "HA", "ဠ": "LA", "အ": "AH", "ဥ": "U", "ဧ": "E", "ဩ": "AW"},
}
VARIANTS = (("HPA", "PHA"), ("HSA", "SA"), ("GHA", "GA"), ("OU", "U"), ("OO", "U"))


def read_burmese(text: str, _bearer: Bearer) -> Reading:
    """One form for both scripts: «၁၂/မဂတ(နိုင်)၁၂၃၄၅၆» and «12/MaGaTa(Naing)123456» → «12/MAGATA(N)123456»."""
    number = compact(text, keep="/()")
    written = WRITTEN.fullmatch(number)
    if written is None:
        return Reading.wrong(number, Finding.FORM)
    state, township, citizenship, serial = written.groups()
    kind = CITIZENS.get(citizenship, citizenship[0])
    made = f"{int(state)}/{_latin(township)}({kind}){serial}"
    if int(state) not in STATES:
        return Reading.wrong(made, Finding.PLACE)
    return Reading(made) if kind in CITIZENSHIPS else Reading.wrong(made, Finding.FORM)


def _latin(township: str) -> str:
    """Burmese letters one by one, vowel signs left out; Latin spellings brought to one."""
    latin = "".join(LETTERS.get(sign, sign if sign.isascii() else "") for sign in township)
    for variant, usual in VARIANTS:
        latin = latin.replace(variant, usual)
    return latin or township
