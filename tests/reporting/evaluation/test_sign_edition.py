"""The signature of a release: it holds, it fails after one changed byte, and the file below it stays as built."""

import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.sign.timestamps import DummyTimeStamper, TimestampRequestError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.registry import SimpleCertificateStore

from operation.access.context import acting_as
from operation.config.demonstration_certificate import new_certificate
from operation.kernel.errors import Conflict
from operation.people.selectors import principal_of
from operation.press import signing
from operation.press.signing import CannotSign, check, sign, signatures_in
from reporting.evaluation import actions, render
from reporting.evaluation.content import Edition as For
from reporting.evaluation.models import EditionFile, EditionSignature
from reporting.evaluation.printed import national
from reporting.evaluation.render import Rendered, render_pdf
from reporting.evaluation.selectors import read_file
from tests.factories.editions import a_pdf, built, proposed, released
from tests.reporting.evaluation import sample


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    """The national sections of a small edition."""
    with pytest.MonkeyPatch.context() as short:
        short.setattr(render, "CHAPTERS", (national.nationals,))
        short.setattr(render, "ANNEXES", ())
        return render_pdf(sample.small(edition=For.OBSERVER, **sample.NAMELESS))


@pytest.fixture(scope="module")
def signed(rendered: Rendered) -> bytes:
    return rendered.pdf + sign(rendered.pdf, reason="Released", place="Kunming").added


def test_the_signature_holds_over_the_whole_file(rendered: Rendered, signed: bytes) -> None:
    status = check(signed)
    assert status
    assert (status.intact, status.valid, status.coverage) == (True, True, SignatureCoverageLevel.ENTIRE_FILE)
    assert status.docmdp_ok
    assert "Seagull demonstration certificate" in status.signing_cert.subject.human_friendly
    assert signed.startswith(rendered.pdf)


def test_what_is_known_of_it(rendered: Rendered) -> None:
    made = sign(rendered.pdf, reason="Released", place="Kunming")
    whole = rendered.pdf + made.added
    assert made.sha256 == hashlib.sha256(whole).hexdigest()
    assert made.size == len(whole)
    assert signatures_in(whole) == [made.contents_sha256]
    assert (made.is_demonstration, made.stamped_at) == (True, None)
    assert abs(made.signed_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert "no authority stands behind it" in made.signer


@examples(max_examples=60, deadline=None)
@given(st.data())
def test_one_changed_byte_breaks_it(signed: bytes, data: st.DataObject) -> None:
    """Anywhere in what is signed: all but the gap in which the signature itself stands."""
    gap = signed.rindex(b"/Contents <")
    end = signed.index(b">", gap)
    at = data.draw(st.one_of(st.integers(0, gap - 1), st.integers(end + 1, len(signed) - 1)))
    changed = bytearray(signed)
    changed[at] ^= data.draw(st.integers(1, 255))
    assert check(bytes(changed)) is None


def test_so_does_what_is_added_behind_it(signed: bytes) -> None:
    for added in (b"\n", b"\n1 0 obj\n<<>>\nendobj\n", signed):
        assert check(signed + added) is None


def test_an_unsigned_file_has_none(rendered: Rendered) -> None:
    assert check(rendered.pdf) is None
    assert check(b"no PDF at all") is None


def test_another_certificate_is_not_ours(signed: bytes) -> None:
    (other,) = load_certs_from_pemder_data(new_certificate().encode())
    assert check(signed, other) is None


def test_a_signed_file_is_still_one_for_readers_and_archives(rendered: Rendered, signed: bytes) -> None:
    """The mark on the page list alone is new: outside the page, printed by nobody; metadata as they were built."""
    before, after = (pikepdf.open(BytesIO(content)) for content in (rendered.pdf, signed))
    assert after.check_pdf_syntax() == []
    assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
    (field,) = after.Root.AcroForm.Fields
    assert [int(edge) for edge in field.Rect] == [-9999] * 4
    assert int(field.F) & 4


def test_a_time_stamp_is_taken_where_a_service_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stamps it needs not be known to us: what he said is told."""
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=5)
    monkeypatch.setattr(signing, "_time_stamper", lambda: stamper_of(moment))
    made = sign(a_pdf(), reason="Released", place="Kunming")
    assert made.stamped_at == moment
    status = check(a_pdf() + made.added)
    assert status
    assert status.timestamp_validity
    assert status.timestamp_validity.valid


def stamper_of(moment: datetime) -> DummyTimeStamper:
    """A service of one's own, with a key that may do nothing else."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A time-stamp service")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    dated = (
        builder.serial_number(7)
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + timedelta(days=9))
    )
    certificate = dated.add_extension(purpose, critical=True).sign(key, hashes.SHA256())
    (own,) = load_certs_from_pemder_data(certificate.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    store = SimpleCertificateStore.from_certs([own])
    return DummyTimeStamper(own, load_private_key_from_pemder_data(secret, None), certs_to_embed=store, fixed_dt=moment)


def test_a_certificate_of_an_authority_signs_with_those_above_it(settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_FILE = str(tmp_path / "signing.pem")
    now = datetime.now(UTC)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in ("An authority", "LMLECC")]
    above, own = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(names[0])
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .sign(keys[0], hashes.SHA256())
        for name, key in zip(names, keys, strict=True)
    )
    secret = keys[1].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain = b"".join(one.public_bytes(serialization.Encoding.PEM) for one in (own, above))
    Path(settings.SIGNING_FILE).write_bytes(secret + chain)
    made = sign(a_pdf(), reason="Released", place="Kunming")
    assert (made.signer, made.is_demonstration) == ("Common Name: LMLECC", False)
    status = check(a_pdf() + made.added)
    assert status
    assert status.signing_cert.issuer.human_friendly == "Common Name: An authority"


