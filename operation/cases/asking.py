"""What a search text may mean: part of a name or narrative, the beginning of a number, a name by its sound."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from operation.access.principal import Principal
from operation.cases.identifying.kinds import Check, IdentifierKind
from operation.cases.identifying.letters import search_key
from operation.cases.identifying.reading import read
from operation.cases.names import composed, fold
from operation.cases.registry import RecordType
from operation.cases.spelling.honorifics import split_honorific
from operation.cases.spelling.sounds import asked_keys
from operation.cases.spelling.zawgyi import is_zawgyi, to_unicode

SHORTEST_NUMBER = 4
SHORTEST_NARRATIVE = 3
TWO_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")
CALLING_CODES = {"KH": "855", "CN": "86", "LA": "856", "MM": "95", "TH": "66", "VN": "84"}
"""ITU-T E.164: the beginning of a number as it is dialled at home may be that of each of the six."""


@dataclass(frozen=True)
class Asked:
    """A search text in the forms of all that it is compared with; empty where it cannot be meant so."""

    text: str
    name: str
    numbers: list[str]
    narrative: str
    sounds: list[str]
    whole: list[str]


def asked_for(record_type: RecordType, principal: Principal, text: str) -> Asked:
    """Read a search text as names, identifiers and narratives of the type are read when they are kept."""
    plain = composed(text)
    name = split_honorific(composed(to_unicode(plain)) if is_zawgyi(plain) else plain).name
    told = plain.lower() if len(plain) >= SHORTEST_NARRATIVE or TWO_CHINESE.fullmatch(plain) else ""
    sounds, whole = asked_keys(name) if record_type.names else ([], [])
    numbers = list(dict.fromkeys(_numbers(record_type, principal, plain)))
    return Asked(text.strip(), fold(name), numbers, told, sounds, whole)


def _numbers(record_type: RecordType, principal: Principal, text: str) -> Iterator[str]:
    """The text as it stands, as each kind of the type reads it, and as the beginning of a telephone number."""
    key = search_key(text)
    if len(key) < SHORTEST_NUMBER:
        return
    yield key
    country = principal.country or ""
    for kind in record_type.identifier_kinds:
        # a card may be that of any of the six; everything else is read as at home
        for issuing in CALLING_CODES if kind == IdentifierKind.NATIONAL_ID else (country,):
            found = read(kind, text, issuing)
            if found.check != Check.FAIL:
                yield search_key(found.normalised)
    if key.isdigit():
        yield from _dialled(key, country)


def _dialled(number: str, country: str) -> Iterator[str]:
    """Without the prefix of calls abroad, or with the country's code instead of the one for calls at home."""
    if number.startswith("00"):
        yield number[2:]
    elif number.startswith("0"):
        yield from (f"{code}{number[1:]}" for code in CALLING_CODES.values())
    elif country in CALLING_CODES:
        yield f"{CALLING_CODES[country]}{number}"
