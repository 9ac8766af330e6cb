"""The keys of the vault, which the database never sees, and sealing with them: AES-256-GCM (NIST SP 800-38D).

`settings.VAULT_KEYS` holds them, 32 bytes each: the first seals, all of them open. What is sealed is bound to its
record, so that a row that is moved to another record does not open there.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from operation.kernel.errors import Refused

NONCE_BYTES = 12
CLOSED = _("The vault is closed: its key is not on this server. Ask the operator of the server.")
DAMAGED = _("This identity does not open: what is kept was changed. Tell the operator of the server.")


@dataclass(frozen=True)
class Sealed:
    """Ciphertext with its nonce before it, and which key opens it."""

    key_id: str
    content: bytes


@dataclass(frozen=True, repr=False)
class Keyring:
    """Keys by their id, the current one first."""

    keys: Mapping[str, bytes]

    @property
    def current(self) -> str:
        """Id of the key that seals. Raises Refused where this process has none."""
        found = next(iter(self.keys), None)
        if found is None:
            raise Refused(CLOSED)
        return found

    def seal(self, plain: bytes, record: UUID) -> Sealed:
        key_id = self.current
        nonce = secrets.token_bytes(NONCE_BYTES)
        return Sealed(key_id, nonce + AESGCM(self.keys[key_id]).encrypt(nonce, plain, _bound_to(record, key_id)))

    def unseal(self, sealed: Sealed, record: UUID) -> bytes:
        """Raises Refused when the key is not here, or when content, key or record are not those that were sealed."""
        if sealed.key_id not in self.keys:
            raise Refused(CLOSED)
        nonce, content = sealed.content[:NONCE_BYTES], sealed.content[NONCE_BYTES:]
        try:
            return AESGCM(self.keys[sealed.key_id]).decrypt(nonce, content, _bound_to(record, sealed.key_id))
        except InvalidTag as changed:
            raise Refused(DAMAGED) from changed


def keyring() -> Keyring:
    """The keys that this process was started with."""
    return Keyring({_id_of(key): key for key in settings.VAULT_KEYS})


def _id_of(key: bytes) -> str:
    """Tells keys apart and nothing about them."""
    return sha256(b"seagull vault key id" + key).hexdigest()[:16]


def _bound_to(record: UUID, key_id: str) -> bytes:
    return b"seagull vault identity" + record.bytes + key_id.encode()