def test_a_silent_time_stamp_service_stops_the_release(monkeypatch: pytest.MonkeyPatch, cast: SimpleNamespace) -> None:
    class Silent(DummyTimeStamper):
        async def async_request_tsa_response(self, req: Any) -> Any:
            raise TimestampRequestError("nobody there")

        async def async_dummy_response(self, md_algorithm: str) -> Any:
            raise TimestampRequestError("nobody there")

    monkeypatch.setattr(signing, "_time_stamper", lambda: Silent.__new__(Silent))
    refused_release(cast, "time-stamp service does not answer")


def test_without_a_certificate_nothing_is_released(settings: Any, cast: SimpleNamespace) -> None:
    settings.SIGNING_FILE = ""
    refused_release(cast, "SIGNING_FILE")


@pytest.mark.parametrize("content", ["", "not PEM", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_file_that_holds_no_key_is_named(settings: Any, tmp_path: Path, content: str) -> None:
    settings.SIGNING_FILE = str(tmp_path / "signing.pem")
    for written in (None, content):
        if written is not None:
            Path(settings.SIGNING_FILE).write_text(written)
        with pytest.raises(CannotSign, match="holds no key"):
            sign(a_pdf(), reason="x", place="y")


def test_an_expired_certificate_signs_nothing(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("operation.config.demonstration_certificate.YEARS", -1 / 365)
    settings.SIGNING_FILE = str(tmp_path / "signing.pem")
    Path(settings.SIGNING_FILE).write_text(new_certificate())
    with pytest.raises(CannotSign, match="expired"):
        sign(a_pdf(), reason="x", place="y")


def refused_release(cast: SimpleNamespace, why: str) -> None:
    """It is said why, and the edition waits as before."""
    edition, desk = proposed(cast), principal_of(cast.desk_supervision)
    with pytest.raises(Conflict, match=why), acting_as(desk, channel="test"):
        actions.confirm_release(principal=desk, edition=edition)
    edition.refresh_from_db()
    assert (edition.state, edition.released_at) == ("proposed", None)
    assert not EditionSignature.objects.exists()


def test_readers_get_the_signed_file_and_drafters_the_unsigned_one(cast: SimpleNamespace) -> None:
    draft, edition = built(cast.director, language="th"), released(cast)
    director, reader = principal_of(cast.director), principal_of(cast.officer_th)
    with acting_as(director, channel="test"):
        assert check(read_file(director, draft.pk)[1]) is None
    with acting_as(reader, channel="test"):
        content = read_file(reader, edition.pk)[1]
    assert check(content)
    assert hashlib.sha256(content[: -len(EditionSignature.objects.get().content)]).hexdigest() == edition.sha256


def test_the_function_of_the_second_person_is_kept(cast: SimpleNamespace) -> None:
    released(cast)
    assert EditionSignature.objects.get().second == "desk_supervision"


def test_a_signature_never_changes(cast: SimpleNamespace) -> None:
    edition = released(cast)
    with acting_as(principal_of(cast.director), channel="test"):
        assert EditionSignature.objects.filter(edition=edition).update(sha256="00" * 32) == 0
        assert EditionSignature.objects.filter(edition=edition).delete()[0] == 0
    assert EditionFile.objects.filter(edition=edition).exists()


def test_the_demonstration_certificate_says_what_it_is() -> None:
    text = new_certificate()
    certificate = x509.load_pem_x509_certificate(text[text.index("-----BEGIN CERT") :].encode())
    assert "Demonstration only: no authority stands behind it" in certificate.subject.rfc4514_string()
    assert certificate.issuer == certificate.subject
    serialization.load_pem_private_key(text.encode(), None)
