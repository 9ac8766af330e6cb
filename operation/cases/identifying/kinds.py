"""The kinds of identifiers, and what a check of one can say (domain.md §3)."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operation.kernel.dates import PartialDate


class IdentifierKind(models.TextChoices):
    PHONE = "phone", _("telephone")
    HANDLE = "handle", _("chat or platform account")
    EMAIL = "email", _("e-mail")
    DOMAIN = "domain", _("domain or web address")
    ACCOUNT = "account", _("bank account")
    WALLET = "wallet", _("crypto wallet")
    IMEI = "imei", _("IMEI")
    ICCID = "iccid", _("SIM card (ICCID)")
    PLATE = "plate", _("number plate")
    VIN = "vin", _("vehicle number (VIN)")
    SERIAL = "serial", _("serial number of a firearm")
    CASE = "case", _("case number")
    NATIONAL_ID = "national_id", _("national identity number")
    PASSPORT = "passport", _("passport")
    DOCUMENT = "document", _("other document")


class Check(models.TextChoices):
    PASS = "pass", pgettext_lazy("check of a number", "passes its check")
    FAIL = "fail", pgettext_lazy("check of a number", "does not pass its check")
    NOT_CHECKABLE = "not_checkable", pgettext_lazy("check of a number", "cannot be checked")


class Finding(models.TextChoices):
    """Why an identifier does not pass."""

    FORM = "form", _("it is not written as such a number is")
    LENGTH = "length", _("it has too many or too few digits")
    PLAN = "plan", _("there is no such number in the numbering plan")
    DIGIT = "digit", _("its check digit does not fit")
    PLACE = "place", _("there is no such province, or no such day, as it names")
    SEX = "sex", _("it says another sex than the record")
    BORN = "born", _("it says another date of birth than the record")


OF_PERSONS = (
    IdentifierKind.NATIONAL_ID,
    IdentifierKind.PASSPORT,
    IdentifierKind.PHONE,
    IdentifierKind.HANDLE,
    IdentifierKind.ACCOUNT,
    IdentifierKind.WALLET,
    IdentifierKind.EMAIL,
    IdentifierKind.DOMAIN,
    IdentifierKind.IMEI,
    IdentifierKind.ICCID,
    IdentifierKind.PLATE,
    IdentifierKind.CASE,
    IdentifierKind.DOCUMENT,
)
OF_GROUPS = (
    IdentifierKind.PHONE,
    IdentifierKind.HANDLE,
    IdentifierKind.DOMAIN,
    IdentifierKind.EMAIL,
    IdentifierKind.ACCOUNT,
    IdentifierKind.WALLET,
    IdentifierKind.CASE,
)
OF_THINGS = (
    IdentifierKind.ACCOUNT,
    IdentifierKind.WALLET,
    IdentifierKind.HANDLE,
    IdentifierKind.IMEI,
    IdentifierKind.ICCID,
    IdentifierKind.PHONE,
    IdentifierKind.PLATE,
    IdentifierKind.VIN,
    IdentifierKind.DOCUMENT,
)
OF_WEAPONS = (IdentifierKind.SERIAL, IdentifierKind.CASE, IdentifierKind.DOCUMENT)
OF_MONEY = (IdentifierKind.ACCOUNT, IdentifierKind.WALLET, IdentifierKind.PHONE, IdentifierKind.CASE)
DOCUMENTS = frozenset({IdentifierKind.NATIONAL_ID, IdentifierKind.PASSPORT, IdentifierKind.DOCUMENT})


@dataclass(frozen=True)
class Bearer:
    """What a document can be compared with: sex as «male», «female» or anything else, and the birth as it is known."""

    sex: str = ""
    born: PartialDate | None = None


@dataclass(frozen=True)
class Reading:
    """An identifier as it is compared with others, and what its check says. Reading its `normalised` gives it again."""

    normalised: str
    check: Check = Check.NOT_CHECKABLE
    finding: Finding | None = None

    @classmethod
    def wrong(cls, normalised: str, finding: Finding) -> "Reading":
        return cls(normalised, Check.FAIL, finding)

    @classmethod
    def right(cls, normalised: str) -> "Reading":
        return cls(normalised, Check.PASS)


NOBODY = Bearer()


def against(reading: Reading, bearer: Bearer, *, male: bool | None, born: str) -> Reading:
    """A reading that passed so far, compared with its bearer. `born` is YYYY or YYYYMMDD as the document says it;
    what only one of the two knows contradicts nothing."""
    if male is not None and bearer.sex in ("male", "female") and male != (bearer.sex == "male"):
        return Reading.wrong(reading.normalised, Finding.SEX)
    known = str(bearer.born or "").replace("-", "")
    if known and born and not (known.startswith(born) or born.startswith(known)):
        return Reading.wrong(reading.normalised, Finding.BORN)
    return reading
