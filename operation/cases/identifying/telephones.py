"""Telephones, their devices and cards."""

import phonenumbers
from stdnum import imei, luhn
from stdnum.exceptions import ValidationError as Invalid

from operation.cases.identifying.kinds import Bearer, Finding, Reading
from operation.cases.identifying.letters import compact, digits

ABROAD = "00"
TELECOM = "89"
"""ICCIDs begin with it (ITU-T E.118)."""


def read_phone(text: str, country: str, _bearer: Bearer) -> Reading:
    """E.164: «081 234 5678» of Thailand → «+66812345678»; checked against the numbering plan of its country."""
    written = compact(text, keep="+")
    if written.startswith(ABROAD):
        written = f"+{written.removeprefix(ABROAD)}"
    try:
        number = phonenumbers.parse(written, country or None)
    except phonenumbers.NumberParseException:
        return Reading.wrong(written, Finding.FORM)
    made = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Reading.right(made) if phonenumbers.is_valid_number(number) else Reading.wrong(made, Finding.PLAN)


def read_imei(text: str, _country: str, _bearer: Bearer) -> Reading:
    """15 digits with a Luhn check digit; 14 without it and 16 with a software version have none."""
    number = digits(text)
    if len(number) in (14, 16):
        return Reading(number)
    if len(number) != 15:
        return Reading.wrong(compact(text), Finding.LENGTH)
    try:
        return Reading.right(imei.validate(number))
    except Invalid:
        return Reading.wrong(number, Finding.DIGIT)


def read_iccid(text: str, _country: str, _bearer: Bearer) -> Reading:
    """19 digits with a Luhn check digit (E.118); of the 20 signs that some carriers use nothing can be said."""
    number = compact(text)
    if not number.startswith(TELECOM) or not 18 <= len(number) <= 22:
        return Reading.wrong(number, Finding.FORM)
    if len(number) != 19 or not number.isdigit():
        return Reading(number)
    return Reading.right(number) if luhn.is_valid(number) else Reading.wrong(number, Finding.DIGIT)
