"""Bank accounts and crypto wallets."""

import re
from collections.abc import Callable
from typing import Any

from bip_utils import (  # type: ignore[import-untyped]
    EthAddrDecoder,
    P2PKHAddrDecoder,
    P2SHAddrDecoder,
    P2TRAddrDecoder,
    P2WPKHAddrDecoder,
    TrxAddrDecoder,
)
from stdnum import iban, luhn

from operation.cases.identifying.kinds import Bearer, Finding, Reading
from operation.cases.identifying.letters import compact, joined

CARD = re.compile(r"62\d{14}(?:\d{3})?")
"""Chinese bank cards are written as the account: 16 or 19 digits with a Luhn check digit (ISO/IEC 7812)."""

IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
BASE58 = r"[1-9A-HJ-NP-Za-km-z]"
Decode = Callable[[str], Any]


def read_account(text: str, country: str, _bearer: Bearer) -> Reading:
    """Letters and digits alone. An IBAN and a Chinese card have check digits, other accounts none."""
    number = compact(text)
    if CARD.fullmatch(number) and country == "CN":
        return Reading.right(number) if luhn.is_valid(number) else Reading.wrong(number, Finding.DIGIT)
    if IBAN.fullmatch(number):
        return Reading.right(number) if iban.is_valid(number) else Reading.wrong(number, Finding.DIGIT)
    return Reading(number)


def _segwit(address: str) -> Any:
    """Version 0 (BIP-173) or 1, Taproot (BIP-350). Raises ValueError."""
    decode = P2TRAddrDecoder if address[3] == "p" else P2WPKHAddrDecoder
    return decode.DecodeAddr(address, hrp="bc")


CHAINS: tuple[tuple[re.Pattern[str], Decode], ...] = (
    (re.compile(rf"1{BASE58}{{25,34}}"), lambda address: P2PKHAddrDecoder.DecodeAddr(address, net_ver=b"\x00")),
    (re.compile(rf"3{BASE58}{{25,34}}"), lambda address: P2SHAddrDecoder.DecodeAddr(address, net_ver=b"\x05")),
    (re.compile(r"bc1[qp][a-z0-9]{30,80}"), _segwit),
    (re.compile(rf"T{BASE58}{{33}}"), TrxAddrDecoder.DecodeAddr),
    (re.compile(r"0x[0-9A-Fa-f]{40}"), EthAddrDecoder.DecodeAddr),
)
"""Bitcoin, TRON, and Ethereum with the chains that write addresses as it does; others are kept as they are."""

ETHEREUM, SEGWIT = re.compile(r"0X[0-9a-f]{40}", re.I), re.compile(r"bc1[a-z0-9]+", re.I)


def read_wallet(text: str, _country: str, _bearer: Bearer) -> Reading:
    """The address, checked by the checksum of its chain. Small letters where case says nothing but a checksum."""
    address = joined(text)
    normalised = address.lower() if ETHEREUM.fullmatch(address) or SEGWIT.fullmatch(address) else address
    checked = address if ETHEREUM.fullmatch(address) else normalised
    if ETHEREUM.fullmatch(address) and (address[2:].islower() or address[2:].isupper() or address[2:].isdigit()):
        return Reading(normalised)
    decode = next((decode for shape, decode in CHAINS if shape.fullmatch(checked)), None)
    if decode is None:
        return Reading(normalised)
    try:
        decode(checked)
    except ValueError:
        return Reading.wrong(normalised, Finding.DIGIT)
    return Reading.right(normalised)
