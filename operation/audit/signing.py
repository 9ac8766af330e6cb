"""The key that signs anchors: Ed25519, 32 bytes from the environment, known to others by its fingerprint."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def public_key() -> str:
    """The public key of this installation, hexadecimal."""
    return _key().public_key().public_bytes_raw().hex()


def fingerprint(public: str) -> str:
    """SHA-256 of a public key: short enough to be compared by telephone in groups of four."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()


def sign(statement: bytes) -> str:
    return _key().sign(statement).hex()


def holds(public: str, signature: str, statement: bytes) -> bool:
    """Whether the signature over the statement was made with that key. Text that is no key or signature: no."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), statement)
    except (InvalidSignature, ValueError):
        return False
    return True


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(settings.AUDIT_SIGNING_KEY)
