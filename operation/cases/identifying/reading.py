"""Read an identifier of any kind. No text makes it fail: what cannot be read is kept, and said to be wrong."""

from collections.abc import Callable, Mapping

from operation.cases.identifying.kinds import NOBODY, Bearer, Finding, IdentifierKind, Reading
from operation.cases.identifying.letters import plain
from operation.cases.identifying.money import read_account, read_wallet
from operation.cases.identifying.national import read_national_id
from operation.cases.identifying.online import read_domain, read_email, read_handle
from operation.cases.identifying.telephones import read_iccid, read_imei, read_phone
from operation.cases.identifying.things import read_case, read_mark, read_vin
from operation.cases.identifying.travel import read_passport

Read = Callable[[str, str, Bearer], Reading]

BY_KIND: Mapping[str, Read] = {
    IdentifierKind.PHONE: read_phone,
    IdentifierKind.HANDLE: read_handle,
    IdentifierKind.EMAIL: read_email,
    IdentifierKind.DOMAIN: read_domain,
    IdentifierKind.ACCOUNT: read_account,
    IdentifierKind.WALLET: read_wallet,
    IdentifierKind.IMEI: read_imei,
    IdentifierKind.ICCID: read_iccid,
    IdentifierKind.PLATE: read_mark,
    IdentifierKind.VIN: read_vin,
    IdentifierKind.SERIAL: read_mark,
    IdentifierKind.CASE: read_case,
    IdentifierKind.NATIONAL_ID: read_national_id,
    IdentifierKind.PASSPORT: read_passport,
    IdentifierKind.DOCUMENT: read_mark,
}


def read(kind: str, text: str, country: str = "", bearer: Bearer = NOBODY) -> Reading:
    """The identifier as it is compared, and its check. `country` (ISO 3166-1) is where its numbering is that of.

    Never empty: a text of which nothing is left is kept as it stands, and does not pass.
    """
    found = BY_KIND[kind](text, country, bearer)
    return found if found.normalised else Reading.wrong(plain(text), Finding.FORM)
