"""Signatures on PDFs (PAdES): an edition is signed as a whole, and nothing may be added to it afterwards.

The signature is written behind the last byte of the file, which stays as it was: whoever takes it off has the unsigned
file, byte by byte.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from operation.config.demonstration_certificate import ORGANISATION

FIELD = "Release"
CONTENTS = re.compile(rb"/Contents\s*<([0-9A-Fa-f]{2000,})>")
"""A signature as it is written in a file; notes of links have such a string too, but a short one."""
SECONDS_FOR_A_STAMP = 10


class CannotSign(Exception):
    """This installation cannot sign now; the words say what is missing."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What signing adds to a file, and what is to be known of it. Hashes are SHA-256 in hexadecimal."""

    added: bytes
    sha256: str
    size: int
    contents_sha256: str
    signer: str
    certificate_sha256: str
    is_demonstration: bool
    signed_at: datetime
    stamped_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Certificate:
    """With what we sign, as pyHanko reads it (asn1crypto, which has no types): certificate, key, and those above."""

    own: Any
    key: Any
    above: tuple[Any, ...]


class _MetadataAsBuilt(IncrementalPdfFileWriter):
    """Adds the signature alone: the metadata that say PDF/A and PDF/UA are not written anew in its own form."""

    def _update_meta(self) -> None:
        """Nothing to update: the signature has its own date."""


def sign(pdf: bytes, *, reason: str, place: str) -> Signed:
    """Sign `pdf`, with a time-stamp where a service is named. Raises CannotSign; what was signed is checked before.

    Times are real time: a signature is no content.
    """
    certificate = _certificate()
    whole = _signed(pdf, certificate, reason, place)
    status = check(whole, certificate.own)
    if status is None or not whole.startswith(pdf):
        raise CannotSign(_("The signature does not hold. Tell your administrator."))
    stamp = status.timestamp_validity
    return Signed(
        added=whole[len(pdf) :],
        sha256=hashlib.sha256(whole).hexdigest(),
        size=len(whole),
        contents_sha256=signatures_in(whole)[-1],
        signer=certificate.own.subject.human_friendly,
        certificate_sha256=certificate.own.sha256.hex(),
        is_demonstration=ORGANISATION in certificate.own.subject.native.values(),
        signed_at=status.signer_reported_dt or datetime.now(UTC),
        stamped_at=stamp.timestamp if stamp else None,
    )


def check(pdf: bytes, certificate: Any = None) -> PdfSignatureStatus | None:
    """What the signature on all of `pdf` says; None where there is none, or anything at all was changed after it.

    With `certificate` it has to be the signer's. Whether an authority stands behind it, or behind the service that
    stamped it, is not asked here: that is for programs that know whom their reader trusts.
    """
    try:
        found = PdfFileReader(BytesIO(pdf)).embedded_signatures
        if len(found) != 1:
            return None
        status = validate_pdf_signature(found[0], ValidationContext(trust_roots=[], allow_fetching=False))
    except Exception:
        return None
    stamp, whole = status.timestamp_validity, status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    holds = status.intact and status.valid and whole and status.docmdp_ok
    stamped = stamp is None or (stamp.intact and stamp.valid)
    same = certificate is None or status.signing_cert.sha256 == certificate.sha256
    return status if holds and stamped and same else None


def signatures_in(pdf: bytes) -> list[str]:
    """SHA-256 of each signature as it is written in a file, in their order. Nothing of the file is parsed."""
    return [hashlib.sha256(written.lower()).hexdigest() for written in CONTENTS.findall(pdf)]


def _signed(pdf: bytes, certificate: _Certificate, reason: str, place: str) -> bytes:
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD,
        reason=reason,
        location=place,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    # outside the page: the one way that PDF/A and PDF/UA both allow for a signature that shows nothing
    outside = fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    field = fields.SigFieldSpec(FIELD, readable_field_name=_("Release"), invis_sig_settings=outside)
    signer = signers.SimpleSigner(
        certificate.own, certificate.key, SimpleCertificateStore.from_certs(certificate.above)
    )
    try:
        output = signers.PdfSigner(metadata, signer=signer, timestamper=_time_stamper(), new_field_spec=field).sign_pdf(
            _MetadataAsBuilt(BytesIO(pdf))
        )
    except TimestampRequestError as silent:
        raise CannotSign(_("The time-stamp service does not answer. Try it again later.")) from silent
    except PdfError as fault:
        raise CannotSign(_("The file cannot be signed: %(reason)s") % {"reason": fault}) from fault
    return bytes(output.getvalue())


def _time_stamper() -> RequestsHTTPTimeStamper | None:
    address = settings.TIME_STAMP_URL
    return RequestsHTTPTimeStamper(address, timeout=SECONDS_FOR_A_STAMP) if address else None


def _certificate() -> _Certificate:
    """Read anew each time: it is done a few times a month, and a renewed certificate holds at once."""
    if not settings.SIGNING_FILE:
        raise CannotSign(_("No certificate to sign with. Name its file in the setting SIGNING_FILE."))
    try:
        text = Path(settings.SIGNING_FILE).read_bytes()
        own, *above = load_certs_from_pemder_data(text)
        key = load_private_key_from_pemder_data(_private_part(text), passphrase=None)
    except (OSError, ValueError) as fault:
        raise CannotSign(_("The file that SIGNING_FILE names holds no key with its certificate.")) from fault
    if own.not_valid_after < datetime.now(UTC):
        raise CannotSign(_("The certificate to sign with has expired. Name a new one in the setting SIGNING_FILE."))
    return _Certificate(own, key, tuple(above))


def _private_part(text: bytes) -> bytes:
    """The key of a PEM file, without the certificates that stand beside it."""
    found = re.search(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", text, re.DOTALL)
    if found is None:
        raise ValueError("no key")
    return found.group()
