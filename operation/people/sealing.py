"""Secrets of second factors, sealed with a key that is not in the database: AES-256-GCM (NIST SP 800-38D)."""

import base64
import secrets
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.encoding import force_bytes

NONCE_BYTES = 12
PURPOSE = b"second factor"


def seal(text: str) -> str:
    """The text under SECRET_KEY, with a nonce of its own each time."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return base64.urlsafe_b64encode(
        nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, text.encode(), PURPOSE)
    ).decode()


def unseal(sealed: str) -> str:
    """Also what an earlier key sealed (SECRET_KEY_FALLBACKS). Raises InvalidTag when none opens it."""
    content = base64.urlsafe_b64decode(sealed)
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(key).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], PURPOSE).decode()
        except InvalidTag:
            continue
    raise InvalidTag


def _cipher(secret: str | bytes) -> AESGCM:
    return AESGCM(sha256(PURPOSE + force_bytes(secret)).digest())
